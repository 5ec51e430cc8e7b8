"""Templates: texts kept to be used again, in the composer and as canned replies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.refusals import Refusal
from apps.copywriting import actions
from apps.copywriting.encoding import measure
from apps.copywriting.models import Template
from apps.dashboard.forms.templates import TemplateForm
from apps.dashboard.pages import one, show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs

MOST = 500  # on the page; nobody picks from more


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    rows = [(row, measure(row.body)) for row in Template.objects.of(request.workspace)[:MOST]]
    return show(request, "templates/index", {"rows": rows, "may_edit": request.member.may(EDIT)})


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    return _form(request, None)


@needs(EDIT)
def edit(request: Request, template_id: str) -> HttpResponse:
    return _form(request, one(Template.objects.of(request.workspace), template_id))


def _form(request: Request, template: Template | None) -> HttpResponse:
    initial = {"name": template.name, "body": template.body} if template else {}
    form = TemplateForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep(request.workspace, template=template, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("dashboard:templates")
    context = {"form": form, "template": template}
    return show(request, "templates/form", context, status=422 if form.errors else 200)


@needs(EDIT)
def delete(request: Request, template_id: str) -> HttpResponse:
    """GET asks, POST deletes."""
    template = one(Template.objects.of(request.workspace), template_id)
    if request.method != "POST":
        return show(request, "templates/delete", {"template": template})
    template.delete()
    said = _("%(template)s is deleted. Texts that used it stay as they are.") % {"template": template.name}
    messages.success(request, said)
    return redirect("dashboard:templates")
