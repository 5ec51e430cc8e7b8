"""Contract §5: what webhooks of ReadySMS say, key by key, and what causes them."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from apps.api.readysms import events
from apps.api.readysms.samples import SAMPLES
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.events import diary
from apps.events.models import Event
from apps.keywords import actions as keywords
from apps.messaging.erasure import delete_contacts
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from apps.webhooks import actions, fanning, runner
from tests.api.keys import Caller
from tests.messaging.orders import queued, texted, told
from tests.sequences.ways import enrol, pass_time, sequence, wait
from tests.webhooks.receiver import receiver
from tests.world import World

PERSON = "contact_id,first_name,last_name,phone,email"
SENT = "message_id,sendivo_message_id,from_number,to_number,body,status"
WHO = "contact_id,contact_first_name,contact_last_name"
# To the letter of §5.
KEYS = {
    "message_received": "id,direction,from_number,to_number,body,status,contact_id,contact_first_name,"
    "contact_last_name,contact_phone,contact_email,conversation_id,segments,sent_at",
    "new_contact": "id,first_name,last_name,phone,email,tags,pipeline_stage,source,status,created_at",
    "new_conversation": "conversation_id,contact_id,first_name,last_name,phone,email,first_message,"
    "from_number,to_number,started_at",
    "contact_opted_out": f"{PERSON},opted_out_at,keyword",
    "message_delivered": f"{SENT},segments,cost,delivered_at,{WHO}",
    "message_failed": f"{SENT},status_description,segments,cost,delivered_at,{WHO}",
    "stage_changed": f"{PERSON},old_stage,new_stage,changed_at",
    "tag_added": f"{PERSON},tag,all_tags,added_at",
    "tag_removed": f"{PERSON},tag,all_tags,removed_at",
    "dnd_changed": f"{PERSON},dnd_sms,changed_at",
    "sequence_completed": f"{PERSON},sequence_id,sequence_name,completed_at",
    "keyword_received": f"{PERSON},keyword,body,from_number,to_number,received_at",
}


def bodies(world: World, name: str) -> list[dict[str, Any]]:
    """What subscribers of Acme would be told under this name by now, oldest first."""
    rows = Event.objects.of(world.acme.workspace).select_related("workspace").order_by("pk")
    return [json.loads(one.body) for one in events.render(list(rows)) if one.name == name]


def told_of(world: World, name: str) -> dict[str, Any]:
    """The newest body, whose keys and whose kinds of values are those of the sample."""
    body = bodies(world, name)[-1]
    assert ",".join(body) == KEYS[name]
    assert {key for key, value in body.items() if value is None} <= {"delivered_at"}
    for key, value in SAMPLES[name].items():
        assert isinstance(body[key], type(value)) or key == "cost", key
    return body


def all_of_them(world: World) -> None:
    actions.subscribe(world.acme.workspace, "readysms", "https://shop.example/", list(events.EVENTS))


@pytest.mark.parametrize("name", KEYS)
def test_samples_have_the_keys_in_their_order(name: str) -> None:
    assert ",".join(events.sample(name)) == KEYS[name]


def test_every_name_renders_and_has_a_sample() -> None:
    assert set(events.EVENTS) == set(SAMPLES) == {*KEYS, "message_sent"}
    assert set(events.ALIASES.values()) <= set(events.EVENTS)
    assert not set(events.ALIASES) & set(events.EVENTS)


def test_a_reply_and_the_conversation_it_begins(daytime: Any, world: World) -> None:
    texted(world.acme.sender, "+14155552777", "Is this the bakery?")
    body = told_of(world, "message_received")
    ours = world.acme.sender.address
    assert (body["from_number"], body["to_number"]) == ("+14155552777", ours)
    assert (body["direction"], body["status"], body["contact_first_name"]) == ("inbound", "received", "")
    begun = told_of(world, "new_conversation")
    assert begun["first_message"] == "Is this the bakery?"
    assert (begun["from_number"], begun["to_number"]) == ("+14155552777", ours)
    made = told_of(world, "new_contact")
    assert (made["source"], made["pipeline_stage"], made["tags"]) == ("inbound_sms", "new_lead", [])


def test_a_stop_and_an_opt_out_by_hand(daytime: Any, world: World) -> None:
    texted(world.acme.sender, world.charlie, "stop")
    assert told_of(world, "contact_opted_out")["keyword"].lower() == "stop"
    place = world.acme.workspace.pk
    compliance.opt_out(place, world.dana.phone, source="dashboard", evidence={})
    body = told_of(world, "contact_opted_out")
    assert (body["contact_id"], body["keyword"]) == (world.dana.pk, "")


def test_receipts(daytime: Any, world: World) -> None:
    for person, status in ((world.charlie, "delivered"), (world.dana, "failed")):
        message = queued(world.acme, person, kind="direct", body="Hi {first_name}")
        type(message).everywhere.filter(pk=message.pk).update(state="sending")
        told(world.acme.sender, message, "sent", status)
    good, bad = told_of(world, "message_delivered"), told_of(world, "message_failed")
    assert (good["status"], good["cost"], good["body"]) == ("delivered", 0.0084, "Hi Charlie")
    assert (bad["status"], bad["cost"], bad["delivered_at"]) == ("failed", 0, None)
    assert bad["status_description"]


def test_stages_and_dnd(world: World) -> None:
    pipeline.move(world.charlie, "new_lead")
    assert bodies(world, "stage_changed") == []  # they were shown there before
    pipeline.move(world.charlie, "qualified")
    body = told_of(world, "stage_changed")
    assert (body["old_stage"], body["new_stage"]) == ("new_lead", "qualified")
    contacts.set_dnd(world.charlie, True)
    assert told_of(world, "dnd_changed")["dnd_sms"] is True


def test_all_tags_are_those_just_after_the_change(world: World) -> None:
    all_of_them(world)
    tags.add(world.charlie, ["buyer", "vip"])
    tags.remove(world.charlie, ["buyer", "vip"])
    tags.add(world.charlie, ["late"])
    assert [sorted(one["all_tags"]) for one in bodies(world, "tag_added")] == [
        ["buyer"],
        ["buyer", "vip"],
        ["late"],
    ]
    first, second = bodies(world, "tag_removed")
    assert (first["all_tags"], second["all_tags"]) == ([second["tag"]], [])
    told_of(world, "tag_added"), told_of(world, "tag_removed")


def test_tags_look_nothing_up_when_nobody_is_told(world: World) -> None:
    tags.add(world.charlie, ["buyer"])
    assert "all_tags" not in Event.everywhere.filter(name="contact.tagged").get().facts
    assert told_of(world, "tag_added")["all_tags"] == ["buyer"]


def test_a_keyword(daytime: Any, world: World) -> None:
    keywords.keep(world.acme.workspace, keywords.Wish(word="PRICE", reply="See our page."))
    texted(world.acme.sender, world.charlie, "price")
    diary.react()
    body = told_of(world, "keyword_received")
    assert (body["keyword"].upper(), body["body"]) == ("PRICE", "price")
    assert body["to_number"] == world.acme.sender.address


def test_the_end_of_a_sequence(daytime: Any, world: World) -> None:
    made = sequence(world.acme, wait("s1", 1, "minutes"))
    enrol(made, world.charlie)
    pass_time(hours=1)
    body = told_of(world, "sequence_completed")
    assert (body["sequence_id"], body["sequence_name"]) == (made.pk, "Welcome")


def test_a_deleted_contact_is_left_out(world: World) -> None:
    tags.add(world.charlie, ["buyer"])
    delete_contacts(world.acme.workspace, [world.charlie.pk], reason="test", actor="")
    assert bodies(world, "tag_added") == []


def test_a_batch_takes_the_same_queries_as_one(world: World, django_assert_max_num_queries: Any) -> None:
    for person in (world.charlie, world.dana, world.erin):
        tags.add(person, ["a", "b", "c"])
    rows = list(Event.objects.of(world.acme.workspace).select_related("workspace"))
    with django_assert_max_num_queries(4):
        assert len(events.render(rows)) >= 9


@pytest.mark.django_db(transaction=True)
def test_the_body_is_bare_and_the_header_names_it(world: World, acme: Caller, settings: Settings) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    with receiver() as shop:
        acme("PUT", "/settings/webhooks", {"url": shop.url, "events": ["contact_tagged"]})
        tags.add(world.charlie, ["buyer"])
        fanning.fan_out()
        runner.deliver(5.0)
    (body,), (sent,) = shop.told, shop.sent_headers
    assert ",".join(body) == KEYS["tag_added"]
    assert sent["X-ReadySMS-Event"] == "tag_added"


def test_settings_of_webhooks(world: World, acme: Caller, bobco: Caller) -> None:
    path = "/settings/webhooks"
    assert acme("GET", path).json()["data"] == {"url": None, "events": []}
    assert acme("POST", f"{path}/test").status_code == 404
    given = {"url": "https://shop.example/hook", "events": ["inbound_reply", "message_failed"]}
    assert acme("PUT", path, given).json() == {"success": True, "data": given}
    assert bobco("GET", path).json()["data"]["url"] is None
    assert acme("PUT", path, {"events": ["contact_created"]}).json()["data"]["url"] == given["url"]
    assert acme("POST", f"{path}/test").json()["data"]["event"] == "contact_created"
    assert acme("PUT", path, {"events": ["odd"]}).json()["error"] == "Invalid event"
    assert acme("PUT", path, {"url": "ftp://x"}).status_code == 400
    assert acme("PUT", path, {"url": None}).json()["data"] == {"url": None, "events": []}
