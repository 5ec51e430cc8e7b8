"""Taking an import back."""

import contextlib
from typing import Any

import pytest

from apps.compliance import actions as compliance
from apps.compliance import queries
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.events.models import Event
from apps.imports import actions, run, undoing
from apps.imports.models import Import
from apps.imports.refusals import NotNow
from apps.lists.models import ContactList, Membership
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.pipeline.models import Placement
from apps.tags.actions import add as tag
from apps.tags.models import Tagging
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.compliance.ledgers import breaks, kinds
from tests.imports.files import bring, table, undone, upload
from tests.messaging.orders import queued
from tests.world import CHARLIE, World

CONTENT = table(
    "Phone,First name,Tags,Stage,City",
    "4155550001,Ann,VIP,contacted,Rome",
    f"{CHARLIE},Charles,VIP;old,contacted,Oslo",
)


def charlie(world: World) -> Contact:
    return Contact.objects.of(world.acme.workspace).get(phone=CHARLIE)


def test_charlie_is_as_he_was(world: World) -> None:
    place = world.acme.workspace
    tag(world.charlie, ["old"])
    members = ContactList.objects.create(workspace=place, name="Members")
    done = bring(place, CONTENT, into=members)
    assert (charlie(world).first_name, done.updated) == ("Charles", 1)

    gone = undone(done)
    assert (gone.state, gone.undone, gone.undo_kept) == (Import.State.UNDONE, 2, 0)
    assert (charlie(world).first_name, charlie(world).attributes) == ("Charlie", {})
    tags = Tagging.objects.of(place).filter(contact=world.charlie).values_list("tag__name", flat=True)
    assert list(tags) == ["old"]
    assert not Placement.objects.of(place).exists()
    assert not Membership.objects.of(place).exists()
    assert Event.objects.of(place).filter(name="import.undone", subject=done.public_id).exists()


def test_what_somebody_changed_since_is_left_to_them(world: World) -> None:
    done = bring(world.acme.workspace, CONTENT)
    contacts.update(charlie(world), {"first_name": "Chuck", "attributes": {"city": "Lima"}})
    undone(done)
    assert (charlie(world).first_name, charlie(world).attributes) == ("Chuck", {"city": "Lima"})


QUIET = table("Phone,Do not disturb", f"{CHARLIE},yes")


def test_a_do_not_disturb_that_the_file_set_goes_with_it(world: World) -> None:
    undone(bring(world.acme.workspace, QUIET))
    assert (charlie(world).dnd, charlie(world).dnd_by) == (False, "")


@pytest.mark.parametrize("lifted_first", [True, False])
def test_a_do_not_disturb_that_maria_set_since_stays(world: World, lifted_first: bool) -> None:
    done = bring(world.acme.workspace, QUIET)
    if lifted_first:
        contacts.set_dnd(charlie(world), False, actor="maria@acme.example")
    contacts.set_dnd(charlie(world), True, actor="maria@acme.example")
    undone(done)
    assert (charlie(world).dnd, charlie(world).dnd_by) == (True, "maria@acme.example")


def test_a_do_not_disturb_that_a_later_file_says_too_stays(world: World) -> None:
    first = bring(world.acme.workspace, QUIET)
    second = bring(world.acme.workspace, QUIET)
    assert second.unchanged == 1
    undone(first)
    assert (charlie(world).dnd, charlie(world).dnd_by) == (True, second.public_id)


def test_a_do_not_disturb_that_was_there_before_is_nobody_elses(world: World) -> None:
    contacts.set_dnd(world.charlie, True, actor="maria@acme.example")
    undone(bring(world.acme.workspace, QUIET))
    assert (charlie(world).dnd, charlie(world).dnd_by) == (True, "maria@acme.example")


def test_ann_who_wrote_to_us_meanwhile_stays(world: World) -> None:
    place = world.acme.workspace
    done = bring(place, CONTENT)
    ann = Contact.objects.of(place).get(phone="+14155550001")
    Message.objects.create(
        workspace=place,
        contact=ann,
        phone=ann.phone,
        sender=world.acme.sender,
        direction="in",
        state="received",
        body="Hi",
    )
    gone = undone(done)
    assert (gone.undo_kept, Contact.objects.of(place).filter(pk=ann.pk).exists()) == (1, True)


@pytest.mark.usefixtures("daytime")
def test_a_text_that_still_waits_for_ann_goes_with_her_and_is_refunded(world: World) -> None:
    place = world.acme.workspace
    done = bring(place, CONTENT)
    queued(world.acme, Contact.objects.of(place).get(phone="+14155550001"))
    gone = undone(done)
    assert (gone.undo_kept, Contact.objects.of(place).filter(phone="+14155550001").exists()) == (0, False)
    assert ledger.balance(place) == 1_000
    assert prove(place).differences == {}


def test_what_the_import_attested_stays_on_record_and_counts_no_more(world: World) -> None:
    place = world.acme.workspace
    done = bring(place, CONTENT)
    assert queries.consenting(place.pk, ["+14155550001", CHARLIE]) == {"+14155550001", CHARLIE}
    undone(done)
    assert kinds(place, "+14155550001") == ["import_attested", "import_undone"]
    assert breaks(place) == ""
    assert queries.consenting(place.pk, ["+14155550001", CHARLIE]) == {CHARLIE}  # he had asked before


def test_a_consent_after_the_import_outlives_its_undoing(world: World) -> None:
    place = world.acme.workspace
    done = bring(place, CONTENT)
    compliance.opt_in(place.pk, "+14155550001", source="keyword", evidence={"keyword": "START"})
    undone(done)
    assert queries.consenting(place.pk, ["+14155550001"]) == {"+14155550001"}
    undone_again = undone(bring(place, CONTENT))
    assert undone_again.state == "undone"
    assert queries.consenting(place.pk, ["+14155550001"]) == {"+14155550001"}


class Killed(BaseException):
    """The process ends here."""


def test_killed_on_the_way_back_it_ends_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "ROWS", 3)
    done = bring(world.acme.workspace, table("Phone", *(f"41555500{n:02d}" for n in range(20))))
    actions.undo(done)
    real, calls = undoing._restore, [0]

    def dying(*arguments: Any) -> None:
        calls[0] += 1
        real(*arguments)
        if calls[0] % 2:
            raise Killed

    monkeypatch.setattr(undoing, "_restore", dying)
    for _ in range(20):
        with contextlib.suppress(Killed):
            run.turn(done, float("inf"))
    done.refresh_from_db()
    left = Contact.objects.of(world.acme.workspace).count()
    assert (done.state, done.undone, left) == (Import.State.UNDONE, 20, 3)


def test_only_what_was_begun_can_be_taken_back(world: World) -> None:
    with pytest.raises(NotNow):
        actions.undo(upload(world.acme.workspace, CONTENT))
