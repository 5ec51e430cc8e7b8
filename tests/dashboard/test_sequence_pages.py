"""Sequences in the browser: written with plain forms, published with a choice, watched and helped by hand."""

from collections.abc import Sequence as Many
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.dashboard.forms.sequence_steps import FORMS
from apps.lists import actions as lists
from apps.messaging.models import Message
from apps.sequences import actions, queries, rules
from apps.sequences.jobs import actions as jobs
from apps.sequences.jobs import tasks as job_tasks
from apps.sequences.models import Enrolment, Job, Sequence
from apps.sequences.states import EnrolmentState as State
from apps.tags import actions as tags
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.sequences.ways import draft, enrol, fresh, of, pass_time, sequence, text, texts, tick, wait
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


def at(made: Sequence, *more: str) -> str:
    return "/".join([f"/dashboard/sequences/{made.public_id}", *more])


def words(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def steps(made: Sequence) -> Many[dict[str, Any]]:
    version = queries.draft(made) or queries.live_version(made)
    assert version is not None
    return version.steps  # type: ignore[no-any-return]


def test_maria_writes_publishes_and_enrols(maria: Client, world: World) -> None:
    assert "Your first sequence" in words(maria, "/dashboard/sequences")
    answer = maria.post("/dashboard/sequences/new", {"name": "Welcome"}, follow=True)
    assert "No steps yet" in answer.content.decode()
    made = Sequence.objects.of(world.acme.workspace).get()
    add = at(made, "add")
    maria.post(f"{add}?kind=text", {"body": "Hello {first_name}", "refused": "skip"})
    maria.post(f"{add}?kind=wait_for&after=s1", {"amount": "2", "unit": "days"})
    maria.post(f"{add}?kind=if_reply&after=s2", {"words": "yes, sure"})
    maria.post(f"{add}?kind=text&after=s3&side=yes", {"body": "Great", "refused": "leave"})
    maria.post(f"{add}?kind=wait_until&after=s3", {"weekdays": ["0", "4"], "at": "09:30"})
    shown = words(maria, at(made))
    for said in ("Wait 2 days", "Did they reply with “yes” or “sure”?", "Wait until Monday or Friday, 09:30"):
        assert said in shown
    assert [one["id"] for one in steps(made)] == ["s1", "s2", "s3", "s5"]
    maria.post(at(made, "publish"), {"people": "finish"})
    assert fresh(made).state == "running"
    answer = maria.post(at(made, "enrol"), {"who": "", "numbers": world.dana.phone}, follow=True)
    assert "1 enrolled." in answer.content.decode()
    tick()
    assert [one.body for one in texts(world.dana)] == ["Hello Dana"]
    assert "<b>1</b> sent" in words(maria, at(made))


def test_steps_are_edited_moved_and_taken_out_beside_what_runs(maria: Client, world: World) -> None:
    made = sequence(world.acme, text("s1", "One"), wait("s2"), text("s3", "Three"))
    assert 'value="1"' in words(maria, at(made, "step"), step="s2")
    maria.post(f"{at(made, 'step')}?step=s2", {"amount": "5", "unit": "hours"})
    maria.post(at(made, "shift"), {"step": "s3", "way": "up"})
    maria.post(at(made, "remove"), {"step": "s1"})
    assert [one["id"] for one in steps(made)] == ["s3", "s2"]
    live = queries.live_version(made)
    assert live is not None and [one["id"] for one in live.steps] == ["s1", "s2", "s3"]
    shown = words(maria, at(made, "publish"))
    for said in ("Wait 5 hours", "Wait 1 day", "Gone", "Changed", "Moved"):
        assert said in shown
    assert "Wait 1 day" in words(maria, at(made), version="live")
    maria.post(at(made, "discard"))
    assert queries.draft(made) is None


def test_an_id_is_never_used_again(maria: Client, world: World) -> None:
    made = draft(world.acme, text("s1"), text("s2"))
    maria.post(at(made, "remove"), {"step": "s2"})
    maria.post(f"{at(made, 'add')}?kind=end&after=s1")
    assert steps(made)[-1]["id"] == "s3"


def test_a_text_that_a_question_asks_about_stays(maria: Client, world: World) -> None:
    asks = {"id": "s2", "kind": "if_text", "text": "s1", "became": "sent"}
    made = draft(world.acme, text("s1"), asks)
    for verb, given in (("remove", {}), ("shift", {"way": "down"})):
        answer = maria.post(at(made, verb), {"step": "s1", **given}, follow=True)
        assert "Change that question first." in answer.content.decode()
    assert len(steps(made)) == 2


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("text", {"body": " ", "refused": "skip"}, "Write a text first."),
        ("text", {"body": "x" * 1_601, "refused": "skip"}, "1600"),
        ("wait_for", {"amount": "0", "unit": "days"}, "greater than or equal to 1"),
        ("wait_until", {"at": "late"}, "Enter a valid time."),
        (
            "wait_date",
            {"attribute": "", "offset": "0", "at": "09:00", "otherwise": "go_on"},
            "Name the field.",
        ),
        ("if_audience", {}, "Tick at least one thing"),
        ("if_text", {"became": "sent"}, "Choose a text."),
        ("tag", {}, "Choose a tag."),
        ("to_list", {"list": "lst_0"}, "Select a valid choice."),
    ],
)
def test_a_wrong_step_is_told_at_its_field_and_what_was_typed_is_kept(
    maria: Client, world: World, kind: str, given: dict[str, str], said: str
) -> None:
    made = draft(world.acme)
    answer = maria.post(f"{at(made, 'add')}?kind={kind}", given)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert steps(made) == []


def test_rules_are_kept_in_the_draft(maria: Client, world: World) -> None:
    acme = world.acme.workspace
    tag, bought = (tags.named(acme, [name])[name] for name in ("lead", "bought"))
    made = sequence(world.acme, text("s1"))
    maria.post(
        at(made, "rules"),
        {
            "name": "Leads",
            "has_window": "on",
            "weekdays": ["0", "1"],
            "start": "10:00",
            "end": "16:00",
            "goal_is_reply": "on",
            "include_tags": [bought.public_id],
            "trigger_tags": [tag.public_id],
            "reentry": "after",
            "reentry_days": "90",
        },
    )
    found = queries.draft(made)
    assert found is not None
    kept = rules.read(found.rules)
    assert (kept.goal.include.tags, kept.goal_is_reply, kept.stop_on_reply) == ((bought.pk,), True, False)
    assert (kept.tags, kept.reentry, kept.reentry_days) == ((tag.public_id,), "after", 90)
    assert kept.window is not None and kept.window.weekdays == (0, 1)
    shown = words(maria, at(made))
    for said in ("Leads", "tagged lead", "10:00 to 16:00, Monday or Tuesday", "90 days after", "in #bought"):
        assert said in shown
    again = maria.get(at(made, "rules")).content.decode()
    assert again.count("checked") >= 7


def test_wrong_rules_are_told_at_their_field(maria: Client, world: World) -> None:
    made = draft(world.acme, text("s1"))
    answer = maria.post(
        at(made, "rules"),
        {"name": "X", "has_window": "on", "start": "16:00", "end": "10:00", "reentry": "after"},
    )
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "This is before the beginning." in shown and "After how many days?" in shown


def test_people_are_moved_with_a_choice_for_each_step_that_goes(maria: Client, world: World) -> None:
    made = sequence(world.acme, wait("s1", 3), text("s2", "Two"), text("s3", "Three"))
    enrol(made, world.dana)
    tick()
    maria.post(at(made, "remove"), {"step": "s1"})
    shown = words(maria, at(made, "publish"))
    assert "1 person is on the way" in shown and "Wait 3 days" in shown and 'name="to_s1"' in shown
    answer = maria.post(at(made, "publish"), {"people": "move"})
    assert answer.status_code == 422
    maria.post(at(made, "publish"), {"people": "move", "to_s1": "s3"})
    tick()
    assert [one.body for one in texts(world.dana)] == ["Three"]


def test_what_somebody_else_changed_is_not_published_unseen(maria: Client, world: World) -> None:
    made = draft(world.acme, text("s1"))
    seen = queries.draft(made).updated_at.isoformat()  # type: ignore[union-attr]
    actions.write(made, steps=[text("s1", "Other")])
    answer = maria.post(at(made, "publish"), {"people": "finish", "seen": seen})
    assert answer.status_code == 422
    assert fresh(made).state == "draft"


def test_the_stuck_are_seen_retried_skipped_and_taken_out(maria: Client, world: World) -> None:
    made = sequence(world.acme, text("s1", "{nickname}"), wait("s2"))
    enrol(made, world.charlie, world.dana, world.erin)
    tick()
    assert "<b>3</b> stuck" in words(maria, at(made))
    shown = words(maria, at(made, "people"), place="stuck")
    assert shown.count("The text is empty for this person.") == 3
    assert "Dana" not in words(maria, at(made, "people"), q="erin")
    row = of(made, world.charlie)
    maria.post(at(made, "hand"), {"verb": "skip", "enrolment": [row.public_id]})
    tick()
    assert of(made, world.charlie).state == State.WAITING
    maria.post(at(made, "hand"), {"verb": "retry", "all": "1", "place": "stuck"})
    assert Enrolment.everywhere.filter(state=State.ACTIVE).count() == 2
    maria.post(at(made, "hand"), {"verb": "out", "all": "1"})
    assert set(Enrolment.everywhere.values_list("why", flat=True)) == {"taken_out"}
    answer = maria.post(at(made, "hand"), {"verb": "retry"}, follow=True)
    assert "Tick at least one person first." in answer.content.decode()


def test_a_list_is_enrolled_over_days(maria: Client, world: World) -> None:
    target = lists.create(world.acme.workspace, "Fair")
    lists.add(target, [world.charlie.pk, world.dana.pk, world.erin.pk])
    made = sequence(world.acme, text("s1"))
    maria.post(at(made, "enrol"), {"who": target.public_id, "per_day": "2"})
    tick()
    assert Message.everywhere.filter(origin=made.public_id).count() == 2
    pass_time(days=1, minutes=1)
    assert Message.everywhere.filter(origin=made.public_id).count() == 3


def test_many_are_enrolled_behind_the_page_which_tells_how_far(
    maria: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    target = lists.create(world.acme.workspace, "Fair")
    lists.add(target, [world.charlie.pk, world.dana.pk, world.erin.pk])
    made = sequence(world.acme, text("s1"))
    page = maria.post(at(made, "enrol"), {"who": target.public_id}, follow=True).content.decode()
    assert "3 people are being enrolled." in page and "<b>0</b> of 3 people" in page
    job = Job.objects.of(world.acme.workspace).get()
    stopped = maria.post(at(made, f"jobs/{job.public_id}"), {"verb": "stop"}, follow=True)
    assert ">Go on<" in stopped.content.decode()
    maria.post(at(made, f"jobs/{job.public_id}"), {"verb": "resume"})
    part = maria.get(at(made, "jobs"), headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" in part and ">Stop<" in part
    job_tasks.advance()
    part = maria.get(at(made, "jobs"), headers={"HX-Request": "true"}).content.decode()
    assert "3 enrolled." in part and "every 2s" not in part and "<form" not in part
    assert maria.get(at(made, "jobs")).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose people, or type numbers."),
        ({"numbers": "call me"}, "is not a phone number"),
        ({"numbers": "+14155552001", "per_day": "0"}, "greater than or equal to 1"),
        ({"who": "tag_0"}, "Select a valid choice."),
    ],
)
def test_enrolling_nobody_is_told(maria: Client, world: World, given: dict[str, str], said: str) -> None:
    made = sequence(world.acme, text("s1"))
    answer = maria.post(at(made, "enrol"), given)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())


def test_a_simulation_tells_day_by_day_and_keeps_nothing(maria: Client, world: World) -> None:
    made = draft(world.acme, text("s1", "Hi {first_name}"), wait("s2", 2), text("s3", "Bye"))
    shown = words(maria, at(made, "simulate"), who=world.dana.phone, day="2026-11-18", at="12:00")
    assert "Hi Dana" in shown and "Nov 20, 12:00" in shown and "Bye" in shown
    assert "Hi Sam" in words(maria, at(made, "simulate"))
    assert not Message.everywhere.exists() and not Enrolment.everywhere.exists()
    for wrong in ({"who": "+19998887777"}, {"day": "x"}, {"day": "9999-12-31"}, {"replies": "s9"}):
        assert maria.get(at(made, "simulate"), wrong).status_code == 422


def test_pause_resume_and_end(maria: Client, world: World) -> None:
    made = sequence(world.acme, wait("s1"), text("s2"))
    enrol(made, world.dana)
    maria.post(at(made, "pause"))
    assert "Nobody goes on and nothing is sent until it is resumed." in words(maria, at(made))
    maria.post(at(made, "pause"))
    assert "Only a running sequence can be paused." in words(maria, at(made))
    maria.post(at(made, "resume"))
    assert "This cannot be undone" in words(maria, at(made, "end"))
    assert fresh(made).state == "running"
    maria.post(at(made, "end"))
    assert (fresh(made).state, of(made, world.dana).why) == ("ended", "ended")
    assert "Enrol people" not in words(maria, at(made))


POSTS = ("rules", "add", "shift", "remove", "publish", "discard", "pause", "resume", "end", "hand", "enrol")


def test_victor_and_agnes_look_and_change_nothing(victor: Client, agnes: Client, world: World) -> None:
    made = sequence(world.acme, text("s1"), wait("s2"))
    enrol(made, world.dana)
    for client in (victor, agnes):
        for page in ("", "people", "simulate"):
            assert client.get(at(made, page).rstrip("/")).status_code == 200
        assert [client.post(at(made, verb)).status_code for verb in POSTS] == [403] * len(POSTS)
        assert "Publish" not in words(client, at(made))


def test_bob_finds_nothing_of_acmes(bob: Client, world: World) -> None:
    made = sequence(world.acme, text("s1"))
    for page in ("", "people", "simulate", *POSTS):
        assert bob.get(at(made, page).rstrip("/")).status_code in (404, 405)
        assert bob.post(at(made, page).rstrip("/")).status_code in (404, 405)


def test_a_page_costs_as_much_for_a_hundred_people_as_for_one(maria: Client, world: World) -> None:
    made = sequence(world.acme, text("s1"), wait("s2"), text("s3"))
    enrol(made, world.dana)
    tick()
    words(maria, at(made))
    with CaptureQueriesContext(connection) as one:
        words(maria, at(made))
        words(maria, at(made, "people"))
    enrol(made, world.erin, world.charlie)
    tick()
    with CaptureQueriesContext(connection) as many:
        words(maria, at(made))
        words(maria, at(made, "people"))
    assert len(many) == len(one) <= 50


@pytest.mark.parametrize("junk", ["\0", "x" * 3_000, "<script>", "9" * 30, "é\u202e'"])
def test_no_input_breaks_a_page(maria: Client, world: World, junk: str) -> None:
    made = sequence(world.acme, text("s1"))
    names = ("name", "body", "kind", "after", "side", "step", "way", "people", "to_s1", "seen", "verb", "who")
    names += (
        "numbers",
        "per_day",
        "place",
        "q",
        "day",
        "at",
        "replies",
        "enrolment",
        "amount",
        "unit",
        "start",
    )
    given = {**dict.fromkeys(names, junk), "all": "1"}
    for page in ("", "step", "people", "simulate", *POSTS):
        path = at(made, page).rstrip("/")
        assert maria.get(path, given).status_code < 500, path
        assert maria.post(path, given).status_code < 500, path
    for kind in ("text", "wait_for", "wait_until", "wait_date", "if_reply", "if_text", "if_audience", "tag"):
        assert maria.post(f"{at(made, 'add')}?kind={kind}&after=s1", given).status_code < 500


def test_every_kind_of_step_is_offered_and_has_its_form(maria: Client, world: World) -> None:
    made = draft(world.acme, text("s1"))
    offered = words(maria, at(made, "add"))
    for kind in FORMS:
        assert f"kind={kind}&" in offered
        assert "Add the step" in words(maria, at(made, "add"), kind=kind, after="s1")
    shown = words(maria, at(made, "add"), kind="text")
    assert "Message</label>" in shown and "From</label>" in shown


def test_many_leave_behind_the_page_which_shows_how_far_they_are(
    maria: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    made = sequence(world.acme, wait("s1"), text("s2"))
    enrol(made, world.charlie, world.dana, world.erin)
    people = f"/dashboard/sequences/{made.public_id}/people"
    page = maria.post(f"/dashboard/sequences/{made.public_id}/end", follow=True)
    assert page.redirect_chain[-1][0] == people and "Running" in page.content.decode()
    assert of(made, world.charlie).why == ""
    job_tasks.advance()
    assert "3 done." in maria.get(people).content.decode()
    assert of(made, world.charlie).why == of(made, world.erin).why == "ended"


def test_all_that_match_are_taken_out_behind_the_page(
    maria: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    made = sequence(world.acme, wait("s1"), text("s2"))
    enrol(made, world.charlie, world.dana, world.erin)
    hand = f"/dashboard/sequences/{made.public_id}/hand"
    page = maria.post(hand, {"verb": "out", "all": "1", "q": ""}, follow=True).content.decode()
    assert "begun for 3 people" in page
    job_tasks.advance()
    assert {of(made, one).why for one in (world.charlie, world.dana, world.erin)} == {"taken_out"}
