"""What a search hands to its template."""

from dataclasses import dataclass

MOST = 6  # rows of each kind: a screen holds all kinds at once


@dataclass(frozen=True, slots=True)
class Hit:
    """One row. `status` gives `note` its tone; "" for a plain note."""

    href: str
    title: str
    note: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind. `more`: the address of the list that has the rest, "" for none."""

    title: str
    icon: str
    hits: list[Hit]
    more: str = ""
