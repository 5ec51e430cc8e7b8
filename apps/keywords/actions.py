"""Verbs of keywords."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.models import User, Workspace
from apps.common.sentences import shape
from apps.contacts.fields import text
from apps.keywords import matching
from apps.keywords.models import AutoReply, Keyword
from apps.keywords.refusals import DoesNothing, EndsBeforeItBegins, HoursOutOfRange, Reserved, WordTaken
from apps.lists.models import ContactList
from apps.lists.refusals import ListIsSynced
from apps.pipeline.models import Stage
from apps.senders.models import Sender
from apps.sequences.models import Sequence
from apps.tags.actions import clean

MOST_TAGS = 20
MOST_HOURS = 720


@dataclass(frozen=True, slots=True)
class Wish:
    """What a keyword is to be. All rows are of one workspace."""

    word: str
    sender: Sender | None = None
    is_on: bool = True
    active_from: datetime | None = None
    active_to: datetime | None = None
    consent: str = Keyword.Consent.NONE
    question: str = ""
    reply: str = ""
    tags: list[str] = field(default_factory=list)
    into: ContactList | None = None
    stage: Stage | None = None
    sequence: Sequence | None = None


@transaction.atomic
def keep(
    workspace: Workspace, wish: Wish, *, keyword: Keyword | None = None, by: User | None = None
) -> Keyword:
    """A new keyword, or a changed one.

    Raises NoWord, Reserved, WordTaken, DoesNothing, EndsBeforeItBegins, ListIsSynced.
    """
    word = text(wish.word, 40)
    key = matching.key_of(word)
    matching.check_free(word)
    _check(wish, key)
    row = keyword or Keyword(workspace=workspace, created_by=by)
    row.word, row.key = word, key
    row.sender, row.into, row.stage, row.sequence = wish.sender, wish.into, wish.stage, wish.sequence
    row.is_on, row.active_from, row.active_to = wish.is_on, wish.active_from, wish.active_to
    row.consent, row.question = wish.consent, wish.question.strip()[:320]
    row.reply = wish.reply.strip()
    row.tags = _distinct(wish.tags)[:MOST_TAGS]
    _save(row)
    return row


def _distinct(names: Iterable[str]) -> list[str]:
    """Tags are the same whatever their case: the first way of writing one stays."""
    return list({name.lower(): name for name in map(clean, reversed(list(names))) if name}.values())[::-1]


_OPT_IN = shape(_("“%(word)s” is an opt-in by itself. Choose another word to ask for a YES first."))


def _check(wish: Wish, key: str) -> None:
    if wish.active_from and wish.active_to and wish.active_to <= wish.active_from:
        raise EndsBeforeItBegins
    if wish.into and wish.into.kind != ContactList.Kind.STATIC:
        raise ListIsSynced(field="into")
    if wish.consent == Keyword.Consent.DOUBLE and key in matching.JOINING:
        raise Reserved(
            _OPT_IN % {"word": wish.word[:40]},
        )
    does = (wish.reply.strip(), wish.tags, wish.into, wish.stage, wish.sequence)
    if wish.consent == Keyword.Consent.NONE and not any(does):
        raise DoesNothing


def _save(row: Keyword) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise WordTaken from error


def keep_auto_reply(workspace: Workspace, *, away: str, otherwise: str, hours: int) -> AutoReply:
    """What the workspace answers to what is no keyword. Raises HoursOutOfRange."""
    if not 1 <= hours <= MOST_HOURS:
        raise HoursOutOfRange
    kept: AutoReply = AutoReply.everywhere.update_or_create(
        workspace=workspace,
        defaults={"away": away.strip()[:480], "otherwise": otherwise.strip()[:480], "hours": hours},
    )[0]
    return kept
