"""/api-docs: the reference for people. No script, nothing from elsewhere."""

from collections.abc import Sequence

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.api.reference import contents, starting, verifying
from apps.api.reference.dialects import READYSMS, V1
from apps.contacts.refusals import InvalidPhone
from apps.messaging.refusals import ConsentNotAttested


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "groups": contents.groups(),
        "here": _here(request),
        "v1_error": _shown(V1.example(InvalidPhone)[2]),
        "readysms_error": _shown(READYSMS.example(ConsentNotAttested)[2]),
        "verify_node": verifying.NODE,
        "verify_python": verifying.PYTHON,
    }
    return render(request, "reference/index.html", context)


@require_safe
def getting_started(request: HttpRequest) -> HttpResponse:
    context = {"groups": contents.groups(), "steps": _steps(request)}
    return render(request, "reference/getting_started.html", context)


def _steps(request: HttpRequest) -> Sequence[starting.Step]:
    return starting.steps(_here(request), inside=settings.WEBHOOKS_MAY_STAY_INSIDE)


@require_safe
def resource(request: HttpRequest, name: str) -> HttpResponse:
    found = next((one for one in contents.groups() if one.slug == name), None)
    if found is None:
        raise Http404
    context = {"groups": contents.groups(), "group": found}
    return render(request, "reference/resource.html", context)


def _shown(body: object) -> str:
    return orjson.dumps(body, option=orjson.OPT_INDENT_2).decode()


def _here(request: HttpRequest) -> str:
    """This installation's address, for samples that work when they are pasted."""
    return request.build_absolute_uri("/").rstrip("/")
