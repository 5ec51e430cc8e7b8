"""A row of a file becomes a person, or a reason why not. No database here."""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from apps.common import phones
from apps.common.sentences import shape
from apps.common.spreadsheets import bare
from apps.contacts import fields
from apps.contacts.custom.kinds import DayOrder
from apps.contacts.custom_fields import CustomField
from apps.contacts.refusals import InvalidEmail, InvalidValue
from apps.imports import cells
from apps.imports.mapping import ATTRIBUTE, Mapping

Cells = list[str]
Defined = Lookup[str, CustomField]

NO_PHONE = shape(_("“%(given)s” is not a phone number"))


@dataclass(slots=True)
class Person:
    """What one row says about one phone. Only what is filled in: an empty cell says nothing."""

    line: int
    cells: Cells
    phone: str
    details: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    stage: str = ""
    dnd: bool = False
    opt_in_time: str = ""
    opt_in_source: str = ""
    bad_email: str = ""
    unfit: list[str] = field(default_factory=list)  # values that do not fit their fields, and why


@dataclass(slots=True)
class Unusable:
    """A row without a phone that can be texted."""

    line: int
    cells: Cells
    reason: str


class Reader:
    """Reads rows by one mapping. Places are found once: this runs a million times."""

    def __init__(self, mapping: Mapping, region: str, defined: Defined | None = None) -> None:
        """`defined`: the workspace's fields, by key. Days are read as the region writes them."""
        self.region, self._order = region, DayOrder.of(region)
        known = defined or {}
        self._phone = mapping.index("phone")
        places = list(enumerate(mapping))
        self._plain = [(place, name) for place, name in places if name in ("first_name", "last_name")]
        self._attributes = [
            (place, key := name.removeprefix(ATTRIBUTE), known.get(key))
            for place, name in places
            if name.startswith(ATTRIBUTE)
        ]
        self._full = [place for place, name in places if name == "full_name"]
        self._email = [place for place, name in places if name == "email"]
        self._tags = [place for place, name in places if name == "tags"]
        self._lists = [place for place, name in places if name == "list"]
        self._dnd = [place for place, name in places if name == "dnd"]
        self._once = [
            (place, name) for place, name in places if name in ("stage", "opt_in_time", "opt_in_source")
        ]
        self._out = [place for place, name in places if name == "opted_out"]
        self._width = len(mapping)

    @property
    def knows_opt_outs(self) -> bool:
        return bool(self._out)

    def opted_out(self, row: Cells) -> str | None:
        """The phone of a row that says opted out."""
        if any(cells.is_yes(row[place]) for place in self._out if place < len(row)):
            return self.phone(row)
        return None

    def phone(self, row: Cells) -> str | None:
        if self._phone >= len(row):
            return None
        return phones.normalise(bare(row[self._phone]), self.region)

    def read(self, line: int, row: Cells) -> Person | Unusable:
        phone = self.phone(row)
        if phone is None:
            return Unusable(line, row, self._reason(row))
        person = Person(line, row, phone)
        full = row if len(row) >= self._width else row + [""] * (self._width - len(row))
        self._names(full, person)
        self._labels(full, person)
        for place, name, field_ in self._attributes:
            if cell := full[place].strip():
                text = bare(cell).replace("\0", "")[: fields.MAX_VALUE]
                if field_ is None:
                    person.attributes[name] = text
                else:
                    self._typed(field_, text, person)
        return person

    def _typed(self, field_: CustomField, text: str, person: Person) -> None:
        """A value that does not fit costs the value, not the contact."""
        try:
            if (value := field_.read(text, self._order)) is not None:
                person.attributes[field_.key] = value
        except InvalidValue as refusal:
            person.unfit.append(f"“{text[:60]}”: {refusal.record}")

    def _names(self, row: Cells, person: Person) -> None:
        for place, name in self._plain:
            if cell := fields.text(bare(row[place])):
                person.details[name] = cell
        for place in self._full:
            _split_name(fields.text(bare(row[place]), 200), person.details)
        for place in self._email:
            try:
                if address := fields.email(bare(row[place])):
                    person.details["email"] = address
            except InvalidEmail:
                person.bad_email = row[place].strip()

    def _labels(self, row: Cells, person: Person) -> None:
        for place in self._tags:
            if row[place]:
                person.tags += cells.split(bare(row[place]))
        for place in self._lists:
            if row[place]:
                person.lists += cells.split(bare(row[place]))
        for place, name in self._once:
            if cell := fields.text(bare(row[place]), 200):
                setattr(person, name, cell)
        for place in self._dnd:
            person.dnd = person.dnd or cells.is_yes(row[place])

    def _reason(self, row: Cells) -> str:
        given = row[self._phone].strip() if self._phone < len(row) else ""
        return NO_PHONE % {"given": given[:60]} if given else _("There is no phone number")


def _split_name(name: str, details: dict[str, str]) -> None:
    """ "Maria Silva Souza" is Maria, Silva Souza; "Silva, Maria" is the other way round."""
    if not name:
        return
    last, comma, first = name.partition(",")
    if not comma or not first.strip():
        first, _, last = name.replace(",", " ").strip().partition(" ")
    details["first_name"] = first.strip()[:100]
    if last.strip():
        details["last_name"] = last.strip()[:100]
