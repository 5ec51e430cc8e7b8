"""A filter in plain words: has the tag VIP and replied in the last 30 days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.accounts.models import Workspace
from apps.audiences.filters.asking import MODELS
from apps.audiences.filters.fields import ATTRIBUTE, DEED, FIELDS, LABEL, MOMENT, TEXT
from apps.audiences.filters.nodes import Condition, Group, Node, Not, conditions
from apps.compliance.models import Suppression

Names = Mapping[str, str]  # public id → name
GONE = "(gone)"
_LABELS = {
    "tag": {
        "has": "has the tag {}",
        "lacks": "does not have the tag {}",
        "some": "has a tag",
        "none": "has no tag",
    },
    "list": {"has": "is on {}", "lacks": "is not on {}", "some": "is on a list", "none": "is on no list"},
    "stage": {
        "has": "is in {}",
        "lacks": "is not in {}",
        "some": "was put into a stage",
        "none": "was never put into a stage",
    },
}
_COLUMNS = {
    "first_name": "the first name",
    "last_name": "the last name",
    "email": "the e-mail address",
    "phone": "the number",
    "source": "the source",
}
_TEXTS = {
    "is": "{} is “{}”",
    "is_not": "{} is not “{}”",
    "contains": "{} contains “{}”",
    "contains_not": "{} does not contain “{}”",
    "starts": "{} starts with “{}”",
    "known": "{} is filled in",
    "unknown": "{} is not filled in",
}
_NUMBERS = {
    "is": "{} is {}",
    "is_not": "{} is not {}",
    "more": "{} is more than {}",
    "less": "{} is less than {}",
    "at_least": "{} is at least {}",
    "at_most": "{} is at most {}",
}
_DATES = {
    "on": "{} is on {}",
    "before": "{} is before {}",
    "after": "{} is after {}",
    "within": "{} was in the last {}",
    "coming": "{} is in the next {}",
    "anniversary": "{} has its anniversary in the next {}",
}
_DEEDS = {
    "sent": ("was sent a text", "was not sent a text", "was never sent a text"),
    "delivered": ("got a text", "did not get a text", "never got a text"),
    "replied": ("replied", "did not reply", "never replied"),
    "opted_out": ("opted out", "did not opt out", "never opted out"),
}
_MOMENTS = {"created": "was added", "updated": "was changed"}
_MOMENT_OPS = {
    "before": "{} before {}",
    "after": "{} after {}",
    "within": "{} in the last {}",
    "not_within": "{} longer than {} ago",
}
_CONSENTS = {
    "given": "agreed to get texts",
    "withdrawn": "took back the agreement to get texts",
    "none": "never agreed to get texts",
}


def words(workspace: Workspace, filter_: Group) -> str:
    """One sentence; what is nested stands in brackets. At most three short queries for the names."""
    return _node(filter_, names(workspace, filter_), top=True)


def names(workspace: Workspace, node: Node) -> dict[str, str]:
    """Names of the tags, lists and stages that are asked for."""
    found: dict[str, str] = {}
    for kind, model in MODELS.items():
        ids = {key for one in conditions(node) if one.field == kind for key in one.operands.get("ids", ())}
        if ids:
            rows = model.objects.of(workspace).filter(public_id__in=ids)
            found.update(rows.values_list("public_id", "name"))
    return found


def _node(node: Node, known: Names, top: bool = False) -> str:
    if isinstance(node, Condition):
        return condition(node, known)
    if isinstance(node, Not):
        return f"not ({_node(node.part, known, top=True)})"
    joined = (" and " if node.kind == "all" else " or ").join(_node(part, known) for part in node.parts)
    return joined if top or len(node.parts) == 1 else f"({joined})"


def condition(one: Condition, known: Names) -> str:
    """One condition."""
    verbs = FIELDS.get(one.field)
    if verbs is LABEL:
        return _LABELS[one.field][one.op].format(
            _or(known.get(key, GONE) for key in one.operands.get("ids", ()))
        )
    if one.field == ATTRIBUTE:
        return _attribute(one)
    if verbs is TEXT:
        return _TEXTS[one.op].format(_COLUMNS[one.field], one.operands.get("value", ""))
    if verbs is DEED:
        return _deed(one)
    if verbs is MOMENT:
        return _MOMENT_OPS[one.op].format(_MOMENTS[one.field], _operand(one))
    return _standing(one)


def _deed(one: Condition) -> str:
    did, did_not, never = _DEEDS[one.field]
    said = {"within": did, "not_within": did_not, "ever": f"{did} at least once", "never": never}[one.op]
    return f"{said} in the last {_operand(one)}" if "days" in one.operands else said


def _standing(one: Condition) -> str:
    if one.field == "dnd":
        return "has do-not-disturb set" if one.op == "yes" else "does not have do-not-disturb set"
    if one.field == "consent":
        return _CONSENTS[one.op]
    kinds = _or(str(Suppression.Kind(kind).label).lower() for kind in one.operands["kinds"])
    return f"is {'' if one.op == 'has' else 'not '}suppressed ({kinds})"


def _attribute(one: Condition) -> str:
    name, kind = f"“{one.operands['name']}”", one.operands["as"]
    if kind == "flag":
        return f"{name} is {one.op}"
    table = {"text": _TEXTS, "number": _NUMBERS, "date": _DATES}[kind]
    return table[one.op].format(name, _operand(one))


def _operand(one: Condition) -> Any:
    if days := one.operands.get("days"):
        return "day" if days == 1 else f"{days} days"
    value = one.operands.get("value", "")
    if one.operands.get("as") == "date" or FIELDS.get(one.field) is MOMENT:
        return f"{date.fromisoformat(value):%b %-d, %Y}" if value else ""
    return value


def _or(names_: Any) -> str:
    return " or ".join(names_)
