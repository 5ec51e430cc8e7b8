"""One contact: what is shown, what may be changed, by whom."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.dashboard.timeline import merging
from apps.dashboard.timeline.entry import mark
from apps.lists import actions as lists
from apps.messaging.models import Message
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from tests.compliance.ledgers import kinds
from tests.world import CHARLIE, World

HTMX = {"HX-Request": "true"}


def at(contact: Contact, path: str = "") -> str:
    return f"/dashboard/contacts/{contact.public_id}{path}"


def text(world: World, contact: Contact, body: str, minutes_ago: int) -> Message:
    message: Message = Message.objects.create(
        workspace=contact.workspace,
        contact=contact,
        sender=world.acme.sender,
        phone=contact.phone,
        address=world.acme.sender.address,
        body=body,
        state="delivered",
        created_at=clock.now() - timedelta(minutes=minutes_ago),
    )
    return message


def test_victor_reads_everything_and_gets_no_button(victor: Client, world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"favourite": "poetry"}})
    page = victor.get(at(world.charlie)).content.decode()
    for shown in (
        "Charlie",
        "+1 415-555-2001",
        "poetry",
        "footer form",
        "They asked for texts",
        "Los Angeles",
    ):
        assert shown in page
    for hidden in ("Opt out…", "Do not disturb</button>", "/edit", "/delete", "Put on"):
        assert hidden not in page


def test_the_gates_say_why_dana_cannot_be_texted(maria: Client, world: World) -> None:
    compliance.opt_out(
        world.acme.workspace.pk, world.dana.phone, source="keyword", evidence={"keyword": "STOP"}
    )
    page = maria.get(at(world.dana)).content.decode()
    assert "They opted out." in page and "“STOP”" in page


def test_the_story_merges_texts_moves_tags_and_consents(maria: Client, world: World) -> None:
    text(world, world.charlie, "The autumn sale opens at 9", 5)
    pipeline.move(world.charlie, "customer", actor="maria@acme.example")
    tags.add(world.charlie, ["vip"])
    page = maria.get(at(world.charlie)).content.decode()
    for line in ("The autumn sale opens at 9", "Moved to Customer", "Tagged", "Opted in", "Became a contact"):
        assert line in page


def test_the_story_is_paged_without_gap_or_repeat_even_within_one_moment(world: World) -> None:
    moment = clock.now() - timedelta(hours=1)
    for number in range(2 * merging.SIZE):
        text(world, world.charlie, f"text {number}", 0)
    Message.everywhere.update(created_at=moment)
    seen: list[str] = []
    before = None
    while True:
        story = merging.story(world.acme.workspace, world.charlie, before)
        seen += [entry.text for _, entry in story.entries if entry.text]
        if not story.older:
            break
        before = mark(story.older)
        assert before is not None
    assert sorted(seen) == sorted(f"text {number}" for number in range(2 * merging.SIZE))


def test_htmx_gets_older_lines_alone(maria: Client, world: World) -> None:
    for number in range(merging.SIZE + 5):
        text(world, world.charlie, f"text {number}", number + 1)
    older = maria.get(at(world.charlie)).context["story"].older
    part = maria.get(at(world.charlie, f"?before={older}"), headers=HTMX).content.decode()
    assert "<html" not in part and "text 29" in part and "text 3<" not in part
    assert "<html" in maria.get(at(world.charlie, f"?before={older}")).content.decode()


@pytest.mark.parametrize(
    "nonsense", ["x", "1-2", "9" * 30 + "-1-1", "-1--1-1", "999999999999999999-1-1", "%00-1-1"]
)
def test_a_mark_that_is_none_shows_the_newest(maria: Client, world: World, nonsense: str) -> None:
    answer = maria.get(at(world.charlie, f"?before={nonsense}"))
    assert answer.status_code == 200
    assert "Became a contact" in answer.content.decode()


def test_agnes_switches_do_not_disturb_on_and_off(agnes: Client, world: World) -> None:
    part = agnes.post(at(world.charlie, "/dnd"), {"dnd": "1"}, headers=HTMX).content.decode()
    assert "Disturb again" in part and "hx-swap-oob" in part and "<html" not in part
    world.charlie.refresh_from_db()
    assert world.charlie.dnd
    assert agnes.post(at(world.charlie, "/dnd")).headers["Location"] == at(world.charlie)
    world.charlie.refresh_from_db()
    assert not world.charlie.dnd


def test_maria_tags_and_untags(maria: Client, world: World) -> None:
    maria.post(at(world.charlie, "/tags"), {"name": "vip, Regular"})
    assert {one.tag.name for one in world.charlie.taggings.all()} == {"vip", "Regular"}
    maria.post(at(world.charlie, "/tags"), {"name": "VIP", "remove": "1"})
    assert {one.tag.name for one in world.charlie.taggings.all()} == {"Regular"}


def test_maria_moves_charlie_once_and_the_history_shows_it(maria: Client, world: World) -> None:
    for _ in range(2):
        maria.post(at(world.charlie, "/stage"), {"stage": "customer"})
    assert world.charlie.moves.count() == 1
    answer = maria.post(at(world.charlie, "/stage"), {"stage": "made_up"}, follow=True)
    assert "Choose a stage." in answer.content.decode()
    assert world.charlie.moves.count() == 1


def test_maria_puts_charlie_on_a_list_and_takes_him_off(maria: Client, world: World) -> None:
    members = lists.create(world.acme.workspace, "Members")
    maria.post(at(world.charlie, "/lists"), {"list": members.public_id})
    assert members.memberships.count() == 1
    maria.post(at(world.charlie, "/lists"), {"list": members.public_id, "remove": "1"})
    assert members.memberships.count() == 0


def test_agnes_opts_charlie_out_with_a_reason(agnes: Client, world: World) -> None:
    refused = agnes.post(at(world.charlie, "/opt-out"), {"reason": " "})
    assert "Say why" in refused.content.decode() and "autofocus" in refused.content.decode()
    assert not Suppression.objects.of(world.acme.workspace).exists()
    for _ in range(2):
        agnes.post(at(world.charlie, "/opt-out"), {"reason": "He called"})
    (row,) = Suppression.objects.of(world.acme.workspace)
    assert row.evidence == {"reason": "He called", "by": "agnes@acme.example"}
    newest = ConsentEvent.objects.of(world.acme.workspace).filter(phone=CHARLIE).first()
    assert newest and newest.kind == ConsentEvent.Kind.OPT_OUT


def test_only_an_editor_permits_texts_again(agnes: Client, maria: Client, world: World) -> None:
    agnes.post(at(world.charlie, "/opt-out"), {"reason": "He called"})
    agnes.post(at(world.charlie, "/blacklist"), {"reason": "Rude"})
    standing = Suppression.objects.of(world.acme.workspace).standing()
    assert standing.count() == 2
    for path in ("/opt-in", "/lift-blacklist"):
        assert agnes.post(at(world.charlie, path), {"reason": "Please"}).status_code == 403
    assert standing.count() == 2
    for path in ("/opt-in", "/lift-blacklist"):
        maria.post(at(world.charlie, path), {"reason": "He asked at the till"})
    assert standing.count() == 0
    page = maria.get(at(world.charlie)).content.decode()
    assert "Opted in again" in page and "He asked at the till" in page


def test_maria_decides_that_a_reply_was_no_opt_out(maria: Client, world: World) -> None:
    compliance.pause_for_review(
        world.acme.workspace.pk, CHARLIE, evidence={"text": "stop by on Friday?"}, contact_id=world.charlie.pk
    )
    assert "stop by on Friday?" in maria.get(at(world.charlie)).content.decode()
    for _ in range(2):
        maria.post(at(world.charlie, "/lift-review"), {"reason": "He wants to come by"})
    assert not Suppression.objects.of(world.acme.workspace).standing().exists()
    assert kinds(world.acme.workspace, CHARLIE) == ["opt_in", "review_opened", "review_cleared"]


def test_maria_records_consent_with_its_proof(maria: Client, world: World) -> None:
    contact = contacts.create(world.acme.workspace, "+13125552999", {}, source="manual")
    given = {"channel": "paper", "consent_source": "Sheet of May 4", "has_consent": "on"}
    assert (
        "Without this statement"
        in maria.post(at(contact, "/consent"), given | {"has_consent": ""}).content.decode()
    )
    maria.post(at(contact, "/consent"), given, REMOTE_ADDR="203.0.113.9")
    (line,) = ConsentEvent.objects.of(world.acme.workspace).filter(phone=contact.phone)
    assert (line.channel, line.source) == ("paper", "Sheet of May 4")
    assert line.attestation
    assert (line.attestation.attested_as, line.attestation.ip) == ("maria@acme.example", "203.0.113.9")
    page = maria.get(at(contact)).content.decode()
    assert "203.0.113.9" in page and "Sheet of May 4" in page


def test_deleting_charlie_asks_first_and_keeps_his_opt_out(maria: Client, world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, CHARLIE, source="keyword", evidence={})
    assert "Delete for good" in maria.get(at(world.charlie, "/delete")).content.decode()
    assert Contact.objects.of(world.acme.workspace).filter(phone=CHARLIE).exists()
    answer = maria.post(at(world.charlie, "/delete"), follow=True)
    assert "is deleted" in answer.content.decode()
    assert not Contact.objects.of(world.acme.workspace).filter(phone=CHARLIE).exists()
    assert Suppression.objects.of(world.acme.workspace).filter(phone=CHARLIE).exists()
    assert maria.post(at(world.charlie, "/delete")).status_code == 404


def test_a_contact_page_costs_the_same_with_a_long_history(
    maria: Client, world: World, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        text(world, world.charlie, f"text {number}", number)
        tags.add(world.charlie, [f"tag {number}"])
    with django_assert_max_num_queries(46):  # type: ignore[operator]
        maria.get(at(world.charlie))
