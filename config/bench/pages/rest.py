"""What else a workspace of that age has: segments, sequences and their people, files, events, logs, money."""

from typing import Any

from django.db import connection

from apps.accounts.models import Workspace
from apps.audiences import actions as segments
from apps.common import clock
from apps.compliance.models import Chain, ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.copywriting import actions as copywriting
from apps.credits.models import Entry
from apps.events.models import Event
from apps.imports.models import Import, ImportedContact
from apps.keywords.models import Keyword
from apps.lists import actions as lists
from apps.messaging.models import Lane, Message, Scheduled
from apps.messaging.teamwork.models import Remark
from apps.pipeline.models import Move, Placement
from apps.requestlog.models import LoggedRequest
from apps.sequences import actions as sequences
from apps.sequences import publishing
from apps.sequences.models import Enrolment, Passage, Sequence, Version
from apps.tags import actions as tags
from apps.webhooks.models import Delivery, Subscription
from config.bench import audiences
from config.bench.pages import calendar, texts
from config.bench.population import insert

CONTACTS, MESSAGES = Contact._meta.db_table, Message._meta.db_table
FILES = 40


def segment(workspace: Workspace) -> None:
    """The usual questions, and many that are kept and not looked at; as many tags and lists."""
    for name, filter_ in audiences.filters(workspace).items():
        segments.create(workspace, name, filter_)
    for number in range(60):
        segments.create(workspace, f"Kept {number}", {"all": [{"field": "dnd", "op": "no"}]})
        lists.create(workspace, f"Old list {number}")
    tags.named(workspace, [f"once-{number}" for number in range(150)])
    for number in range(80):
        copywriting.keep(workspace, f"Answer {number}", "We are open from nine to six.")


def open_sequences(workspace: Workspace) -> None:
    """Twelve that run, with four steps each."""
    steps = [
        {"id": "s1", "kind": "text", "body": "Welcome, {first_name|there}!"},
        {"id": "s2", "kind": "wait_for", "amount": 2, "unit": "days"},
        {"id": "s3", "kind": "text", "body": "How do you like it?"},
        {"id": "s4", "kind": "wait_for", "amount": 9, "unit": "days"},
    ]
    for number in range(calendar.SEQUENCES):
        made = sequences.create(workspace, f"Welcome {number}")
        sequences.write(made, steps=steps)
        publishing.publish(made, "alice@pages.example")
        lane = Lane.objects.create(workspace=workspace)
        Sequence.objects.of(workspace).filter(pk=made.pk).update(lane=lane)


def enrol(workspace: Workspace) -> None:
    """One enrolment for each text of a sequence, and what happened on the way."""
    for sequence in Sequence.objects.of(workspace).order_by("pk"):
        version = Version.objects.of(workspace).filter(sequence=sequence).earliest("pk")
        lane = f"lane_id = {sequence.lane_id:d}"
        rows = f"(SELECT id, contact_id, created_at AS at FROM {MESSAGES} WHERE {lane} ORDER BY id) AS c"  # noqa: S608
        state = (
            "CASE WHEN c.at > now() - interval '12 days' THEN 'waiting' WHEN c.id % 300 = 0 THEN 'stuck' "
            "WHEN c.id % 10 < 7 THEN 'completed' ELSE 'exited' END"
        )
        why = "CASE WHEN c.id % 10 = 8 THEN 'goal' WHEN c.id % 10 = 9 THEN 'opted_out' ELSE '' END"
        columns = {
            "sequence_id": f"{sequence.pk:d}",
            "version_id": f"{version.pk:d}",
            "contact_id": "c.contact_id",
            "step": f"CASE WHEN ({state}) IN ('waiting', 'stuck') THEN 's2' ELSE '' END",
            "state": state,
            "why": f"CASE WHEN ({state}) = 'exited' THEN {why} ELSE '' END",
            "source": "'list'",
            "enrolled_at": "c.at",
            "due_at": "c.at + interval '2 days'",
        }
        insert(Enrolment, workspace, columns, rows)
        analyze(Enrolment)
        _passages(workspace, sequence)


def _passages(workspace: Workspace, sequence: Sequence) -> None:
    rows = (
        f"(SELECT e.id, v.visit, v.step, v.outcome, e.enrolled_at AS at,"  # noqa: S608
        f" CASE WHEN v.visit = 0 THEN m.id END AS message FROM {Enrolment._meta.db_table} e"
        f" JOIN {MESSAGES} m ON m.contact_id = e.contact_id AND m.lane_id = {sequence.lane_id:d}"
        f" CROSS JOIN (VALUES (0, 's1', 'texted'), (1, 's2', 'waited'), (2, 's3', 'replied'),"
        f" (3, 's4', 'waited')) AS v(visit, step, outcome) WHERE e.sequence_id = {sequence.pk:d}"
        f" AND (v.visit < 2 OR e.state <> 'waiting') ORDER BY e.id, v.visit) AS c"
    )
    columns = {name: f"c.{name}" for name in ("visit", "step", "outcome", "at")}
    columns |= {
        "enrolment_id": "c.id",
        "sequence_id": f"{sequence.pk:d}",
        "version": "1",
        "message_id": "c.message",
    }
    insert(Passage, workspace, columns, rows)


def arrive(workspace: Workspace) -> None:
    """The files by which the contacts came."""
    everybody = Contact.objects.of(workspace).order_by()
    low, size = everybody.earliest("pk").pk, -(-everybody.count() // FILES)
    for number in range(FILES):
        file = Import.objects.create(
            workspace=workspace,
            file_name=f"stall-{number}.csv",
            sha256="0" * 64,
            size=size * 60,
            dialect={"columns": ["phone"]},
            state=Import.State.FINISHED,
            rows=size,
            rows_expected=size,
            created=size,
            is_surveyed=True,
            finished_at=clock.now(),
        )
        first = low + number * size
        rows = f"(SELECT id FROM {CONTACTS} WHERE id >= {first} AND id < {first + size} ORDER BY id) AS c"  # noqa: S608
        columns = {
            "source_id": f"{file.pk:d}",
            "contact_id": "c.id",
            "line": f"c.id - {first} + 2",
            "outcome": "'created'",
        }
        insert(ImportedContact, workspace, columns, rows)


def move(workspace: Workspace) -> None:
    """How those who stand on the board came there."""
    place = f"workspace_id = {workspace.pk:d}"
    rows = f"(SELECT contact_id, since FROM {Placement._meta.db_table} WHERE {place}) AS c"  # noqa: S608
    columns = {"contact_id": "c.contact_id", "to_stage": "'customer'", "at": "c.since"}
    insert(Move, workspace, columns, rows)


def narrate(workspace: Workspace) -> None:
    """The diary: who came, who was tagged, who wrote."""
    place = f"workspace_id = {workspace.pk:d}"
    rows = (
        f"(SELECT * FROM (SELECT 'contact.created' AS name, id, created_at AS at"  # noqa: S608
        f" FROM {CONTACTS} WHERE {place}"
        f" UNION ALL SELECT 'contact.tagged', id, created_at FROM {CONTACTS} WHERE {place} AND mod(id, 3) = 0"
        f" UNION ALL SELECT 'message.received', contact_id, created_at FROM {MESSAGES}"
        f" WHERE {place} AND direction = 'in') AS all_of_them ORDER BY at) AS c"
    )
    insert(Event, workspace, {"name": "c.name", "contact_id": "c.id", "at": "c.at"}, rows)


def tell(workspace: Workspace) -> None:
    """Three addresses that are told a good part of it."""
    for number in range(3):
        hook = Subscription.objects.create(
            workspace=workspace,
            dialect="v1",
            url=f"https://hook{number}.pages.example/",
            events=["message.replied"],
            secrets={"current": "whsec_of_the_bench"},
        )
        rows = (
            f"(SELECT id, at FROM {Event._meta.db_table} WHERE workspace_id = {workspace.pk:d}"  # noqa: S608
            f" AND name = 'message.received' AND mod(id, 2) = 0 ORDER BY id) AS c"
        )
        columns = {
            "subscription_id": f"{hook.pk:d}",
            "event_id": "c.id",
            "name": "'message.replied'",
            "body": "'{}'",
            "state": "CASE WHEN c.id % 1000 = 0 THEN 'failed' ELSE 'delivered' END",
            "created_at": "c.at",
            "ended_at": "c.at",
            "give_up_at": "c.at + interval '1 day'",
        }
        insert(Delivery, workspace, columns, rows)


def log(workspace: Workspace, messages: int) -> None:
    """Two weeks of what programs asked: a request for twenty texts."""
    columns = {
        "at": "now() - (1 - i::float / {n}) * interval '14 days'".replace("{n}", str(messages // 20)),
        "caller": "'msvs_live_ab' || i % 5",
        "surface": "'v1'",
        "method": "CASE WHEN i % 3 = 0 THEN 'GET' ELSE 'POST' END",
        "path": "CASE WHEN i % 3 = 0 THEN '/v1/credits' ELSE '/v1/messages' END",
        "status": "CASE WHEN i % 50 = 0 THEN 422 ELSE 200 END",
        "family": "CASE WHEN i % 50 = 0 THEN 4 ELSE 2 END",
        "ms": "12 + i % 30",
    }
    insert(LoggedRequest, workspace, columns, f"generate_series(1, {messages // 20}) AS i")


def pay(workspace: Workspace, messages: int) -> None:
    """The ledger: a line for fifty texts."""
    lines = messages // 50
    columns = {
        "kind": "CASE WHEN i % 40 = 0 THEN 'refund' ELSE 'debit' END",
        "amount": "CASE WHEN i % 40 = 0 THEN 2 ELSE -50 END",
        "balance_after": f"{messages} - i",
        "key": "'bench:' || i",
        "description": "'Texts'",
        "at": f"now() - (1 - i::float / {lines}) * interval '{calendar.DAYS} days'",
    }
    insert(Entry, workspace, columns, f"generate_series(1, {lines}) AS i")


def furnish(workspace: Workspace) -> None:
    """Keywords, planned texts, notes, replies to review, and the head of the ledger of consents."""
    Keyword.everywhere.bulk_create(
        Keyword(workspace=workspace, word=f"WORD{number}", key=f"word{number}", reply="Here you are.")
        for number in range(120)
    )
    soon = "now() + i * interval '1 minute'"
    columns = {
        "phone": "'+12125550100'",
        "body": "'See you at eight.'",
        "at": soon,
        "next_try_at": soon,
        "asked_by": "'alice'",
    }
    insert(Scheduled, workspace, columns, "generate_series(1, 2000) AS i")
    some = (
        f"(SELECT id, phone FROM {CONTACTS} WHERE workspace_id = {workspace.pk:d} AND mod(id, 997) = 5) AS c"  # noqa: S608
    )
    due = {
        "phone": "c.phone",
        "kind": "'review'",
        "source": "'keyword'",
        "due_at": "now() + interval '9 days'",
    }
    insert(Suppression, workspace, due, some)
    talks = f"(SELECT id FROM {texts.TALKS} WHERE workspace_id = {workspace.pk:d} AND mod(id, 20) = 0) AS c"  # noqa: S608
    insert(
        Remark,
        workspace,
        {"conversation_id": "c.id", "body": "'Asked twice.'", "by": "'alice@pages.example'"},
        talks,
    )
    lines = ConsentEvent.objects.of(workspace).count()
    Chain.everywhere.update_or_create(workspace=workspace, defaults={"lines": lines})


def analyze(*models: type[Any]) -> None:
    """Else the planner believes that a table which has just been filled is empty."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
