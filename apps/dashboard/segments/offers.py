"""What the builder offers: questions by their kind, the verbs of each, and the names to choose from."""

from typing import Any

from apps.accounts.models import Workspace
from apps.audiences.filters import fields
from apps.audiences.filters.fields import ATTRIBUTE
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.dashboard import choices
from apps.dashboard.choices import OFFERED
from apps.dashboard.segments.rows import Row
from apps.pipeline.models import Stage

QUESTIONS: list[tuple[str, list[tuple[str, str]]]] = [
    ("Belonging", [("tag", "Tag"), ("list", "List"), ("stage", "Stage")]),
    (
        "Texts",
        [
            ("sent", "Was sent a text"),
            ("delivered", "Got a text"),
            ("replied", "Replied"),
            ("opted_out", "Opted out"),
        ],
    ),
    (
        "Attributes",
        [
            ("attribute.text", "Attribute (text)"),
            ("attribute.number", "Attribute (number)"),
            ("attribute.date", "Attribute (date)"),
            ("attribute.flag", "Attribute (yes or no)"),
        ],
    ),
    (
        "Person",
        [
            ("first_name", "First name"),
            ("last_name", "Last name"),
            ("email", "E-mail"),
            ("phone", "Number"),
            ("source", "Source"),
            ("created", "Added"),
            ("updated", "Last changed"),
        ],
    ),
    (
        "May be texted",
        [("consent", "Consent"), ("suppression", "Suppression"), ("dnd", "Do not disturb")],
    ),
]
LABELS = {key: label for _, many in QUESTIONS for key, label in many}
_VERBS: dict[str, dict[str, str]] = {
    "label": {"has": "is one of", "lacks": "is none of", "some": "is any at all", "none": "is none at all"},
    "text": {
        "is": "is",
        "is_not": "is not",
        "contains": "contains",
        "contains_not": "does not contain",
        "starts": "starts with",
        "known": "is filled in",
        "unknown": "is not filled in",
    },
    "number": {
        "is": "is",
        "is_not": "is not",
        "more": "is more than",
        "less": "is less than",
        "at_least": "is at least",
        "at_most": "is at most",
    },
    "date": {
        "on": "is on",
        "before": "is before",
        "after": "is after",
        "within": "was in the last … days",
        "coming": "is in the next … days",
        "anniversary": "has its anniversary in the next … days",
    },
    "flag": {"yes": "is yes", "no": "is no"},
    "moment": {
        "before": "before",
        "after": "after",
        "within": "in the last … days",
        "not_within": "longer ago than … days",
    },
    "deed": {
        "within": "in the last … days",
        "not_within": "not in the last … days",
        "ever": "at least once",
        "never": "never",
    },
    "consent": {"given": "is given", "withdrawn": "was taken back", "none": "was never given"},
    "suppression": {"has": "stands for", "lacks": "does not stand for"},
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
    return LABELS[f"{row.field}.{row.kind}" if row.field == ATTRIBUTE else row.field]


def verbs(row: Row) -> list[tuple[str, str]]:
    """Its verbs, in their order."""
    table = _VERBS[_TABLES[id(fields.verbs(row.field, row.kind))]]
    return list(table.items())


def offers(workspace: Workspace) -> dict[str, Any]:
    """Names that may be chosen: four short queries."""
    stages = Stage.objects.of(workspace).values_list("public_id", "name")[:OFFERED]
    return {
        "questions": QUESTIONS,
        "choices": {"tag": choices.tags(workspace), "list": choices.lists(workspace), "stage": list(stages)},
        "suppression_kinds": Suppression.Kind.choices,
        "attributes": _attributes(workspace),
    }


def _attributes(workspace: Workspace) -> list[str]:
    rows = Contact.objects.of(workspace).order_by("-id").values_list("attributes", flat=True)[:LOOKED_AT]
    return list(dict.fromkeys(name for held in rows for name in held))[:100]
