"""The second pass: people become contacts with tags, stage, lists, consents; a chunk a transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from apps.common import bulk
from apps.common.among import Among
from apps.contacts import many as contacts
from apps.contacts.models import Contact
from apps.imports import asking, beginning, consents, merging, remarks, telling
from apps.imports.asking import Answers
from apps.imports.batch import Batch
from apps.imports.merging import Changes
from apps.imports.models import Import, ImportedContact
from apps.imports.people import Person, Unusable
from apps.imports.remarks import Remark
from apps.lists import many as lists
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from apps.tags.telling import ADDED_IN_BULK

# Of 1,000, 5,000 and 20,000 rows a chunk this was the fastest; more only holds the ledger longer.
ROWS = 5_000
Outcome = ImportedContact.Outcome


@dataclass(slots=True)
class _Arrived:
    """A person of this chunk whose contact is settled."""

    person: Person
    contact_id: int
    outcome: str
    changes: Changes = field(default_factory=dict)


def load(held: Import, batch: Batch) -> None:
    """Take these rows in, inside the caller's transaction; `held` is the locked import, counted up.

    Raises IntegrityError when a contact was made elsewhere meanwhile: roll back and call again.
    """
    said, people = _unusable(held, batch.unusable), dict(batch.people)
    there = contacts.by_phone(held.workspace_id, list(people))
    said += _repeated(held, [*batch.repeats, *_seen_before(held, people, there)])
    said += _left_alone(held, people, there)
    answers = asking.ask(held, list(people.values()))
    arrived = _settle(held, list(people.values()), there)
    _describe(held, arrived, answers)
    _note(held, arrived)
    beginning.enrol(held, [one.contact_id for one in arrived])
    consents.record(held, [(one.person, one.contact_id) for one in arrived], answers.consents)
    said += _without_email(held, people.values())
    said += _without_values(held, people.values())
    remarks.append(held, sorted(said, key=lambda one: one.line))
    held.rows += batch.rows


def _unusable(held: Import, unusable: Sequence[Unusable]) -> list[Remark]:
    held.invalid += len(unusable)
    return [Remark(one.line, remarks.INVALID, one.reason, one.cells) for one in unusable]


def _repeated(held: Import, repeats: Sequence[tuple[Person, int]]) -> list[Remark]:
    held.duplicate += len(repeats)
    return [
        Remark(one.line, remarks.DUPLICATE, f"Same number as line {line}", one.cells) for one, line in repeats
    ]


def _seen_before(
    held: Import, people: dict[str, Person], there: dict[str, Contact]
) -> list[tuple[Person, int]]:
    """Take out of `people` whom an earlier chunk of this import took in; with the line of the first row."""
    if not there:
        return []
    touched = ImportedContact.objects.of(held.workspace_id).filter(
        Among("contact_id", [contact.pk for contact in there.values()]), source=held
    )
    lines = dict(touched.values_list("contact_id", "line"))
    return [(people.pop(phone), lines[contact.pk]) for phone, contact in there.items() if contact.pk in lines]


def _left_alone(held: Import, people: dict[str, Person], there: dict[str, Contact]) -> list[Remark]:
    """Take out of `people` those whom the mode does not concern."""
    if held.mode == Import.Mode.UPSERT:
        return []
    known = held.mode == Import.Mode.CREATE
    left = [one for one in people.values() if (one.phone in there) == known]
    for one in left:
        del people[one.phone]
    held.skipped += len(left)
    reason = "Is a contact already" if known else "Is no contact yet"
    return [Remark(one.line, remarks.SKIPPED, reason, one.cells) for one in left]


def _settle(held: Import, people: Sequence[Person], there: dict[str, Contact]) -> list[_Arrived]:
    new = [one for one in people if one.phone not in there]
    ids = contacts.add(held.workspace_id, [_arrival(held, one) for one in new], source="import")
    arrived = [_Arrived(one, ids[one.phone], Outcome.CREATED) for one in new]
    changed = []
    for one in people:
        if contact := there.get(one.phone):
            whose = contact.dnd_by
            changes = merging.merge(contact, one, held.public_id)
            arrived.append(
                _Arrived(one, contact.pk, Outcome.UNCHANGED, {"details": changes} if changes else {})
            )
            if changes or contact.dnd_by != whose:
                changed.append(contact)
    contacts.change(changed)
    return arrived


def _arrival(held: Import, one: Person) -> contacts.Arrival:
    dnd = {"dnd": True, "dnd_by": held.public_id} if one.dnd else {}
    return contacts.Arrival(one.phone, {**one.details, "attributes": one.attributes, **dnd})


def _describe(held: Import, arrived: Sequence[_Arrived], answers: Answers) -> None:
    """Tags, stages and lists; what was new to a contact that was there is noted for the undo."""
    wanted = {one.contact_id: [*one.person.tags, *held.tags] for one in arrived}
    fresh = {one.contact_id for one in arrived if one.outcome == Outcome.CREATED}
    telling.made(held, sorted(fresh), answers.told)
    quiet = [one.contact_id for one in arrived if "dnd" in one.changes.get("details", {})]
    telling.dnd(held, quiet, answers.told, on=True)
    tagged = tags.add_many(
        held.workspace_id,
        {pk: names for pk, names in wanted.items() if names},
        told_as=ADDED_IN_BULK if ADDED_IN_BULK in answers.told else "",
        fresh=fresh,
        tags=answers.tags,
    )
    placed = pipeline.place_many(
        held.workspace_id,
        {one.contact_id: one.person.stage for one in arrived if one.person.stage},
        actor="import",
    )
    telling.staged(held, placed, fresh, answers.told)
    joined = _join(held, arrived, fresh, answers)
    for one in arrived:
        if one.outcome != Outcome.CREATED:
            new = {"tags": tagged.get(one.contact_id), "stage": placed.get(one.contact_id)}
            one.changes.update({name: value for name, value in new.items() if value})
            one.outcome = Outcome.UPDATED if one.changes else Outcome.UNCHANGED
            if one.contact_id in joined:  # a place in a list is no change of the contact
                one.changes["lists"] = joined[one.contact_id]


def _join(
    held: Import, arrived: Sequence[_Arrived], fresh: set[int], answers: Answers
) -> dict[int, list[int]]:
    named = answers.lists
    always = [held.into_id] if held.into_id else []
    wanted = {
        one.contact_id: always + [named[name].pk for name in one.person.lists if name in named]
        for one in arrived
    }
    return lists.join_many(
        held.workspace_id, {pk: where for pk, where in wanted.items() if where}, fresh=fresh
    )


def _note(held: Import, arrived: Sequence[_Arrived]) -> None:
    columns = ("workspace_id", "source_id", "contact_id", "line", "outcome", "changes")
    rows = (
        (held.workspace_id, held.pk, one.contact_id, one.person.line, str(one.outcome), one.changes)
        for one in arrived
    )
    bulk.append(ImportedContact, columns, rows)
    for outcome in (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED):
        count = sum(one.outcome == outcome for one in arrived)
        setattr(held, outcome.value, getattr(held, outcome.value) + count)


def _without_email(held: Import, people: Iterable[Person]) -> list[Remark]:
    """An e-mail address that cannot be one costs the address, not the contact."""
    dropped = [one for one in people if one.bad_email]
    held.emails_dropped += len(dropped)
    return [
        Remark(one.line, remarks.NO_EMAIL, f"“{one.bad_email[:60]}” is not an e-mail address", one.cells)
        for one in dropped
    ]


def _without_values(held: Import, people: Iterable[Person]) -> list[Remark]:
    """A value that does not fit its field costs the value, not the contact."""
    dropped = [one for one in people if one.unfit]
    held.values_dropped += len(dropped)
    return [Remark(one.line, remarks.NO_VALUE, " ".join(one.unfit)[:500], one.cells) for one in dropped]
