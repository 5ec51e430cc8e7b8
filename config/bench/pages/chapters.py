"""The making of the workspace, a chapter a transaction: a run that was cut short goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from apps.accounts.models import Workspace
from apps.audiences import engagement
from apps.audiences.models import Engagement, Segment
from apps.campaigns.models import Campaign, Recipient
from apps.compliance.models import ConsentEvent
from apps.contacts.models import Contact
from apps.credits.models import Entry
from apps.events.models import Event
from apps.imports.models import ImportedContact
from apps.keywords.models import Keyword
from apps.lists.models import Membership
from apps.messaging.models import Conversation, Message
from apps.pipeline.models import Move, Placement
from apps.reports import counting
from apps.reports.books import books
from apps.reports.models import TextDay
from apps.requestlog.models import LoggedRequest
from apps.sequences.models import Enrolment, Sequence
from apps.tags.models import Tagging
from apps.webhooks.models import Delivery
from config.bench import population
from config.bench.pages import rest, texts
from config.bench.pages.bare import bare

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chapter:
    """`proof`: rows that only this chapter writes. `tables` are filled without their indexes."""

    title: str
    proof: Any
    write: Callable[[], object]
    tables: tuple[type[Any], ...] = ()


def settle(workspace: Workspace, contacts: int, messages: int, say: Say) -> None:
    """Write what is not there yet, in the order of chapters."""
    news = False
    for chapter in _chapters(workspace, contacts, messages, say):
        if chapter.proof.exists():
            continue
        began, news = time.monotonic(), True
        say(chapter.title)
        with bare(*chapter.tables) if chapter.tables else transaction.atomic():
            _seed()
            chapter.write()
        say(f"  {time.monotonic() - began:.0f} s")
        rest.analyze(chapter.proof.model, *chapter.tables)
    if news:
        say("vacuum")
        rest.vacuum()


def _seed() -> None:
    """The same dice for a chapter, whatever was thrown before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")


def _chapters(workspace: Workspace, contacts: int, messages: int, say: Say) -> list[Chapter]:
    def chapter(
        title: str, proof: type[Any], write: Callable[[], object], *tables: type[Any], **only: Any
    ) -> Chapter:
        return Chapter(title, proof.objects.of(workspace).filter(**only), write, tables)

    return [
        chapter(f"{contacts:,} contacts", Contact, lambda: _people(workspace, contacts), Contact),
        chapter(
            "tags, lists and stages",
            Tagging,
            lambda: population.describe(workspace),
            Tagging,
            Membership,
            Placement,
        ),
        chapter("consent and opt-outs", ConsentEvent, lambda: population.permit(workspace), ConsentEvent),
        chapter("moves on the board", Move, lambda: rest.move(workspace), Move),
        chapter("segments", Segment, lambda: rest.segment(workspace)),
        chapter("sequences", Sequence, lambda: rest.open_sequences(workspace)),
        chapter("campaigns", Campaign, lambda: texts.open_campaigns(workspace, contacts, messages)),
        chapter("conversations", Conversation, lambda: texts.open_talks(workspace, contacts), Conversation),
        chapter(
            f"{messages:,} messages",
            Message,
            lambda: texts.write(workspace, contacts, messages, say),
            Message,
        ),
        chapter(
            "people of the campaigns",
            Recipient,
            lambda: texts.take_note(workspace, contacts, messages, say),
            Recipient,
        ),
        chapter("people of the sequences", Enrolment, lambda: rest.enrol(workspace)),
        chapter("files", ImportedContact, lambda: rest.arrive(workspace), ImportedContact),
        chapter("the diary", Event, lambda: rest.narrate(workspace), Event),
        chapter("webhooks", Delivery, lambda: rest.tell(workspace), Delivery),
        chapter("the request log", LoggedRequest, lambda: rest.log(workspace, messages), LoggedRequest),
        chapter("the ledger", Entry, lambda: rest.pay(workspace, messages), Entry, kind=Entry.Kind.DEBIT),
        chapter("keywords, plans and notes", Keyword, lambda: _furnish(workspace)),
        chapter("who had a text when", Engagement, _read),
        chapter("the sums of the reports", TextDay, _count),
    ]


def _people(workspace: Workspace, contacts: int) -> None:
    """In the order of their coming: the reports find a day's rows by halving over the keys."""
    came = f"now() - (1 - i::float / {contacts + 1}) * interval '700 days'"
    columns = {**population.PEOPLE, "created_at": came}
    population.insert(Contact, workspace, columns, f"generate_series(1, {contacts:d}) AS i")


def _furnish(workspace: Workspace) -> None:
    rest.furnish(workspace)
    texts.settle_talks(workspace)


def _read() -> None:
    engagement.refresh()


def _count() -> None:
    """As the clock would have done over the year."""
    for book in books():
        for cohort in list(counting.still_open(book)):
            counting.count(book, cohort)
