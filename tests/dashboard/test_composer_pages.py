"""Writing a campaign: four steps over one draft, nothing lost and nothing saved over."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.accounts.models import Workspace
from apps.campaigns import actions
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.contacts import actions as contacts
from apps.copywriting import actions as templates
from apps.lists import actions as lists
from apps.messaging.models import Message
from apps.senders import actions as senders
from apps.tags import actions as tags
from tests.campaigns.launches import draft, fresh, gone, launch
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


def address(campaign: Campaign, step: str) -> str:
    return f"/dashboard/campaigns/{campaign.public_id}/{step}"


def post(client: Client, campaign: Campaign, step: str, **fields: Any) -> HttpResponse:
    data = {"version": campaign.updated_at.isoformat(), **fields}
    return client.post(address(campaign, step), data)  # type: ignore[return-value]


def by_hand(world: World) -> None:
    """Nothing is added to texts: their writers say how to leave."""
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(footer_days=0)


def words(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_maria_names_a_campaign_and_chooses_its_people(maria: Client, world: World) -> None:
    news = lists.create(world.acme.workspace, "News")
    lists.add(news, [world.charlie.pk, world.dana.pk])
    tags.add(world.dana, ["vip"])
    vip = tags.named(world.acme.workspace, ["vip"])["vip"]
    form = {
        "name": "Sale",
        "include_lists": [news.public_id],
        "exclude_tags": [vip.public_id],
        "numbers": "(312) 555-2003\n",
    }
    answer = maria.post("/dashboard/campaigns/new", form)
    campaign = Campaign.objects.of(world.acme.workspace).get()
    assert answer.headers["Location"] == address(campaign, "message")
    assert campaign.audience["include"]["lists"] == [news.pk]
    assert campaign.audience["include"]["contacts"] == [world.erin.pk]
    assert campaign.audience["exclude"]["tags"] == [vip.pk]
    assert campaign.created_by == world.maria


def test_a_double_click_makes_one_draft(maria: Client, world: World) -> None:
    shown = maria.get("/dashboard/campaigns/new").context["form"]["public_id"].value()
    for _ in range(2):
        maria.post("/dashboard/campaigns/new", {"name": "Sale", "everybody": "on", "public_id": shown})
    assert Campaign.objects.of(world.acme.workspace).count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "everybody": "on"}, "Give the campaign a name."),
        ({"name": "x" * 121, "everybody": "on"}, "at most 120"),
        ({"name": "Sale"}, "Nobody is in this audience"),
        ({"name": "Sale", "include_lists": ["9" * 40]}, "Select a valid choice"),
        ({"name": "Sale", "include_lists": ["nonsense\0"]}, "Null characters"),
        ({"name": "Sale", "numbers": "hello"}, "“hello” is not a phone number."),
        ({"name": "Sale", "numbers": "+14155559999"}, "not among your contacts"),
        ({"name": "Sale\0", "everybody": "on"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_an_audience_is_said_at_its_field(
    maria: Client, world: World, fields: dict[str, Any], said: str
) -> None:
    answer = maria.post("/dashboard/campaigns/new", fields)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Campaign.objects.of(world.acme.workspace).exists()


def test_a_list_and_a_contact_of_bobco_cannot_be_chosen(maria: Client, world: World) -> None:
    theirs = lists.create(world.bobco.workspace, "Theirs")
    answer = maria.post("/dashboard/campaigns/new", {"name": "Sale", "include_lists": [theirs.public_id]})
    assert "Select a valid choice" in words(answer)
    answer = maria.post("/dashboard/campaigns/new", {"name": "Sale", "numbers": "+16175552004"})
    assert "not among your contacts" in words(answer)


def test_the_summary_counts_who_is_left_out_and_saves_nothing(maria: Client, world: World) -> None:
    contacts.set_dnd(world.dana, True)
    answer = maria.post(
        "/dashboard/campaigns/new/summary",
        {"name": "Sale", "everybody": "on"},
        headers={"HX-Request": "true"},
    )
    assert "2 people" in words(answer)
    assert "Do not disturb is set on the contact</dt>" in words(answer)
    assert not Campaign.objects.of(world.acme.workspace).exists()


def test_the_text_is_shown_as_each_person_reads_it(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    assert "Hi Charlie, sale today." in words(maria.get(address(campaign, "message")))
    assert "Hi Dana, sale today." in words(maria.get(address(campaign, "message") + "?person=2"))
    assert "Hi Charlie, sale today." in words(maria.get(address(campaign, "message") + "?person=99"))


def test_the_sign_that_doubles_the_price_is_named_and_replaced(maria: Client, world: World) -> None:
    short = draft(world.acme, body="It’s on. Reply STOP to opt out.")
    assert "makes the text longer" not in words(maria.get(address(short, "message"))), (
        "it is one part as it is"
    )
    long = "on until Sunday, in all of our shops and online"
    campaign = draft(world.acme, body=f"It’s {long}. Reply STOP to opt out.")
    page = words(maria.get(address(campaign, "message")))
    assert "One special character makes the text longer: ’" in page
    assert "right single quotation mark" in page
    assert post(maria, campaign, "message", body=campaign.body, do="plain").status_code == 302
    assert fresh(campaign).body == f"It's {long}. Reply STOP to opt out."


def test_a_sentence_that_comes_by_itself_is_announced_and_not_asked_for(maria: Client, world: World) -> None:
    page = words(maria.get(address(draft(world.acme, body="Sale today."), "message")))  # type: ignore[arg-type]
    assert "is added by itself" in page
    assert "It does not say how to leave" not in page
    assert "Add the sentence" not in page


def test_the_footer_comes_on_a_click_and_once(maria: Client, world: World) -> None:
    by_hand(world)
    campaign = draft(world.acme, body="Sale today.")
    assert "It does not say how to leave" in words(maria.get(address(campaign, "message")))
    for _ in range(2):
        post(maria, fresh(campaign), "message", body=fresh(campaign).body, do="footer")
    assert fresh(campaign).body == "Sale today. Reply STOP to opt out."
    assert "It does not say how to leave" not in words(maria.get(address(campaign, "message")))


def test_a_template_takes_the_place_of_the_text(maria: Client, world: World) -> None:
    kept = templates.keep(world.acme.workspace, "Welcome", "Hi {first_name|there}.")
    theirs = templates.keep(world.bobco.workspace, "Theirs", "Secret")
    campaign = draft(world.acme)
    post(maria, campaign, "message", body="x", do=f"template:{kept.public_id}")
    assert fresh(campaign).body == "Hi {first_name|there}."
    answer = post(maria, fresh(campaign), "message", body="x", do=f"template:{theirs.public_id}")
    assert answer.status_code == 404
    assert fresh(campaign).body == "Hi {first_name|there}."


def test_a_template_fills_an_empty_box_too(maria: Client, world: World) -> None:
    kept = templates.keep(world.acme.workspace, "Welcome", "Hi {first_name|there}.")
    campaign = draft(world.acme, body="")
    answer = post(maria, campaign, "message", body="", do=f"template:{kept.public_id}")
    assert answer.status_code == 302
    assert fresh(campaign).body == "Hi {first_name|there}."


def test_who_lacks_a_field_is_named_beside_the_text(maria: Client, world: World) -> None:
    contacts.update(world.dana, {"first_name": ""})
    page = words(maria.get(address(draft(world.acme, body="Hi {first_name}"), "message")))
    assert "1 without first_name" in page


def test_parts_are_counted_on_the_rendered_texts(maria: Client, world: World) -> None:
    contacts.update(world.dana, {"attributes": {"note": "x" * 200}})
    page = words(maria.get(address(draft(world.acme, body="{note|Hello} Reply STOP."), "message")))
    assert "<dt>1 SMS part each</dt><dd>2</dd>" in page
    assert "<dt>2 SMS parts each</dt><dd>1</dd>" in page
    assert "<dt>Credits</dt><dd>4</dd>" in page


@pytest.mark.parametrize(("body", "said"), [("", "Write a text first."), ("x" * 1601, "at most 1,600")])
def test_a_text_that_cannot_be_is_said_at_its_field(
    maria: Client, world: World, body: str, said: str
) -> None:
    campaign = draft(world.acme)
    answer = post(maria, campaign, "message", body=body)
    assert answer.status_code == 422
    assert said in words(answer)
    assert fresh(campaign).body == campaign.body


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    actions.edit(campaign, {"body": "By Adam"})
    answer = post(maria, campaign, "message", body="By Maria, at length")
    assert answer.status_code == 422
    assert "Somebody else changed this campaign" in words(answer)
    assert "By Maria, at length</textarea>" in words(answer)
    assert fresh(campaign).body == "By Adam"
    answer = maria.post(
        address(campaign, "message"), {"version": answer.context["version"], "body": "By Maria, at length"}
    )
    assert fresh(campaign).body == "By Maria, at length"


def test_a_made_up_version_is_a_conflict(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    for version in ("", "yesterday", "2026-11-18", "9" * 400):
        answer = maria.post(address(campaign, "message"), {"version": version, "body": "Mine"})
        assert answer.status_code == 422


def test_a_time_is_read_in_the_zone_of_the_workspace(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    form = {"when": "at", "day": "2026-11-20", "hour": "10:30", "sender": world.acme.sender.public_id}
    assert post(maria, campaign, "schedule", **form).status_code == 302
    at = fresh(campaign).scheduled_at
    assert at is not None
    assert at.isoformat() == "2026-11-20T15:30:00+00:00"
    page = maria.get(address(campaign, "schedule")).content.decode()
    assert 'value="2026-11-20"' in page
    assert 'value="10:30"' in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"when": "at", "day": "", "hour": "10:00"}, "Choose a day."),
        ({"when": "at", "day": "2026-11-20", "hour": ""}, "Choose a time."),
        ({"when": "at", "day": "2026-13-45", "hour": "10:00"}, "Enter a valid date."),
        ({"when": "at", "day": "2026-11-17", "hour": "10:00"}, "Choose a time in the future"),
        ({"when": "at", "day": "2028-11-17", "hour": "10:00"}, "Choose a time in the future"),
        ({"when": "at", "day": "2027-03-14", "hour": "02:30"}, "there is no such time on that day"),
        ({"when": "soon"}, "Select a valid choice"),
        ({"when": "now", "sender": "9" * 40}, "Select a valid choice"),
    ],
)
def test_a_time_or_sender_that_cannot_be_is_said_at_its_field(
    maria: Client, world: World, fields: dict[str, Any], said: str
) -> None:
    answer = post(maria, draft(world.acme), "schedule", **fields)
    assert answer.status_code == 422
    assert said in words(answer)


def test_bobcos_sender_cannot_be_chosen(maria: Client, world: World) -> None:
    answer = post(maria, draft(world.acme), "schedule", when="now", sender=world.bobco.sender.public_id)
    assert "Select a valid choice" in words(answer)


def test_a_launched_campaign_has_no_steps_any_more(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    for step in ("audience", "message", "schedule", "review"):
        assert maria.get(address(campaign, step)).headers["Location"].endswith(campaign.public_id)
    assert post(maria, campaign, "message", body="Late").status_code == 302
    assert fresh(campaign).body == campaign.body


def test_changing_a_scheduled_one_makes_it_a_draft_and_says_so_before(maria: Client, world: World) -> None:
    campaign = launch(draft(world.acme), at=clock.now() + timedelta(days=1))
    assert "Saving a change makes it a draft again" in words(maria.get(address(campaign, "message")))
    post(maria, fresh(campaign), "message", body="Another. Reply STOP.")
    assert fresh(campaign).state == Campaign.State.DRAFT


def test_writing_sends_nothing(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    for step in ("audience", "message", "schedule", "review"):
        assert maria.get(address(campaign, step)).status_code == 200
    assert not Message.objects.of(world.acme.workspace).exists()


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ({"speed": "rate", "texts": "10", "unit": "60"}, (600, None), "at most 600 an hour"),
        ({"speed": "rate", "texts": "7", "unit": "1"}, (7, None), "at most 7 an hour"),
        ({"speed": "spread", "hours": "6"}, (None, 6), "spread over 6 hours"),
        ({"speed": "fast", "texts": "10", "hours": "6"}, (None, None), "as soon as it is launched"),
    ],
)
def test_maria_chooses_how_fast_it_goes(
    maria: Client, world: World, typed: dict[str, str], kept: tuple[int | None, int | None], shown: str
) -> None:
    campaign = draft(world.acme)
    assert post(maria, campaign, "schedule", when="now", **typed).status_code == 302
    saved = fresh(campaign)
    assert (saved.per_hour, saved.spread_hours) == kept
    page = maria.get(address(campaign, "schedule")).content.decode()
    assert shown in page


@pytest.mark.parametrize(
    "typed",
    [
        {"speed": "rate", "texts": ""},
        {"speed": "rate", "texts": "0", "unit": "1"},
        {"speed": "rate", "texts": "9999999", "unit": "1"},
        {"speed": "rate", "texts": "5", "unit": "day"},
        {"speed": "spread", "hours": "73"},
        {"speed": "spread", "hours": "soon"},
        {"speed": "warp"},
    ],
)
def test_a_pace_that_cannot_be_is_told_at_its_field(
    maria: Client, world: World, typed: dict[str, str]
) -> None:
    campaign = draft(world.acme)
    answer = post(maria, campaign, "schedule", when="now", **typed)
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()
    assert fresh(campaign).per_hour is None and fresh(campaign).spread_hours is None


def test_maria_lets_a_pool_share_it(maria: Client, world: World) -> None:
    pool = senders.make_pool(world.acme.workspace, "Shop lines", [world.acme.sender])
    campaign = draft(world.acme)
    assert "Shop lines" in maria.get(address(campaign, "schedule")).content.decode()
    assert post(maria, campaign, "schedule", when="now", sender=pool.public_id).status_code == 302
    assert (fresh(campaign).pool, fresh(campaign).sender) == (pool, None)
    theirs = senders.make_pool(world.bobco.workspace, "Theirs", [world.bobco.sender])
    answer = post(maria, campaign, "schedule", when="now", sender=theirs.public_id)
    assert answer.status_code == 422 and fresh(campaign).pool == pool
