"""Charlie is in the book twice, under two numbers; then once, with everything."""

from collections.abc import Iterator

import pytest
from django.db import models

from apps.common.refusals import NotFound
from apps.compliance import actions as compliance
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts import actions as contacts
from apps.contacts.models import Contact, Merger
from apps.credits import ledger
from apps.events.models import Event
from apps.imports.models import Import, ImportedContact
from apps.lists import actions as lists
from apps.merging import moves
from apps.merging.actions import merge
from apps.merging.refusals import ContactsBusy, SameContact, UnknownValue
from apps.messaging import actions
from apps.messaging.conversations import conversation_of
from apps.messaging.models import Conversation, Message
from apps.messaging.teamwork import actions as teamwork
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Placement
from apps.tags import actions as tags
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.messaging.orders import texted
from tests.rows import domain_models
from tests.world import World, consenting

pytestmark = pytest.mark.usefixtures("daytime")
SECOND = "+14155552055"


@pytest.fixture
def again(world: World) -> Contact:
    """Charlie's other number."""
    return consenting(world.acme.workspace, "Charles", SECOND)


def fresh(world: World) -> Contact:
    return Contact.objects.of(world.acme.workspace).get(pk=world.charlie.pk)


def test_one_contact_is_left_with_its_own_values_and_what_it_lacked(world: World, again: Contact) -> None:
    contacts.update(world.charlie, {"attributes": {"size": 41, "city": "Rome"}})
    contacts.update(
        again, {"email": "c@row.example", "last_name": "Nguyen", "attributes": {"size": 42, "pet": "dog"}}
    )
    merged = merge(world.charlie, again, {"attributes.size"}, actor="maria@acme.example")
    assert (merged.full_name, merged.email, merged.phone) == (
        "Charlie Nguyen",
        "c@row.example",
        world.charlie.phone,
    )
    assert merged.attributes == {"size": 42, "city": "Rome", "pet": "dog", "other_phone": SECOND}
    assert not Contact.objects.of(world.acme.workspace).filter(pk=again.pk).exists()
    event = Event.objects.of(world.acme.workspace).get(name="contact.merged")
    assert (event.contact_id, event.actor, event.facts["gone"]) == (
        world.charlie.pk,
        "maria@acme.example",
        again.public_id,
    )


def test_the_other_number_can_be_the_one_that_stays(world: World, again: Contact) -> None:
    old = world.charlie.phone
    merged = merge(world.charlie, again, {"phone", "first_name"})
    assert (merged.phone, merged.first_name, merged.attributes["other_phone"]) == (SECOND, "Charles", old)


def test_everything_said_is_in_one_thread(world: World, again: Contact) -> None:
    texted(world.acme.sender, world.charlie, "First")
    texted(world.acme.sender, again, "Second")
    threads = Conversation.objects.of(world.acme.workspace)
    teamwork.note(threads.get(contact=again), "He has a new phone", "agnes@acme.example")
    merge(world.charlie, again)
    thread = threads.get()
    assert (thread.contact_id, thread.unread, thread.preview) == (world.charlie.pk, 2, "Second")
    assert list(thread.messages.order_by("id").values_list("body", flat=True)) == ["First", "Second"]
    assert thread.remarks.get().body == "He has a new phone"
    assert set(Message.objects.of(world.acme.workspace).values_list("contact", flat=True)) == {
        world.charlie.pk
    }


def test_lists_tags_and_the_stage_come_along_once(world: World, again: Contact) -> None:
    both, other = (lists.create(world.acme.workspace, name) for name in ("Both", "Other"))
    lists.add(both, [world.charlie.pk, again.pk])
    lists.add(other, [again.pk])
    tags.add(world.charlie, ["vip"])
    tags.add(again, ["vip", "poetry"])
    pipeline.move(again, "customer")
    merged = merge(world.charlie, again)
    assert set(merged.memberships.values_list("list__name", flat=True)) == {"Both", "Other"}
    assert sorted(merged.taggings.values_list("tag__name", flat=True)) == ["poetry", "vip"]
    assert Placement.objects.of(world.acme.workspace).get(contact=merged).stage.key == "customer"
    assert merged.moves.count() == 1


@pytest.mark.parametrize(("take", "stage"), [((), "new_lead"), (("stage",), "customer")])
def test_of_two_stages_ones_own_stays_or_the_chosen(
    world: World, again: Contact, take: tuple[str, ...], stage: str
) -> None:
    pipeline.move(world.charlie, "new_lead")
    pipeline.move(again, "customer")
    merge(world.charlie, again, take)
    assert Placement.objects.of(world.acme.workspace).get(contact=world.charlie).stage.key == stage


def test_an_opt_out_stays_with_its_number_and_the_ledger_is_not_touched(world: World, again: Contact) -> None:
    place = world.acme.workspace.pk
    compliance.opt_out(place, SECOND, source="keyword", evidence={})
    lines = list(ConsentEvent.objects.of(place).order_by("pk").values())
    merge(world.charlie, again)
    assert list(ConsentEvent.objects.of(place).order_by("pk").values()) == lines
    assert Suppression.objects.of(place).standing().filter(phone=SECOND, kind="opt_out").count() == 1
    # Whoever takes the number up again finds it as it was left.
    back = contacts.create(world.acme.workspace, SECOND, {}, source="manual")
    with pytest.raises(actions.Blocked, match="opted out"):
        actions.reply(conversation_of(back, world.acme.sender), "Hi", "agnes@acme.example")


@pytest.mark.parametrize("one", ["kept", "gone"])
def test_do_not_disturb_of_either_stays(world: World, again: Contact, one: str) -> None:
    contacts.set_dnd(world.charlie if one == "kept" else again, True, actor="maria@acme.example")
    merged = merge(world.charlie, Contact.objects.of(world.acme.workspace).get(pk=again.pk))
    assert (merged.dnd, merged.dnd_by) == (True, "maria@acme.example")


def test_texts_that_wait_to_go_to_the_number_are_called_off_and_paid_back(
    world: World, again: Contact
) -> None:
    for contact in (world.charlie, again):
        texted(world.acme.sender, contact, "Hello")
        thread = Conversation.objects.of(world.acme.workspace).get(contact=contact)
        actions.reply(thread, "Yes", "agnes@acme.example")
    merge(world.charlie, again)
    out = Message.objects.of(world.acme.workspace).outbound()
    assert dict(out.values_list("phone", "state")) == {world.charlie.phone: "queued", SECOND: "canceled"}
    assert ledger.balance(world.acme.workspace) == 999


def test_bobs_contact_is_nobody_here(world: World) -> None:
    with pytest.raises(NotFound):
        merge(world.charlie, world.bobco.contacts["Zoe"])
    assert Contact.objects.of(world.bobco.workspace).count() == 2


def test_what_cannot_be_merged_is_said_and_changes_nothing(world: World, again: Contact) -> None:
    with pytest.raises(SameContact):
        merge(world.charlie, world.charlie)
    with pytest.raises(UnknownValue):
        merge(world.charlie, again, {"dnd"})
    stale = Contact.objects.of(world.acme.workspace).get(pk=again.pk)
    contacts.update(again, {"phone": "+14155552056"})
    with pytest.raises(ContactsBusy):
        merge(world.charlie, stale)
    merge(world.charlie, again)
    with pytest.raises(NotFound):  # the second of two clicks
        merge(world.charlie, again)
    assert Merger.objects.of(world.acme.workspace).count() == 1


def test_of_three_everything_ends_at_the_last(world: World, again: Contact) -> None:
    third = consenting(world.acme.workspace, "Chuck", "+14155552066")
    merge(again, third)
    merge(world.charlie, again)
    found = Merger.objects.of(world.acme.workspace).values_list("gone_public_id", "contact")
    assert dict(found) == {third.public_id: world.charlie.pk, again.public_id: world.charlie.pk}


def test_an_undone_file_does_not_take_whom_it_had_brought(world: World, again: Contact) -> None:
    file = Import.objects.create(workspace=world.acme.workspace, file_name="a.csv", sha256="", size=1)
    ImportedContact.objects.create(
        workspace=world.acme.workspace, source=file, contact=again, line=2, outcome="created"
    )
    merge(world.charlie, again)
    row = ImportedContact.objects.of(world.acme.workspace).get()
    assert (row.contact_id, row.outcome) == (world.charlie.pk, "unchanged")


def _pointing() -> Iterator[type[models.Model]]:
    for model in domain_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Contact:
                yield model


def test_every_kind_of_row_that_hangs_on_a_contact_has_its_way() -> None:
    """Who adds one says here what becomes of it: the database would delete it with the contact."""
    assert set(_pointing()) == {*moves.MANY, *moves.ONE_PER, *moves.BY_HAND}
