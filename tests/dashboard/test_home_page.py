"""Home: the figures, what goes out, what waits, what is wrong."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from apps.campaigns.models import Campaign, Recipient
from apps.carriers.models import Callback
from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance.models import Suppression
from apps.dashboard import figures
from apps.dashboard.figures import Figure
from apps.messaging.conversations import conversation_of
from apps.messaging.models import Conversation, Lane, Message
from apps.reports import tasks
from tests.dashboard.conftest import browser
from tests.world import CHARLIE, DANA, World, person, tenant

HOME = "/dashboard/"


def text(world: World, state: str, at: datetime, **more: Any) -> Message:
    message: Message = Message.objects.create(
        workspace=world.acme.workspace,
        contact=more.pop("contact", world.charlie),
        sender=world.acme.sender,
        phone=CHARLIE,
        address=world.acme.sender.address,
        body="Hello",
        state=state,
        created_at=at,
        **more,
    )
    return message


def days_ago(number: float) -> datetime:
    return clock.now() - timedelta(days=number)


def test_figures_compare_the_week_with_the_week_before(world: World) -> None:
    for state in ("delivered", "delivered", "sent", "queued", "canceled"):
        text(world, state, days_ago(1), sent_at=clock.now())
    text(world, "failed", days_ago(1), sent_at=clock.now())
    text(world, "refused", days_ago(2))
    text(world, "delivered", days_ago(8))
    text(world, "delivered", days_ago(1), kind="system")
    for contact in (world.charlie, world.charlie, world.dana):
        text(world, "received", days_ago(1), direction="in", contact=contact)
    found = figures.figures(world.acme.workspace, 7)
    assert found["sent"] == Figure(4, 1)
    assert found["delivered"] == Figure(2, 1)
    assert found["failed"] == Figure(2, 0)
    assert found["replied"] == Figure(2, 0)
    assert figures.figures(world.acme.workspace, 30)["sent"] == Figure(5, 0)


def test_opt_outs_of_a_file_are_history_and_not_this_weeks_news(world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, CHARLIE, source="keyword", evidence={})
    compliance.opt_out(world.acme.workspace.pk, DANA, source="import", evidence={})
    assert figures.figures(world.acme.workspace, 7)["opted_out"] == Figure(1, 0)


def test_bobs_texts_are_not_in_acmes_figures(world: World) -> None:
    text(world, "delivered", days_ago(1))
    assert figures.figures(world.bobco.workspace, 7)["sent"] == Figure(0, 0)


def test_a_busy_workspace_is_told_what_the_reports_have_counted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in (days_ago(1), days_ago(1), days_ago(8)):
        text(world, "delivered", at, sent_at=at)
    text(world, "received", days_ago(1), direction="in", contact=world.dana)
    exact = figures.figures(world.acme.workspace, 7)
    monkeypatch.setattr(figures, "MUCH", 2)
    assert figures.figures(world.acme.workspace, 7)["sent"] == Figure(0, 0)
    tasks.look_back()
    assert figures.figures(world.acme.workspace, 7) == exact


def test_what_was_sent_long_ago_is_not_read_for_home(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        text(world, "delivered", days_ago(100 - number))
    text(world, "delivered", days_ago(1))
    monkeypatch.setattr(figures, "MUCH", 2)
    assert figures.figures(world.acme.workspace, 7)["sent"] == Figure(1, 0)


@pytest.mark.parametrize(
    ("now", "before", "delta"), [(3, 2, "+50%"), (1, 2, "−50%"), (2, 2, "±0%"), (5, 0, "")]
)
def test_a_delta_reads_as_people_write_it(now: int, before: int, delta: str) -> None:
    assert Figure(now, before).delta == delta


def test_a_new_workspace_is_led_to_its_first_send(world: World) -> None:
    nina = person("Nina", "fresh")
    fresh = tenant(nina, "Fresh", {}).workspace
    page = browser(nina).get(HOME)
    assert "Until your first send" in page.content.decode()
    assert [step.is_done for step in page.context["steps"]] == [False, True, False, False]
    assert page.context["request"].workspace == fresh


def test_after_the_first_send_the_figures_take_its_place(maria: Client, world: World) -> None:
    text(world, "delivered", days_ago(1))
    page = maria.get(HOME).content.decode()
    assert "Until your first send" not in page and "100.0% of the sent" in page


def campaign(world: World, **more: Any) -> Campaign:
    made: Campaign = Campaign.objects.create(workspace=world.acme.workspace, **more)
    return made


def test_a_running_campaign_shows_true_progress(maria: Client, world: World) -> None:
    lane = Lane.objects.create(workspace=world.acme.workspace)
    autumn = campaign(world, name="Autumn sale", state="sending", lane=lane)
    for contact, state in ((world.charlie, "delivered"), (world.dana, "queued")):
        message = text(world, state, clock.now(), lane=lane, contact=contact)
        Recipient.objects.create(
            workspace=world.acme.workspace,
            campaign=autumn,
            contact=contact,
            phone=contact.phone,
            message=message,
            outcome="queued",
        )
    Recipient.objects.create(
        workspace=world.acme.workspace,
        campaign=autumn,
        contact=world.erin,
        phone=world.erin.phone,
        outcome="skipped",
    )
    page = maria.get(HOME).content.decode()
    assert "Autumn sale" in page and "2 of 3 people" in page


def test_what_starts_within_a_week_is_listed(maria: Client, world: World) -> None:
    campaign(
        world, name="Poetry night", state="scheduled", scheduled_at=days_ago(-3), estimate={"credits": 340}
    )
    campaign(world, name="Next spring", state="scheduled", scheduled_at=days_ago(-30))
    page = maria.get(HOME).content.decode()
    assert "Poetry night" in page and "Next spring" not in page


def test_unread_people_are_named_and_counted_in_the_rail(maria: Client, world: World) -> None:
    for contact in (world.charlie, world.dana):
        conversation_of(contact, world.acme.sender)
    Conversation.objects.of(world.acme.workspace).filter(contact=world.charlie).update(
        unread=2, preview="Are you open?"
    )
    page = maria.get(HOME)
    assert "Are you open?" in page.content.decode()
    assert [one.contact for one in page.context["unread"]] == [world.charlie]
    assert page.context["shell"].badges["inbox"] == "1"


def test_what_is_wrong_is_said(maria: Client, world: World) -> None:
    assert not maria.get(HOME).context["troubles"]
    text(world, "queued", days_ago(1), not_before=days_ago(0.5))
    text(world, "unsure", days_ago(1), attempted_at=days_ago(0.5))
    for state in ("new", "malformed"):
        Callback.objects.create(
            account=world.acme.sender.carrier, body=b"", state=state, received_at=days_ago(0.1)
        )
    titles = [trouble.title for trouble in maria.get(HOME).context["troubles"]]
    assert len(titles) == 4 and all(title.startswith("1 ") for title in titles)


def test_a_paused_campaign_and_a_held_text_are_no_trouble(maria: Client, world: World) -> None:
    lane = Lane.objects.create(workspace=world.acme.workspace, paused=True)
    text(world, "queued", days_ago(1), not_before=days_ago(0.5), lane=lane)
    text(world, "queued", days_ago(1), not_before=days_ago(-0.5))
    assert not maria.get(HOME).context["troubles"]


def test_the_shell_names_workspaces_credits_and_what_waits(maria: Client, world: World) -> None:
    campaign(world, name="Autumn sale", state="sending")
    Suppression.objects.create(workspace=world.acme.workspace, phone=CHARLIE, kind="review", source="keyword")
    page = maria.get(HOME)
    shell = page.context["shell"]
    assert [place.name for place in shell.workspaces] == ["Acme", "Acme sandbox"]
    assert shell.credits == 1000
    assert shell.badges == {"inbox": "", "campaigns": "1", "review": "1"}
    assert shell.may["edit"] and not shell.may["manage"]
    assert "Test mode" not in page.content.decode()


def test_a_sandbox_says_so_and_has_no_credits(maria: Client, world: World) -> None:
    session = maria.session
    session["workspace"] = world.acme.workspace.sandbox.pk
    session.save()
    page = maria.get(HOME)
    assert "Test mode" in page.content.decode()
    assert page.context["shell"].credits is None


def test_home_costs_the_same_however_much_happened(
    maria: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        text(world, "delivered", days_ago(1))
    for number in range(6):
        lane = Lane.objects.create(workspace=world.acme.workspace)
        campaign(world, name=f"Campaign {number}", state="sending", lane=lane)
        campaign(world, name=f"Later {number}", state="scheduled", scheduled_at=days_ago(-1))
    with django_assert_max_num_queries(46):
        maria.get(HOME)


def test_a_stranger_and_a_person_without_a_seat_are_told(world: World) -> None:
    assert Client().get(HOME).headers["Location"].startswith("/accounts/login/")
    assert browser(person("Nobody", "nowhere")).get(HOME).status_code == 403


def test_every_role_may_look(world: World) -> None:
    for user in (world.alice, world.adam, world.maria, world.agnes, world.victor):
        assert browser(user).get(HOME).status_code == 200
