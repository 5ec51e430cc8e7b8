"""manage.py demo: made once, found ever after, with 90 days of a history that is true to the books."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import Count

from apps.accounts.models import ApiKey, Workspace
from apps.accounts.queries import working_key
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.queries import progress
from apps.common import clock, phones
from apps.compliance import reviews
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.credits.models import Entry
from apps.imports.models import Import
from apps.keywords.models import Keyword
from apps.lists.models import ContactList
from apps.messaging.inbox import FILTERS, conversations
from apps.messaging.models import Message
from apps.pipeline.models import Stage
from apps.reports.models import TextDay
from apps.reports.tasks import catch_up
from apps.senders.models import Sender
from apps.sequences.models import Enrolment, Sequence
from config.demo.people import LEAST, people

Said = dict[str, object]


def demo() -> str:
    out = io.StringIO()
    call_command("demo", json=True, people=LEAST, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_demo_opens_with_what_it_prints_and_its_history_is_true() -> None:
    """One demo for all that is asked of it: the history is what takes the time."""
    said = dict(json.loads(demo()))
    workspace = Workspace.objects.get(public_id=said["workspace"])
    _it_opens(said, workspace)
    call_command("verify", stdout=io.StringIO())  # exits with 1 when anything is wrong
    _campaigns_agree_with_their_recipients(workspace)
    _every_page_has_something(workspace)
    _nothing_is_later_than_now(workspace)
    _the_sums_of_the_days_are_right(workspace)
    _it_is_found_ever_after(said)


def _it_opens(said: Said, workspace: Workspace) -> None:
    assert authenticate(username=said["email"], password=said["password"]) is not None
    keys = said["keys"]
    assert isinstance(keys, dict) and set(keys) == {"rsms", "zap", "live", "test"}
    places = {name: working_key(key).workspace for name, key in keys.items()}  # type: ignore[union-attr]
    assert places == {"rsms": workspace, "zap": workspace, "live": workspace, "test": workspace.sandbox}


def _it_is_found_ever_after(said: Said) -> None:
    texts = Message.everywhere.count()
    assert demo() == demo() and json.loads(demo()) == said
    assert (Workspace.objects.filter(live=None).count(), ApiKey.everywhere.count()) == (1, 4)
    assert Message.everywhere.count() == texts


def _the_sums_of_the_days_are_right(workspace: Workspace) -> None:
    catch_up()
    day_sums = TextDay.everywhere.filter(workspace=workspace)
    texts = Message.objects.of(workspace).exclude(kind="system", direction="out")
    assert sum(day_sums.values_list("delivered", flat=True)) == texts.filter(state="delivered").count()
    assert sum(day_sums.values_list("received", flat=True)) == texts.filter(direction="in").count()


def _campaigns_agree_with_their_recipients(workspace: Workspace) -> None:
    for campaign in Campaign.objects.of(workspace).filter(state="completed"):
        people = Recipient.objects.of(workspace).filter(campaign=campaign)
        seen = progress(campaign)
        assert (seen.audience, seen.waiting) == (people.count(), 0)
        assert people.pending().count() == 0
        texts = Message.objects.of(workspace).filter(origin=campaign.public_id)
        assert texts.count() == people.filter(outcome="queued").count() > 0


def _every_page_has_something(workspace: Workspace) -> None:
    states = set(Campaign.objects.of(workspace).values_list("state", flat=True))
    assert states >= {"draft", "scheduled", "paused", "completed", "canceled"}
    assert states & {"sending", "expanding"}, "one is going out"
    drips = Sequence.objects.of(workspace)
    assert set(drips.values_list("state", flat=True)) == {"draft", "running", "paused"}
    walking = set(Enrolment.objects.of(workspace).values_list("state", flat=True))
    assert walking >= {"waiting", "completed", "exited", "stuck"}
    assert all(conversations(workspace, which).exists() for which in FILTERS if which != "failed")
    assert reviews.waiting(workspace.pk).exists()
    assert {"finished", "uploaded", "undone"} == set(
        Import.objects.of(workspace).values_list("state", flat=True)
    )
    columns = Stage.objects.of(workspace).annotate(people=Count("placements"))
    assert columns.count() >= 4 and all(column.people for column in columns)
    failures = Message.objects.of(workspace).filter(state="failed").values_list("error_text", flat=True)
    assert failures and all(failures)
    assert Entry.objects.of(workspace).filter(kind="purchase").count() == 3
    assert ledger.balance(workspace) > 50_000, "a newcomer sends to 20,000"
    known = set(Contact.objects.of(workspace).values_list("phone", flat=True))
    assert {person.phone for person in people(LEAST)} <= known
    assert (Sender.objects.of(workspace).count(), Keyword.objects.of(workspace).count()) == (2, 2)
    assert {"Newsletter", "Spring sale", "Webinar guests"} <= set(
        ContactList.objects.of(workspace).values_list("name", flat=True)
    )


def _nothing_is_later_than_now(workspace: Workspace) -> None:
    texts = Message.objects.of(workspace)
    ids = list(texts.order_by("created_at", "pk").values_list("pk", flat=True))
    assert ids == sorted(ids), "what looks for the texts of a day goes by their keys"
    first, last = texts.last(), texts.first()
    assert first and last and last.created_at < clock.now()
    assert timedelta(days=80) < clock.now() - first.created_at < timedelta(days=91)


def test_the_people_of_the_demo_have_numbers_of_nobody_that_can_be_texted() -> None:
    numbers = [person.phone for person in people()]
    assert len(set(numbers)) == 5_000
    assert [phones.normalise(number) for number in numbers] == numbers
    assert all(re.fullmatch(r"\+1\d{3}555(01\d\d|00(01|02|08|09|11))", number) for number in numbers)


def test_too_few_people_are_refused() -> None:
    with pytest.raises(CommandError, match="200 or more"):
        call_command("demo", people=LEAST - 1)
