"""What the builder offers: questions by their kind, the verbs of each, and the names to choose from."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.audiences.filters import fields
from apps.audiences.filters.fields import ATTRIBUTE
from apps.compliance.models import Suppression
from apps.contacts.models import Contact, CustomField
from apps.dashboard import choices
from apps.dashboard.choices import OFFERED
from apps.dashboard.segments import defined
from apps.dashboard.segments.rows import FILLED, Row
from apps.pipeline.models import Stage

QUESTIONS: list[tuple[Any, list[tuple[str, Any]]]] = [
    (_("Belonging"), [("tag", _("Tag")), ("list", _("List")), ("stage", _("Stage"))]),
    (
        _("Texts"),
        [
            ("sent", _("Was sent a text")),
            ("delivered", _("Got a text")),
            ("replied", _("Replied")),
            ("opted_out", _("Opted out")),
        ],
    ),
    (
        _("Attributes"),
        [
            ("attribute.text", _("Attribute (text)")),
            ("attribute.number", _("Attribute (number)")),
            ("attribute.date", _("Attribute (date)")),
            ("attribute.flag", _("Attribute (yes or no)")),
        ],
    ),
    (
        _("Person"),
        [
            ("first_name", _("First name")),
            ("last_name", _("Last name")),
            ("email", _("E-mail")),
            ("phone", _("Number")),
            ("source", _("Source")),
            ("created", _("Added")),
            ("updated", _("Last changed")),
        ],
    ),
    (
        _("May be texted"),
        [("consent", _("Consent")), ("suppression", _("Suppression")), ("dnd", _("Do not disturb"))],
    ),
]
LABELS = {key: label for _, many in QUESTIONS for key, label in many}
_VERBS: dict[str, dict[str, Any]] = {
    "label": {
        "has": _("is one of"),
        "lacks": _("is none of"),
        "some": _("is any at all"),
        "none": _("is none at all"),
    },
    "text": {
        "is": _("is"),
        "is_not": _("is not"),
        "contains": _("contains"),
        "contains_not": _("does not contain"),
        "starts": _("starts with"),
        "known": _("is filled in"),
        "unknown": _("is not filled in"),
    },
    "number": {
        "is": _("is"),
        "is_not": _("is not"),
        "more": _("is more than"),
        "less": _("is less than"),
        "at_least": _("is at least"),
        "at_most": _("is at most"),
    },
    "date": {
        "on": _("is on"),
        "before": _("is before"),
        "after": _("is after"),
        "within": _("was in the last … days"),
        "coming": _("is in the next … days"),
        "anniversary": _("has its anniversary in the next … days"),
    },
    "flag": {"yes": _("is yes"), "no": _("is no")},
    "moment": {
        "before": _("before"),
        "after": _("after"),
        "within": _("in the last … days"),
        "not_within": _("longer ago than … days"),
    },
    "deed": {
        "within": _("in the last … days"),
        "not_within": _("not in the last … days"),
        "ever": _("at least once"),
        "never": _("never"),
    },
    "consent": {"given": _("is given"), "withdrawn": _("was taken back"), "none": _("was never given")},
    "suppression": {"has": _("stands for"), "lacks": _("does not stand for")},
}
_TABLES = {
    id(fields.LABEL): "label",
    id(fields.TEXT): "text",
    id(fields.NUMBER): "number",
    id(fields.DATE): "date",
    id(fields.FLAG): "flag",
    id(fields.MOMENT): "moment",
    id(fields.DEED): "deed",
    id(fields.CONSENT): "consent",
    id(fields.SUPPRESSION): "suppression",
}
LOOKED_AT = 500  # contacts, newest first, whose attributes are proposed


def label(row: Row) -> str:
    """What the row asks."""
    if row.label:
        return row.label
    return str(LABELS[f"{row.field}.{row.kind}" if row.field == ATTRIBUTE else row.field])


def verbs(row: Row) -> list[tuple[str, str]]:
    """Its verbs, in their order."""
    table = _VERBS[_TABLES[id(fields.verbs(row.field, row.kind))]]
    if row.label:
        table = {**table, **{op: _VERBS["text"][op] for op in FILLED}}
    if row.options:
        table = {op: said for op, said in table.items() if op in defined.OF_CHOICE or op == row.op}
    return list(table.items())


def offers(workspace: Workspace) -> dict[str, Any]:
    """Names that may be chosen: five short queries."""
    own = list(CustomField.objects.of(workspace).live())
    stages = Stage.objects.of(workspace).values_list("public_id", "name")[:OFFERED]
    return {
        "questions": _with(defined.questions(own)) if own else QUESTIONS,
        "choices": {"tag": choices.tags(workspace), "list": choices.lists(workspace), "stage": list(stages)},
        "suppression_kinds": Suppression.Kind.choices,
        "attributes": _attributes(workspace),
    }


def _with(own: list[tuple[str, str]]) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The questions with the workspace's fields before the free attributes."""
    place = next(n for n, (_, many) in enumerate(QUESTIONS) if many[0][0].startswith(ATTRIBUTE))
    return [*QUESTIONS[:place], (gettext("Fields"), own), *QUESTIONS[place:]]


def _attributes(workspace: Workspace) -> list[str]:
    rows = Contact.objects.of(workspace).order_by("-id").values_list("attributes", flat=True)[:LOOKED_AT]
    return list(dict.fromkeys(name for held in rows for name in held))[:100]
