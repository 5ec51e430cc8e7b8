"""Which column is which: guessed from headings and from what the cells look like, changed by people.

A mapping is a list with one field for each column, in order. "" leaves a column out.
"""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup

from django.utils.translation import gettext_noop as _

from apps.common import phones
from apps.common.sentences import shape, spoken
from apps.common.spreadsheets import bare
from apps.contacts import fields
from apps.imports import headings
from apps.imports.refusals import BadMapping

FIELDS: dict[str, str] = {
    "phone": _("Phone"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "full_name": _("Full name"),
    "email": _("E-mail"),
    "tags": _("Tags"),
    "list": _("List"),
    "stage": _("Pipeline stage"),
    "opted_out": _("Opted out"),
    "dnd": _("Do not disturb"),
    "opt_in_time": _("When they opted in"),
    "opt_in_source": _("Where they opted in"),
}
ATTRIBUTE = "attributes."
MANY = {"tags", "list", "opted_out", "dnd"}  # these may stand in several columns, which add up
MAX_ATTRIBUTES = 100
# Half junk is still a phone column; below that it is something else.
_SHARE = 0.5
_TWICE = shape(_("%(field)s is chosen for two columns."))
_TOO_MANY = shape(_("A contact carries at most %(most)s attributes."))
_UNKNOWN = shape(_("“%(field)s” is no field of a contact."))

Mapping = list[str]


def guess(
    columns: Sequence[str],
    sample: Sequence[Sequence[str]],
    region: str,
    defined: Lookup[str, str] | None = None,
) -> Mapping:
    """A field for every column. There may be no phone among them: `validate` says so.

    `defined`: plain heading → key of the workspace's fields (apps.imports.defined).
    """
    found = [_named(name, defined or {}) for name in columns]
    phone = _phone_column(columns, found, sample, region)
    email = _email_column(found, sample)
    taken: set[str] = set()
    mapping = []
    for place, name in enumerate(columns):
        field = "phone" if place == phone else "email" if place == email else found[place]
        if (
            field is None
            or (field == "phone" and place != phone)
            or (field and field in taken and field not in MANY)
        ):
            field = _attribute(name, taken)
        taken.add(field)
        mapping.append(field)
    return _names_settled(mapping)


def _named(heading: str, defined: Lookup[str, str]) -> str | None:
    """As headings.field_of, and fields by their label or key."""
    field = headings.field_of(heading)
    if field is None and (key := defined.get(headings.plain(heading))):
        return f"{ATTRIBUTE}{key}"
    return field


def _names_settled(mapping: Mapping) -> Mapping:
    """ "Name" beside a surname is the first name; beside a first name the last (German); else none."""
    if "full_name" not in mapping or not {"first_name", "last_name"} & set(mapping):
        return mapping
    meant = next((name for name in ("first_name", "last_name") if name not in mapping), "")
    return [meant if field == "full_name" else field for field in mapping]


def _phone_column(
    columns: Sequence[str], found: Sequence[str | None], sample: Sequence[Sequence[str]], region: str
) -> int | None:
    """By heading and content: cells that are numbers before a word that promises them, mobile first."""
    scores = {}
    for place, name in enumerate(columns):
        share = _share(sample, place, lambda cell: phones.normalise(bare(cell), region) is not None)
        named = found[place] == "phone"
        if named or (share >= _SHARE and found[place] is None):
            mobile = bool(headings.TEXTABLE.search(headings.plain(name)))
            scores[place] = (named, share >= _SHARE, mobile, share, -place)
    return max(scores, key=lambda place: scores[place], default=None)


def _email_column(found: Sequence[str | None], sample: Sequence[Sequence[str]]) -> int | None:
    if "email" in found:
        return None
    shares = {
        place: _share(sample, place, lambda cell: "@" in cell and "." in cell and " " not in cell.strip())
        for place, field in enumerate(found)
        if field is None
    }
    best = max(shares, key=lambda place: shares[place], default=None)
    return best if best is not None and shares[best] >= _SHARE else None


def _share(sample: Sequence[Sequence[str]], place: int, fits: Callable[[str], bool]) -> float:
    """Of the filled cells of a column, the part that fits."""
    cells = [row[place] for row in sample if place < len(row) and row[place].strip()]
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _attribute(name: str, taken: set[str]) -> str:
    key = headings.attribute_of(name)
    field = f"{ATTRIBUTE}{key}"
    if not key or key.startswith("column_") or field in taken:
        return ""
    return field


def validate(mapping: object, width: int) -> Mapping:
    """The mapping, or BadMapping in words: one phone, no field twice, no field unknown."""
    if not isinstance(mapping, list) or len(mapping) != width or not all(isinstance(f, str) for f in mapping):
        raise BadMapping(_("The mapping names one field for each column of the file."))
    cleaned = [_known(field) for field in mapping]
    if cleaned.count("phone") > 1:
        raise BadMapping(_("Only one column can be the phone number."))
    if "phone" not in cleaned:
        raise BadMapping
    for field in sorted(set(cleaned) - MANY - {""}):
        if cleaned.count(field) > 1:
            raise BadMapping(_TWICE % {"field": label(field)})
    if "full_name" in cleaned and {"first_name", "last_name"} & set(cleaned):
        raise BadMapping(_("Choose either the full name, or first and last name."))
    if sum(field.startswith(ATTRIBUTE) for field in cleaned) > MAX_ATTRIBUTES:
        raise BadMapping(_TOO_MANY % {"most": MAX_ATTRIBUTES})
    return cleaned


def _known(field: str) -> str:
    if field in FIELDS or not field:
        return field
    name = field.removeprefix(ATTRIBUTE)
    key = fields.text(name, 60)
    if not field.startswith(ATTRIBUTE) or not key:
        raise BadMapping(_UNKNOWN % {"field": field[:60]})
    return f"{ATTRIBUTE}{key}"


def label(field: str) -> str:
    """What people call a field, in the reader's language."""
    return spoken(FIELDS.get(field, field.removeprefix(ATTRIBUTE)))
