"""A filter in plain words: has the tag VIP and replied in the last 30 days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.audiences.filters.asking import MODELS
from apps.audiences.filters.fields import ATTRIBUTE, DEED, FIELDS, LABEL, MOMENT, TEXT
from apps.audiences.filters.nodes import Condition, Group, Node, Not, conditions
from apps.compliance.models import Suppression
from apps.contacts.models import CustomField

Names = Mapping[str, str]  # public id → name
GONE = _("(gone)")
_LABELS = {
    "tag": {
        "has": _("has the tag {}"),
        "lacks": _("does not have the tag {}"),
        "some": _("has a tag"),
        "none": _("has no tag"),
    },
    "list": {
        "has": _("is on {}"),
        "lacks": _("is not on {}"),
        "some": _("is on a list"),
        "none": _("is on no list"),
    },
    "stage": {
        "has": _("is in {}"),
        "lacks": _("is not in {}"),
        "some": _("was put into a stage"),
        "none": _("was never put into a stage"),
    },
}
_COLUMNS = {
    "first_name": _("the first name"),
    "last_name": _("the last name"),
    "email": _("the e-mail address"),
    "phone": _("the number"),
    "source": _("the source"),
}
_TEXTS = {
    "is": _("{} is “{}”"),
    "is_not": _("{} is not “{}”"),
    "contains": _("{} contains “{}”"),
    "contains_not": _("{} does not contain “{}”"),
    "starts": _("{} starts with “{}”"),
    "known": _("{} is filled in"),
    "unknown": _("{} is not filled in"),
}
_NUMBERS = {
    "is": _("{} is {}"),
    "is_not": _("{} is not {}"),
    "more": _("{} is more than {}"),
    "less": _("{} is less than {}"),
    "at_least": _("{} is at least {}"),
    "at_most": _("{} is at most {}"),
}
_DATES = {
    "on": _("{} is on {}"),
    "before": _("{} is before {}"),
    "after": _("{} is after {}"),
    "within": _("{} was in the last {}"),
    "coming": _("{} is in the next {}"),
    "anniversary": _("{} has its anniversary in the next {}"),
}
_DEEDS = {
    "sent": (_("was sent a text"), _("was not sent a text"), _("was never sent a text")),
    "delivered": (_("got a text"), _("did not get a text"), _("never got a text")),
    "replied": (_("replied"), _("did not reply"), _("never replied")),
    "opted_out": (_("opted out"), _("did not opt out"), _("never opted out")),
}
_MOMENTS = {"created": _("was added"), "updated": _("was changed")}
_MOMENT_OPS = {
    "before": _("{} before {}"),
    "after": _("{} after {}"),
    "within": _("{} in the last {}"),
    "not_within": _("{} longer than {} ago"),
}
_CONSENTS = {
    "given": _("agreed to get texts"),
    "withdrawn": _("took back the agreement to get texts"),
    "none": _("never agreed to get texts"),
}


def words(workspace: Workspace, filter_: Group) -> str:
    """One sentence; what is nested stands in brackets. At most four short queries for the names."""
    return _node(filter_, names(workspace, filter_), top=True)


def names(workspace: Workspace, node: Node) -> dict[str, str]:
    """Names of the tags, lists and stages that are asked for; labels of fields, under "attribute KEY"."""
    found: dict[str, str] = {}
    for kind, model in MODELS.items():
        ids = {key for one in conditions(node) if one.field == kind for key in one.operands.get("ids", ())}
        if ids:
            rows = model.objects.of(workspace).filter(public_id__in=ids)
            found.update(rows.values_list("public_id", "name"))
    if keys := {one.operands["name"] for one in conditions(node) if one.field == ATTRIBUTE}:
        own = CustomField.objects.of(workspace).live().filter(key__in=keys)
        found.update((f"{ATTRIBUTE} {key}", label) for key, label in own.values_list("key", "label"))
    return found


def _node(node: Node, known: Names, top: bool = False) -> str:
    if isinstance(node, Condition):
        return condition(node, known)
    if isinstance(node, Not):
        return _("not ({})").format(_node(node.part, known, top=True))
    joined = str(_(" and ") if node.kind == "all" else _(" or ")).join(
        _node(part, known) for part in node.parts
    )
    return joined if top or len(node.parts) == 1 else f"({joined})"


def condition(one: Condition, known: Names) -> str:
    """One condition."""
    verbs = FIELDS.get(one.field)
    if verbs is LABEL:
        return _LABELS[one.field][one.op].format(
            _or(str(known.get(key, GONE)) for key in one.operands.get("ids", ()))
        )
    if one.field == ATTRIBUTE:
        return _attribute(one, known)
    if verbs is TEXT:
        return _TEXTS[one.op].format(_COLUMNS[one.field], one.operands.get("value", ""))
    if verbs is DEED:
        return _deed(one)
    if verbs is MOMENT:
        return _MOMENT_OPS[one.op].format(_MOMENTS[one.field], _operand(one))
    return _standing(one)


def _deed(one: Condition) -> str:
    did, did_not, never = _DEEDS[one.field]
    said = {"within": did, "not_within": did_not, "ever": _("{} at least once").format(did), "never": never}[
        one.op
    ]
    return _("{} in the last {}").format(said, _operand(one)) if "days" in one.operands else str(said)


def _standing(one: Condition) -> str:
    if one.field == "dnd":
        return str(_("has do-not-disturb set") if one.op == "yes" else _("does not have do-not-disturb set"))
    if one.field == "consent":
        return str(_CONSENTS[one.op])
    kinds = _or(str(Suppression.Kind(kind).label).lower() for kind in one.operands["kinds"])
    return (_("is suppressed ({})") if one.op == "has" else _("is not suppressed ({})")).format(kinds)


def _attribute(one: Condition, known: Names) -> str:
    key, kind = one.operands["name"], one.operands["as"]
    name = f"“{known.get(f'{ATTRIBUTE} {key}', key)}”"
    if kind == "flag":
        return (_("{} is yes") if one.op == "yes" else _("{} is no")).format(name)
    table = {"text": _TEXTS, "number": _NUMBERS, "date": _DATES}[kind]
    return table[one.op].format(name, _operand(one))


def _operand(one: Condition) -> Any:
    if days := one.operands.get("days"):
        return _("day") if days == 1 else _("{} days").format(days)
    value = one.operands.get("value", "")
    if one.operands.get("as") == "date" or FIELDS.get(one.field) is MOMENT:
        return date_format(date.fromisoformat(value), gettext("M j, Y")) if value else ""
    return value


def _or(names_: Any) -> str:
    return str(_(" or ")).join(names_)
