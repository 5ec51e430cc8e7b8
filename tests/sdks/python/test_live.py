"""The clients in front of a running Sendwell: every resource, pages, errors, many at once."""

from typing import Any

import pytest

from apps.accounts import actions
from apps.accounts.models import ApiKey
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.imports import tasks as imports
from apps.messaging.models import Message
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Stage
from sendwell import (
    AuthenticationError,
    ComplianceError,
    ConflictError,
    InsufficientCreditsError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    Sendwell,
    SendwellError,
)
from tests.messaging.orders import texted
from tests.sequences.ways import sequence, wait
from tests.world import World

NEW = "+14155552099"


def test_a_text_is_sent_read_and_listed(world: World, sendwell: Any) -> None:
    sent = sendwell.messages.send(NEW, "Hi {name}", variables={"name": "Ada"}, metadata={"order": 1})
    assert (sent["body"], sent["from"], sent["metadata"]) == (
        "Hi Ada",
        world.acme.sender.address,
        {"order": 1},
    )
    assert sendwell.messages.get(sent["id"]) == sent
    assert sendwell.all(sendwell.messages.list(status="queued")) == [sent]
    assert sendwell.messages.cancel(sent["id"])["status"] == "canceled"


def test_a_planned_text(sendwell: Any) -> None:
    planned = sendwell.messages.send(NEW, "Later", scheduled_at="2026-11-21T20:00:00Z")
    assert planned["status"] in ("scheduled", "queued")


def test_every_resource_answers(world: World, sendwell: Any) -> None:
    ada = sendwell.contacts.create(NEW, first_name="Ada", opt_in={"source": "till"}, tags=["vip"])
    assert ada["opt_in"]["status"] == "opted_in" and ada["tags"] == ["vip"]
    assert sendwell.contacts.update(ada["id"], attributes={"tier": "gold"})["attributes"] == {"tier": "gold"}
    assert sendwell.contacts.add_tags(ada["id"], ["new"])["tags"] == ["new", "vip"]
    assert sendwell.contacts.remove_tags(ada["id"], ["new", "vip"])["tags"] == []
    assert sendwell.contacts.explain(ada["id"])["can_text"] is True
    friends = sendwell.lists.create("Friends")
    assert sendwell.lists.add(friends["id"], [ada["id"]])["contacts_count"] == 1
    assert sendwell.all(sendwell.contacts.list(list_id=friends["id"]))[0]["id"] == ada["id"]
    assert sendwell.lists.remove(friends["id"], ada["id"])["deleted"] is True
    assert sendwell.lists.get(friends["id"])["contacts_count"] == 0
    assert sendwell.all(sendwell.lists.list()) and sendwell.lists.delete(friends["id"])["deleted"]
    assert {tag["name"] for tag in sendwell.all(sendwell.tags.list())} == {"vip", "new"}
    pipeline.move(world.dana, "Customer")
    assert [one["name"] for one in sendwell.all(sendwell.stages.list())] == list(
        Stage.objects.of(world.acme.workspace).values_list("name", flat=True)
    )
    (sender,) = sendwell.all(sendwell.senders.list())
    assert sendwell.senders.get(sender["id"]) == sender
    assert sendwell.credits.get()["balance"] == 1_000
    twin = sendwell.contacts.create("+14155550188", email="ada@row.example")
    assert sendwell.contacts.merge(ada["id"], twin["id"], take=["email"])["email"] == "ada@row.example"
    assert sendwell.contacts.opt_out(ada["id"], reason="asked")["opt_in"]["status"] == "opted_out"
    assert sendwell.contacts.delete(ada["id"])["deleted"] is True


def test_segments_templates_and_permits(world: World, sendwell: Any) -> None:
    quiet = sendwell.segments.create("Quiet", {"version": 1, "all": [{"field": "dnd", "op": "no"}]})
    assert sendwell.segments.count(quiet["id"])["count"] == 3
    assert sendwell.segments.update(quiet["id"], name="Calm")["name"] == "Calm"
    assert sendwell.segments.get(quiet["id"])["name"] == sendwell.all(sendwell.segments.list())[0]["name"]
    assert sendwell.segments.delete(quiet["id"])["deleted"] is True
    hours = sendwell.templates.create("Hours", "We open at 9.")
    assert sendwell.templates.update(hours["id"], body="We open at 8.")["body"] == "We open at 8."
    assert sendwell.all(sendwell.templates.list()) == [sendwell.templates.get(hours["id"])]
    assert sendwell.templates.delete(hours["id"])["deleted"] is True
    stop = sendwell.suppressions.create(NEW, kind="blacklist", reason="wrong number")
    assert sendwell.all(sendwell.suppressions.list(phone=NEW)) == [sendwell.suppressions.get(stop["id"])]
    assert sendwell.suppressions.delete(stop["id"])["deleted"] is True
    line = sendwell.consents.create(NEW, "till", ip="203.0.113.4", evidence={"receipt": "7"})
    assert sendwell.all(sendwell.consents.list(NEW)) == [line]


def test_imports_and_keywords(world: World, sendwell: Any) -> None:
    right = {"consent_source": "till", "attested": True}
    made = sendwell.imports.create([{"phone": NEW, "first_name": "Ada"}], **right)
    uploaded = sendwell.imports.upload("people.csv", b"Phone,Name\n4155552098,Bea\n12,Cy\n", **right)
    waits = sendwell.imports.upload("later.csv", b"Phone\n4155552097\n", draft=True, **right)
    assert sendwell.imports.start(waits["id"], **right)["status"] != waits["status"]
    imports.run()
    assert sendwell.imports.get(made["id"])["counts"]["created"] == 1
    assert [row["line"] for row in sendwell.all(sendwell.imports.rejected(uploaded["id"], limit=1))] == [3]
    assert len(sendwell.all(sendwell.imports.list())) == 3
    assert sendwell.imports.undo(made["id"])["id"] == made["id"]
    for verb in (sendwell.imports.stop, sendwell.imports.resume):
        with pytest.raises(ConflictError):
            verb(uploaded["id"])
    spring = sendwell.keywords.create("SPRING", reply="Welcome!", tags=["spring"])
    assert sendwell.keywords.update(spring["id"], reply="Hello!")["reply"] == "Hello!"
    assert sendwell.all(sendwell.keywords.list()) == [sendwell.keywords.get(spring["id"])]
    assert sendwell.all(sendwell.keywords.uses(spring["id"])) == []
    assert sendwell.keywords.delete(spring["id"])["deleted"] is True


def test_campaigns_dry_runs_and_reasons(world: World, sendwell: Any) -> None:
    contacts.set_dnd(world.dana, True)
    who = {"contact_ids": [world.charlie.public_id, world.dana.public_id]}
    draft = sendwell.campaigns.create("Spring", "Sale today. Reply STOP to opt out", who, draft=True)
    run = sendwell.campaign_people.start_dry_run(draft["id"])
    assert run["audience"] == 2 and sendwell.campaign_people.dry_run(draft["id"])["digest"] == run["digest"]
    assert sendwell.campaign_people.explain(draft["id"], world.dana.public_id)["steps"]
    launched = sendwell.campaigns.launch(draft["id"])
    assert launched["status"] == sendwell.campaigns.get(draft["id"])["status"] != "draft"
    assert sendwell.campaigns.pause(draft["id"], reason="a typo")["status"] == "paused"
    sendwell.campaigns.resume(draft["id"])
    people = sendwell.all(sendwell.campaign_people.recipients(draft["id"], limit=1))
    assert [one["phone"] for one in people] == sorted({one["phone"] for one in people}, key=_order(people))
    assert sendwell.all(sendwell.campaigns.list())[0]["id"] == draft["id"]


def _order(people: list[Any]) -> Any:
    phones = [one["phone"] for one in people]
    return phones.index


def test_sequences_threads_webhooks_and_events(world: World, sendwell: Any) -> None:
    made = sequence(world.acme, wait("s1"), name="Welcome")
    assert sendwell.sequences.get(made.public_id)["name"] == "Welcome"
    assert sendwell.sequences.enrol(made.public_id, [world.charlie.public_id])["enrolled"] == 1
    (way,) = sendwell.all(sendwell.sequences.enrolments(made.public_id, status="active"))
    assert sendwell.sequences.enrolment(made.public_id, way["id"])["contact_id"] == world.charlie.public_id
    assert sendwell.sequences.remove(made.public_id, way["id"])["ended_at"]
    texted(world.acme.sender, world.charlie, "Is it still on?")
    (thread,) = sendwell.all(sendwell.conversations.list(status="open"))
    assert sendwell.conversations.reply(thread["id"], "It is!")["to"] == world.charlie.phone
    both = sendwell.all(sendwell.conversations.messages(thread["id"]))
    assert [one["direction"] for one in both] == ["out", "in"]
    note = sendwell.conversations.add_note(thread["id"], "Prefers mornings.")
    assert sendwell.all(sendwell.conversations.notes(thread["id"])) == [note]
    agnes = world.agnes.email
    assert sendwell.conversations.assign(thread["id"], agnes)["assigned_to"] == agnes
    assert len(sendwell.all(sendwell.conversations.list(assigned_to=agnes))) == 1
    assert sendwell.conversations.assign(thread["id"], None)["assigned_to"] is None
    assert sendwell.conversations.close(thread["id"])["status"] == "closed"
    hook = sendwell.webhooks.create("https://8.8.8.8/hook", ["message.delivered"])
    assert hook["secret"] != sendwell.webhooks.rotate_secret(hook["id"])["secret"]
    assert sendwell.webhooks.update(hook["id"], description="Shop")["description"] == "Shop"
    assert sendwell.all(sendwell.webhooks.list()) == [sendwell.webhooks.get(hook["id"])]
    assert sendwell.webhooks.delete(hook["id"])["deleted"] is True
    compliance.opt_out(
        world.acme.workspace.pk,
        world.dana.phone,
        source="keyword",
        evidence={},
        contact_id=world.dana.pk,
        subject=world.dana.public_id,
    )
    feed = sendwell.all(sendwell.events.list())
    assert [event["type"] for event in feed][-1] == "contact.opted_out"
    assert sendwell.all(sendwell.events.list(starting_after=feed[-1]["id"])) == []


def test_pages_are_walked_in_both_directions(world: World, sendwell: Any) -> None:
    for n in range(205):
        contacts.create(world.acme.workspace, f"+1415555{3000 + n}", {}, source="manual")
    everybody = [one["id"] for one in sendwell.all(sendwell.contacts.list())]
    assert len(everybody) == 208 == len(set(everybody))
    assert [one["id"] for one in sendwell.all(sendwell.contacts.list(limit=7))] == everybody
    behind = sendwell.all(sendwell.contacts.list(starting_after=everybody[150]))
    assert [one["id"] for one in behind] == everybody[151:]
    before = sendwell.all(sendwell.contacts.list(ending_before=everybody[150], limit=40))
    assert [one["id"] for one in before] == everybody[:150][::-1]
    first = sendwell.first(sendwell.contacts.list(limit=5))
    assert [one["id"] for one in first.data] == everybody[:5] and first.has_more is True


@pytest.mark.parametrize("times", [50])
def test_fifty_at_once(world: World, sendwell: Any, times: int) -> None:
    def send(client: Any) -> Any:
        return client.messages.send(NEW, "Hello", idempotency_key="one")

    assert len({message["id"] for message in sendwell.at_once(send, times)}) == 1
    assert (Message.everywhere.count(), ledger.balance(world.acme.workspace)) == (1, 999)
    found = sendwell.at_once(lambda client: client.messages.send(NEW, "Hello"), times)
    assert len({message["id"] for message in found}) == times
    assert ledger.balance(world.acme.workspace) == 999 - times


def test_errors_have_their_types(world: World, kind: str, key: str, sendwell: Any) -> None:
    with pytest.raises(InvalidRequestError) as told:
        sendwell.messages.send("+1abc", "Hello")
    assert (told.value.status, told.value.code, told.value.param) == (400, "phone_number_invalid", "to")
    assert told.value.request_id and told.value.request_id == told.value.headers["Request-Id"]
    with pytest.raises(NotFoundError):
        sendwell.messages.get("msg_none/../x")
    with pytest.raises(ConflictError) as exists:
        sendwell.contacts.create(world.charlie.phone)
    assert exists.value.code == "contact_exists"
    ledger.debit(world.acme.workspace, 1_000, key="spent", description="Campaign")
    with pytest.raises(InsufficientCreditsError):
        sendwell.messages.send(NEW, "Hello")
    contacts.set_dnd(world.dana, True)
    with pytest.raises(ComplianceError) as refused:
        sendwell.messages.send(world.dana.phone, "Hello")
    assert (refused.value.code, refused.value.next_allowed_at) == ("contact_opted_out", None)
    actions.set_state(world.acme.workspace, world.acme.workspace.State.SUSPENDED)
    with pytest.raises(PermissionDeniedError):
        sendwell.credits.get()
    actions.revoke(ApiKey.everywhere.get())
    with pytest.raises(AuthenticationError) as no:
        sendwell.credits.get()
    assert no.value.code == "api_key_revoked"


def test_without_a_key_or_address_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SENDWELL_API_KEY", raising=False)
    monkeypatch.delenv("SENDWELL_BASE_URL", raising=False)
    with pytest.raises(SendwellError, match="SENDWELL_API_KEY"):
        Sendwell()
    with pytest.raises(SendwellError, match="SENDWELL_BASE_URL"):
        Sendwell("msvs_test_1")


def test_a_key_shows_in_no_error_or_repr(sendwell: Any, key: str) -> None:
    settings = sendwell._inner._transport.settings
    assert key not in repr(settings)
