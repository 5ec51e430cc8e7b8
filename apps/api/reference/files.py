"""The descriptions as files: /openapi.yaml, /openapi.json, /postman.json."""

from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from apps.api.reference import postman, yaml
from apps.api.reference.openapi import document

INDENTED = orjson.OPT_INDENT_2


@cache
def _yaml() -> bytes:
    return yaml.dump(document()).encode()


@cache
def _json() -> bytes:
    return orjson.dumps(document(), option=INDENTED)


def _open(content: bytes, kind: str) -> HttpResponse:
    """Any page may read it: an editor of API descriptions in a browser does."""
    response = HttpResponse(content, content_type=kind)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def openapi_yaml(request: HttpRequest) -> HttpResponse:
    return _open(_yaml(), "application/yaml; charset=utf-8")


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    return _open(_json(), "application/json")


@require_safe
def postman_json(request: HttpRequest) -> HttpResponse:
    """With this installation's address filled in."""
    here = request.build_absolute_uri("/").rstrip("/")
    return _open(orjson.dumps(postman.collection(here), option=INDENTED), "application/json")
