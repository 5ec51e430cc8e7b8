"""Which contact a row means when it is known by its e-mail address rather than by its number."""

from collections.abc import MutableMapping, Sequence

from apps.accounts.models import Workspace
from apps.common import phones
from apps.common.among import Among
from apps.contacts.models import Contact

Row = MutableMapping[str, str]
KEYS = ("phone", "email")


def match(workspace: Workspace, rows: Sequence[Row], keys: Sequence[str]) -> None:
    """Give each row the number of the contact that it means; the first key that finds one decides.

    A number is one contact's for ever, so it finds them in any case. An address that several contacts share
    finds none of them.
    """
    if "email" not in keys:
        return
    numbers = _numbers(workspace, rows) if keys[0] == "phone" else set()
    owners = _owners(workspace, rows)
    for row in rows:
        number = phones.normalise(row.get("phone", ""), workspace.default_region)
        owner = owners.get(row.get("email", "").strip().lower())
        if owner and number not in numbers:
            row["phone"] = owner


def _numbers(workspace: Workspace, rows: Sequence[Row]) -> set[str]:
    """Those of the rows that somebody has."""
    given = {phones.normalise(row.get("phone", ""), workspace.default_region) for row in rows} - {None}
    held = Contact.objects.of(workspace).filter(Among("phone", list(given)))
    return set(held.values_list("phone", flat=True))


def _owners(workspace: Workspace, rows: Sequence[Row]) -> dict[str, str]:
    """Address → the number of its one contact."""
    given = {row.get("email", "").strip().lower() for row in rows} - {""}
    found: dict[str, set[str]] = {}
    held = Contact.objects.of(workspace).filter(Among("email", list(given)))
    for email, phone in held.values_list("email", "phone"):
        found.setdefault(email, set()).add(phone)
    return {email: next(iter(numbers)) for email, numbers in found.items() if len(numbers) == 1}
