"""The sequences beside the webinar's (follow_up.py): one runs by itself, one is paused, one a draft."""

from typing import Any

from apps.accounts.models import User, Workspace
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.sequences import actions, enrolling, publishing
from apps.sequences.models import Sequence
from apps.tags import actions as tags

WEEKDAYS = {"weekdays": [0, 1, 2, 3, 4], "start": "09:00", "end": "19:00"}
HELLO: list[dict[str, Any]] = [
    {"id": "s1", "kind": "text", "body": "Welcome, {first_name|friend}! 10% off your first book: HELLO10."},
    {"id": "s2", "kind": "wait_for", "amount": 3, "unit": "days"},
    {"id": "s3", "kind": "text", "body": "What do you like to read? Reply CRIME, POETRY or KIDS."},
    {"id": "s4", "kind": "wait_for", "amount": 1, "unit": "weeks"},
    {"id": "s5", "kind": "text", "body": "Your 10% are good until Sunday, {first_name|friend}: HELLO10."},
]
BACK: list[dict[str, Any]] = [
    {"id": "s1", "kind": "text", "body": "We have not seen you for a while, {first_name|friend}. A coffee?"},
    {"id": "s2", "kind": "wait_for", "amount": 2, "unit": "weeks"},
    {"id": "s3", "kind": "text", "body": "Here is 15% to come back: BACK15, good for a month."},
]
BIRTHDAY: list[dict[str, Any]] = [
    {"id": "s1", "kind": "wait_date", "attribute": "birthday", "offset": 0, "at": "10:00", "yearly": True,
     "otherwise": "leave"},
    {"id": "s2", "kind": "text", "body": "Happy birthday, {first_name|friend}! A book of poems is waiting."},
]  # fmt: skip
WELCOME, LAPSED = "Welcome series", "Lapsed readers"
WALKED_IN = (("Rosa", "+18585550198"), ("Emil", "+19715550197"), ("Ada", "+19715550196"))


def welcome(workspace: Workspace, by: User) -> Sequence:
    """Whoever gets the tag "joined" begins it, which is what the keyword JOIN does."""
    joined = tags.named(workspace, ["joined"])["joined"].public_id
    rules = {"triggers": {"tags": [joined]}, "window": WEEKDAYS}
    return _published(workspace, by, WELCOME, HELLO, rules)


def walk_in(workspace: Workspace, by: User) -> None:
    """Added by hand and put into it, with no consent on record: they are stuck at the first text."""
    sequence = Sequence.objects.of(workspace).get(name=WELCOME)
    for name, phone in WALKED_IN:
        made = contacts.find_or_create(workspace, phone, source="manual")
        contacts.update(made, {"first_name": name}, actor=by.email)
        enrolling.enrol_one(sequence, made, source="hand", actor=by.email)


def come_back(workspace: Workspace, by: User, people: list[Contact]) -> Sequence:
    """People who bought long ago; somebody pauses it later."""
    made = _published(workspace, by, LAPSED, BACK, {"window": WEEKDAYS})
    enrolling.enrol(made, [one.pk for one in people], source="list", actor=by.email)
    return made


def pause_coming_back(workspace: Workspace, by: User) -> None:
    """Half of them have had the first text, and wait for the second."""
    actions.pause(Sequence.objects.of(workspace).get(name=LAPSED), by.email)


def birthday(workspace: Workspace, by: User) -> None:
    """Written, and never published."""
    actions.write(actions.create(workspace, "Birthday poem", by), steps=BIRTHDAY)


def _published(
    workspace: Workspace, by: User, name: str, steps: list[dict[str, Any]], rules: dict[str, Any]
) -> Sequence:
    made = actions.create(workspace, name, by)
    actions.write(made, steps=steps, rules_=rules)
    publishing.publish(made, by.email)
    made.refresh_from_db()
    return made
