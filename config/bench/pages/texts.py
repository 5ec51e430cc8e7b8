"""Campaigns, sequences and conversations, with their texts in the order of time."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign, Recipient
from apps.common import clock
from apps.contacts.models import Contact
from apps.messaging.models import Conversation, Lane, Message
from apps.senders.models import Sender
from apps.sequences.models import Sequence
from config.bench.pages import calendar, place
from config.bench.pages.calendar import DRIPS, TALK, Mailing
from config.bench.population import insert

Say = Callable[[str], None]
TALKERS = 0.1  # of the contacts
BIG_PRIME = 7_919
# Of a thousand in an audience: who was stopped before the queue.
SKIPPED = 40
CONTACTS, MESSAGES, TALKS = (model._meta.db_table for model in (Contact, Message, Conversation))


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one lane that were queued at one time. `chosen`: SQL over a contact c."""

    at: datetime
    lane: int
    origin: str
    chosen: str
    state: str = "completed"
    hours: int = 3  # until the last of them had left


def write(workspace: Workspace, contacts: int, messages: int, say: Say) -> None:
    """All messages of the year. Into a bare table: they come in one transaction."""
    batches = sorted(
        [*_campaigns(workspace, contacts, messages), *_drips(workspace, contacts, messages)], key=_at
    )
    talk = round(messages * TALK / len(list(calendar.days())))
    for begin, end in calendar.days():
        while batches and batches[0].at < end:
            _send(workspace, batches.pop(0))
        _talk(workspace, begin, end, talk)
        if begin.day == 1 and begin.hour < 12:
            say(f"  {begin:%B %Y}")
    for batch in batches:
        _send(workspace, batch)


def _at(batch: Batch) -> datetime:
    return batch.at


def chosen(number: int, share: float) -> str:
    """SQL: whether a contact c is in the audience of this number. The same people each time."""
    return f"mod(c.id * {BIG_PRIME} + {number * 104_729}, 1000) < {round(share * 1000)}"


def skipped(number: int) -> str:
    """SQL: whether it was stopped before the queue."""
    return f"mod(c.id * 31 + {number * 17}, 1000) < {SKIPPED}"


def _campaigns(workspace: Workspace, contacts: int, messages: int) -> Iterator[Batch]:
    found = Campaign.objects.of(workspace).exclude(lane=None).order_by("pk").in_bulk(field_name="lane_id")
    for one, campaign in zip(calendar.mailings(contacts, messages), found.values(), strict=True):
        who = f"{chosen(one.number, one.share)} AND NOT {skipped(one.number)}"
        assert campaign.lane_id is not None
        yield Batch(one.at, campaign.lane_id, campaign.public_id, who, one.state)


def _drips(workspace: Workspace, contacts: int, messages: int) -> Iterator[Batch]:
    share = min(0.9, messages * DRIPS / contacts / calendar.SEQUENCES)
    now = clock.now()
    for place_, sequence in enumerate(Sequence.objects.of(workspace).exclude(lane=None).order_by("pk")):
        assert sequence.lane_id is not None
        for batch in range(calendar.BATCHES):
            at = now - timedelta(days=batch * 30 + place_ + 1)
            who = f"{chosen(1_000 + place_, share)} AND mod(c.id, {calendar.BATCHES}) = {batch}"
            yield Batch(at, sequence.lane_id, sequence.public_id, who, hours=1)


def open_campaigns(workspace: Workspace, contacts: int, messages: int) -> None:
    """The rows of the campaigns, and as many drafts."""
    for one in calendar.mailings(contacts, messages):
        is_done = one.state == "completed"
        Campaign.objects.create(
            workspace=workspace,
            name=f"Catalogue {one.number}",
            body="Hi {first_name|there}, the new catalogue is here. Reply STOP to opt out.",
            audience={"include": {"all": True}},
            state=one.state,
            lane=Lane.objects.create(workspace=workspace, paused=one.state == "paused", created_at=one.at),
            created_at=one.at,
            launched_at=one.at,
            snapshot_at=one.at,
            dispatched_at=one.at + timedelta(hours=3) if is_done else None,
            completed_at=one.at + timedelta(hours=3) if is_done else None,
            canary_over=True,
        )
    drafts = [
        Campaign(
            workspace=workspace, name=f"Draft {number}", body="Soon", audience={"include": {"all": True}}
        )
        for number in range(200)
    ]
    Campaign.everywhere.bulk_create(drafts)


def _send(workspace: Workspace, batch: Batch) -> None:
    rows = (
        f"(SELECT id, phone, first_name, random() AS roll, random() AS late FROM {CONTACTS} AS c"  # noqa: S608
        f" WHERE workspace_id = {workspace.pk:d} AND {batch.chosen} ORDER BY id) AS c"
    )
    at = f"'{batch.at.isoformat()}'::timestamptz"
    left = f"({at} + c.late * interval '{batch.hours} hours')"
    share = {"completed": 1.0, "paused": 0.3, "sending": 0.4}[batch.state]
    ended, gone = f"c.roll < {share}", f"c.roll < {share * 0.993}"
    held = f"NOT ({ended}) AND c.late < 0.3"
    # Of those that have gone: 94 of 100 arrived, 4 failed, of 2 nothing was heard again.
    fate = (
        f"CASE WHEN NOT ({ended}) THEN 'queued' WHEN NOT {gone} THEN 'refused' "
        "WHEN c.late < 0.94 THEN 'delivered' WHEN c.late < 0.98 THEN 'failed' ELSE 'sent' END"
    )
    failed = "('failed', 'refused')"
    columns = {
        "contact_id": "c.id",
        "phone": "c.phone",
        **_line(workspace, "c.id"),
        "lane_id": f"{batch.lane:d}",
        "body": "'Hi ' || c.first_name || ', the new catalogue is here. Reply STOP to opt out.'",
        "origin": f"'{batch.origin}'",
        "credits": "1",
        "created_at": at,
        "screened_at": at,
        "state": fate,
        "attempts": f"CASE WHEN {ended} THEN 1 ELSE 0 END",
        "attempted_at": f"CASE WHEN {ended} THEN {left} END",
        "sent_at": f"CASE WHEN {gone} THEN {left} END",
        "delivered_at": f"CASE WHEN {gone} AND c.late < 0.94 THEN {left} + interval '3 seconds' END",
        "ended_at": f"CASE WHEN {ended} AND c.late < 0.98 THEN {left} + interval '3 seconds' END",
        "replied_at": f"CASE WHEN {gone} AND c.late < 0.03 THEN {left} + interval '20 minutes' END",
        "not_before": f"CASE WHEN {held} THEN now() + interval '9 hours' ELSE {at} END",
        "held_by": f"CASE WHEN {held} THEN 'quiet_hours' ELSE '' END",
        "carrier_ref": f"CASE WHEN {gone} THEN 'vc_{batch.lane}_' || c.id ELSE '' END",
        "error_code": f"CASE WHEN ({fate}) IN {failed} THEN '3000' || (3 + c.id % 5) ELSE '' END",
        "error_text": f"CASE WHEN ({fate}) IN {failed} THEN 'The phone was switched off.' ELSE '' END",
        "refunded": f"({fate}) IN {failed}",
    }
    insert(Message, workspace, columns, rows)


def _line(workspace: Workspace, key: str) -> dict[str, str]:
    """Sender and address by the contact."""
    lines = list(Sender.objects.of(workspace).order_by("pk").values_list("pk", "address"))
    ids, addresses = (",".join(f"'{one}'" for one in column) for column in zip(*lines, strict=True))
    return {
        "sender_id": f"(ARRAY[{ids}])[1 + {key} % {len(lines)}]::bigint",
        "address": f"(ARRAY[{addresses}])[1 + {key} % {len(lines)}]",
    }


def open_talks(workspace: Workspace, contacts: int) -> None:
    """A conversation for a tenth of the contacts; settle_talks says afterwards how each stands."""
    every = round(1 / TALKERS)
    who = f"workspace_id = {workspace.pk:d} AND mod(id, {every}) = 3"
    rows = f"(SELECT id FROM {CONTACTS} WHERE {who} ORDER BY id) AS c"  # noqa: S608
    long_ago = f"now() - interval '{calendar.DAYS} days'"
    columns = {"contact_id": "c.id", **_line(workspace, "c.id"), "is_open": "false", "last_at": long_ago}
    columns.pop("address")
    insert(Conversation, workspace, columns, rows)


def _talk(workspace: Workspace, begin: datetime, end: datetime, number: int) -> None:
    """So many texts from people and to them, in some conversations."""
    keys = Conversation.objects.of(workspace).order_by()
    low, high = keys.values_list("pk").earliest("pk")[0], keys.values_list("pk").latest("pk")[0]
    seconds = (end - begin).total_seconds()
    drawn = (
        f"(SELECT {low} + floor(random() * {high - low + 1})::bigint AS talk, random() AS roll,"  # noqa: S608
        f" '{begin.isoformat()}'::timestamptz + random() * interval '{seconds} seconds' AS at"
        f" FROM generate_series(1, {number}) OFFSET 0) AS v"
    )
    rows = (
        f"(SELECT v.*, t.contact_id, t.sender_id, p.phone FROM {drawn} JOIN {TALKS} t ON t.id = v.talk"  # noqa: S608
        f" JOIN {CONTACTS} p ON p.id = t.contact_id ORDER BY v.at) AS c"
    )
    people = ",".join(f"'{one}'" for one in place.team(workspace))
    is_in = "c.roll < 0.5"
    columns = {
        "contact_id": "c.contact_id",
        "conversation_id": "c.talk",
        "phone": "c.phone",
        "sender_id": "c.sender_id",
        "address": _line(workspace, "c.contact_id")["address"],
        "direction": f"CASE WHEN {is_in} THEN 'in' ELSE 'out' END",
        "kind": "'reply'",
        "state": f"CASE WHEN {is_in} THEN 'received' WHEN c.roll > 0.99 THEN 'failed' ELSE 'delivered' END",
        "body": f"CASE WHEN {is_in} THEN 'Is the poetry part of it?' ELSE 'It is, and we are open.' END",
        "origin": f"CASE WHEN {is_in} THEN '' ELSE (ARRAY[{people}])[1 + c.talk % {place.TEAM}] END",
        "credits": f"CASE WHEN {is_in} THEN 0 ELSE 1 END",
        "created_at": "c.at",
        "screened_at": "c.at",
        "not_before": "c.at",
        "sent_at": f"CASE WHEN {is_in} THEN NULL ELSE c.at END",
        "delivered_at": f"CASE WHEN {is_in} THEN NULL ELSE c.at END",
        "ended_at": "c.at",
    }
    insert(Message, workspace, columns, rows)


def settle_talks(workspace: Workspace) -> None:
    """How each conversation stands today: what was written lately is open, and some of that unread."""
    sql = f"""
        UPDATE {TALKS} AS t SET last_at = m.last, last_inbound_at = m.heard, preview = 'Is the poetry in it?',
            is_open = m.last > now() - interval '9 days' OR random() < 0.01,
            unread = CASE WHEN m.last > now() - interval '2 days' AND random() < 0.3 THEN 1 ELSE 0 END
        FROM (SELECT conversation_id, max(created_at) AS last,
                max(created_at) FILTER (WHERE direction = 'in') AS heard
            FROM {MESSAGES} WHERE conversation_id IS NOT NULL GROUP BY 1) AS m
        WHERE t.id = m.conversation_id AND t.workspace_id = %s
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [workspace.pk])
    talks = Conversation.objects.of(workspace).filter(is_open=True)
    random.seed(7)
    for place_, user in enumerate(place.users(workspace)):
        talks.filter(pk__in=[pk for pk in talks.values_list("pk", flat=True) if pk % 12 == place_]).update(
            assigned_to=user
        )


REASONS = (
    ("suppression", "They opted out.", "false"),
    ("consent", "There is no consent on record.", "false"),
    ("frequency_cap", "They had enough texts this week.", "true"),
)


def take_note(workspace: Workspace, contacts: int, messages: int, say: Say) -> None:
    """The recipients of every campaign: who has a text, and who was skipped and why."""
    found = Campaign.objects.of(workspace).exclude(lane=None).order_by("pk")
    for one, campaign in zip(calendar.mailings(contacts, messages), found, strict=True):
        say(f"  people of {campaign.name}")
        insert(Recipient, workspace, _recipient(campaign), _people(workspace, one, campaign))


def _recipient(campaign: Campaign) -> dict[str, str]:
    at = campaign.launched_at
    assert at is not None
    rule, why, temporary = (
        "(ARRAY[" + ",".join(f"'{reason[part]}'" for reason in REASONS) + "])[1 + c.id % 3]"
        for part in range(3)
    )
    return {
        "campaign_id": f"{campaign.pk:d}",
        "contact_id": "c.id",
        "phone": "c.phone",
        "message_id": "c.message",
        "outcome": "CASE WHEN c.message IS NULL THEN 'skipped' ELSE 'queued' END",
        "rule": f"CASE WHEN c.message IS NULL THEN {rule} ELSE '' END",
        "reason": f"CASE WHEN c.message IS NULL THEN {why} ELSE '' END",
        "temporary": f"c.message IS NULL AND {temporary}::boolean",
        "decided_at": f"'{at.isoformat()}'::timestamptz",
    }


def _people(workspace: Workspace, one: Mailing, campaign: Campaign) -> str:
    return (
        f"(SELECT contact_id AS id, phone, id AS message FROM {MESSAGES} WHERE lane_id = {campaign.lane_id:d}"  # noqa: S608
        f" UNION ALL SELECT c.id, c.phone, NULL FROM {CONTACTS} AS c WHERE workspace_id = {workspace.pk:d}"
        f" AND {chosen(one.number, one.share)} AND {skipped(one.number)} ORDER BY 1) AS c"
    )
