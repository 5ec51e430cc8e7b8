"""All that can be asked: fields, the verbs of each, and the operands of each verb."""

from collections.abc import Mapping

Verbs = Mapping[str, tuple[str, ...]]  # op → the operands that it needs

LABEL: Verbs = {"has": ("ids",), "lacks": ("ids",), "some": (), "none": ()}
TEXT: Verbs = {
    "is": ("text",),
    "is_not": ("text",),
    "contains": ("text",),
    "contains_not": ("text",),
    "starts": ("text",),
    "known": (),
    "unknown": (),
}
NUMBER: Verbs = dict.fromkeys(("is", "is_not", "more", "less", "at_least", "at_most"), ("number",))
DATE: Verbs = {
    "on": ("date",),
    "before": ("date",),
    "after": ("date",),
    "within": ("days",),
    "coming": ("days",),
    "anniversary": ("days",),
}
FLAG: Verbs = {"yes": (), "no": ()}
MOMENT: Verbs = {"before": ("date",), "after": ("date",), "within": ("days",), "not_within": ("days",)}
DEED: Verbs = {"within": ("days",), "not_within": ("days",), "ever": (), "never": ()}
CONSENT: Verbs = {"given": (), "withdrawn": (), "none": ()}
SUPPRESSION: Verbs = {"has": ("kinds",), "lacks": ("kinds",)}

FIELDS: Mapping[str, Verbs] = {
    "tag": LABEL,
    "list": LABEL,
    "stage": LABEL,
    "first_name": TEXT,
    "last_name": TEXT,
    "email": TEXT,
    "phone": TEXT,
    "source": TEXT,
    "created": MOMENT,
    "updated": MOMENT,
    "dnd": FLAG,
    "consent": CONSENT,
    "suppression": SUPPRESSION,
    "sent": DEED,
    "delivered": DEED,
    "replied": DEED,
    "opted_out": DEED,
}
# An attribute may be looked at in these ways; see docs/filters.md for what each takes for one of its kind.
ATTRIBUTE = "attribute"
TYPES: Mapping[str, Verbs] = {"text": TEXT, "number": NUMBER, "date": DATE, "flag": FLAG}
# Fields that the language has, and that this version cannot answer.
NOT_AVAILABLE = {"clicked": "clicks are not available: links are not tracked in this version"}
# The names that operands have in the data.
KEYS = {"text": "value", "number": "value", "date": "value", "days": "days", "ids": "ids", "kinds": "kinds"}
PREFIXES = {"tag": "tag", "list": "lst", "stage": "stg"}


def verbs(field: str, kind: str = "") -> Verbs:
    """The verbs of a field; of an attribute, those of the type it is looked at as."""
    return TYPES[kind] if field == ATTRIBUTE else FIELDS[field]
