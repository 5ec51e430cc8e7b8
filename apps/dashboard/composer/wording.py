"""The buttons that change the text for its writer: plain characters, the footer, a template."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.contacts.models import Contact, CustomField
from apps.copywriting.encoding import smarten
from apps.copywriting.fields import FIELD
from apps.copywriting.footer import with_footer
from apps.copywriting.models import Template
from apps.dashboard.pages import one

FIELDS = [("{first_name|there}", _("First name")), ("{last_name}", _("Last name"))]
LOOKED_AT = 200  # contacts, newest first, whose attributes become buttons
SHOWN = 12


def reworded(workspace: Workspace, body: str, do: str) -> str:
    """The body after the button `do`: "plain", "footer" or "template:tpl_…".

    NotFound for a template that is not here.
    """
    if do == "plain":
        return smarten(body)
    if do == "footer":
        return with_footer(body)
    if do.startswith("template:"):
        return one(Template.objects.of(workspace), do.removeprefix("template:")).body
    return body


def offers(workspace: Workspace) -> dict[str, Any]:
    """Merge fields and templates to pick from."""
    return {"merge_fields": [*FIELDS, *_attributes(workspace)], "templates": Template.objects.of(workspace)}


def _attributes(workspace: Workspace) -> list[tuple[str, str]]:
    """Defined fields by their labels, all of them; then the attributes of the newest contacts."""
    own = {one.key: one.label for one in CustomField.objects.of(workspace).live()}
    rows = Contact.objects.of(workspace).order_by("-id").values_list("attributes", flat=True)[:LOOKED_AT]
    names = dict.fromkeys(name for held in rows for name in held if name not in own)
    offered = {**own, **{name: name for name in list(names)[:SHOWN]}}
    written = [(f"{{{name}}}", label) for name, label in offered.items()]
    return [pair for pair in written if FIELD.fullmatch(pair[0])]  # what no text could name is no button
