"""Why did Dana not get it? The trace says it in order, also for people who are not in the audience."""

import re
from datetime import timedelta

from django.test import Client

from apps.campaigns.dry_run import actions as dry_runs
from apps.campaigns.explain import explain
from apps.common import clock
from apps.contacts import actions as contacts
from apps.messaging import queue
from apps.messaging.states import State
from tests.campaigns.launches import chosen, draft, fresh, gone, launch, put, text_of
from tests.world import World, consenting


def said(world: World, campaign, contact) -> list[str]:  # type: ignore[no-untyped-def]
    return [step.what for step in explain(fresh(campaign), contact)]


def test_charlie_got_it(world: World) -> None:
    campaign = gone(world.acme)
    now = clock.now()
    text = text_of(campaign, world.charlie)
    put(text, State.DELIVERED, sent_at=now + timedelta(seconds=1), delivered_at=now + timedelta(seconds=2))
    assert said(world, campaign, world.charlie) == [
        "They were in the audience",
        "Every gate let it pass",
        "Charged",
        "The carrier took it",
        "The handset has it",
    ]


def test_dana_was_skipped_as_the_dry_run_foresaw(world: World) -> None:
    contacts.set_dnd(world.dana, True)
    campaign = draft(world.acme)
    run = dry_runs.start(campaign)
    assert dry_runs.chunk(run)
    assert not dry_runs.chunk(run)
    launch(campaign)
    assert said(world, campaign, world.dana)[0] == "The dry run foresaw: skipped"
    assert "Who is in the audience is not decided yet" in said(world, campaign, world.dana)


def test_a_skip_names_the_gate(world: World) -> None:
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    last = explain(campaign, world.dana)[-1]
    assert (last.what, last.detail) == ("They were skipped", "Do not disturb is set on the contact. (dnd)")


def test_erins_was_canceled_and_paid_back(world: World) -> None:
    campaign = gone(world.acme)
    queue.end([text_of(campaign, world.erin).pk], State.CANCELED, "canceled", "Canceled")
    assert said(world, campaign, world.erin)[-2:] == ["It was canceled", "Its credits came back"]


def test_who_came_later_was_not_in_the_audience(world: World) -> None:
    campaign = gone(world.acme)
    late = consenting(world.acme.workspace, "Late", "+14155552077")
    assert explain(campaign, late)[-1].detail == "They would be by now: they came later."


def test_who_was_not_chosen_was_not_in_it(world: World) -> None:
    campaign = gone(world.acme, audience=chosen(world.charlie))
    assert explain(campaign, world.dana)[-1].detail == "They match none of what was chosen."


def test_the_page_shows_the_text_in_plain_words(world: World, client: Client) -> None:
    campaign = gone(world.acme)
    client.force_login(world.maria)
    page = client.get(f"/dashboard/campaigns/{campaign.public_id}/people/{world.charlie.public_id}")
    shown = page.content.decode()
    assert text_of(campaign, world.charlie).body in shown
    assert "1 credit for 1 SMS part." in shown
    assert campaign.public_id not in re.sub(r'(href|hx-\w+|value)="[^"]*"', "", shown)


def test_a_contacts_story_leads_to_the_way_of_its_text(world: World, client: Client) -> None:
    campaign = gone(world.acme)
    client.force_login(world.maria)
    shown = client.get(f"/dashboard/contacts/{world.charlie.public_id}").content.decode()
    assert f'/campaigns/{campaign.public_id}/people/{world.charlie.public_id}"' in shown
    assert f">{campaign.name}</a>" in shown


def test_victor_reads_it_and_bob_does_not(world: World, client: Client) -> None:
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    address = f"/dashboard/campaigns/{campaign.public_id}/people/{world.dana.public_id}"
    client.force_login(world.victor)
    assert "They were skipped" in client.get(address).content.decode()
    client.force_login(world.bob)
    assert client.get(address).status_code == 404
