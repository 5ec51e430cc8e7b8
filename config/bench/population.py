"""A town to ask questions about: people with tags, lists, stages, attributes, consent and a year of texts.

Made inside PostgreSQL by INSERT … SELECT: a million people with four million texts take some minutes, where
sending them would take an hour. The dice are seeded, so two towns of one size are alike.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, models

from apps.accounts.models import Workspace
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.lists import actions as lists
from apps.lists.models import Membership
from apps.messaging.models import Conversation, Message
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Placement
from apps.senders.models import Sender
from apps.tags import actions as tags
from apps.tags.models import Tagging

Columns = Mapping[str, str]  # attribute name of a column → SQL of ours
# The share of the people who wear each tag, or are on each list.
TAGS = {"VIP": 0.05, "regular": 0.30, "newsletter": 0.45, "event": 0.08, "staff": 0.001, "lapsed": 0.12}
LISTS = {"Members": 0.40, "Course": 0.10, "Pilot": 0.01}
TEXTS_EACH = 4  # texts a person was sent in the last year, on average
_ATTRIBUTES = """jsonb_strip_nulls(jsonb_build_object(
    'tier', (ARRAY['Gold','Silver','Bronze',NULL])[1 + floor(random() * 4)::int],
    'city', 'City ' || floor(random() * 200)::int,
    'points', floor(random() * 10000)::int,
    'birthday', to_char(date '1960-01-01' + floor(random() * 18000)::int, 'YYYY-MM-DD')))"""
_A_YEAR = "now() - random() * random() * interval '365 days'"  # more of it lately


def settle(workspace: Workspace, count: int, say: Callable[[str], None]) -> None:
    """Put `count` people with their history into an empty workspace with one sender. PostgreSQL only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
    say(f"{count:,} people")
    insert(Contact, workspace, PEOPLE, f"generate_series(1, {count:d}) AS i")
    say("their tags, lists and stages")
    describe(workspace)
    say("their consent and opt-outs")
    permit(workspace)
    say(f"{count * TEXTS_EACH:,} texts, and replies")
    _text(workspace, Sender.objects.of(workspace).get())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


PEOPLE: Columns = {
    "phone": "'+1' || (2120000000 + i)",
    "first_name": "(ARRAY['Maria','James','Aisha','Chen','Olga','Luis','Emma','Noah'])[1 + i % 8]",
    "last_name": "'Person' || i",
    "email": "'p' || i || '@example.com'",
    "attributes": _ATTRIBUTES,
    "source": "(ARRAY['import','api','manual'])[1 + i % 3]",
    "status": "CASE WHEN random() < 0.02 THEN 'archived' ELSE 'active' END",
    "dnd": "random() < 0.005",
    "created_at": "now() - random() * interval '700 days'",
}


def describe(workspace: Workspace) -> None:
    for tag in tags.named(workspace, TAGS).values():
        columns = {"tag_id": f"{tag.pk}", "contact_id": "c.id"}
        insert(Tagging, workspace, columns, some(workspace, TAGS[tag.name]))
    for name, share in LISTS.items():
        columns = {"list_id": f"{lists.create(workspace, name).pk}", "contact_id": "c.id"}
        insert(Membership, workspace, columns, some(workspace, share))
    keys = ",".join(str(stage.pk) for stage in pipeline.stages(workspace))
    stage = f"(ARRAY[{keys}])[1 + c.id % {len(keys.split(','))}]"
    insert(Placement, workspace, {"stage_id": stage, "contact_id": "c.id"}, some(workspace, 0.6))


def permit(workspace: Workspace) -> None:
    grant = {"phone": "c.phone", "contact_id": "c.id", "kind": "'opt_in'", "channel": "'web_form'"}
    grant["position"] = "row_number() OVER ()"
    insert(ConsentEvent, workspace, grant, some(workspace, 0.97))
    out = {"phone": "c.phone", "kind": "'opt_out'", "source": "'keyword'", "created_at": _A_YEAR}
    insert(Suppression, workspace, out, some(workspace, 0.02))


def _text(workspace: Workspace, sender: Sender) -> None:
    """Rows in the order of their time, as they would have come to be."""
    people = some(workspace, 1.0)
    # `0 * c.id` makes it another number for each person: without, the dice are thrown once for all.
    number = f"generate_series(1, 0 * c.id + floor(random() * random() * {TEXTS_EACH * 4 + 2})::int)"
    each = f"(SELECT c.id, c.phone, {_A_YEAR} AS at FROM {people}, {number} ORDER BY at) AS c"  # noqa: S608
    ours = {"contact_id": "c.id", "phone": "c.phone", "sender_id": str(sender.pk), "created_at": "c.at"}
    ours |= {"address": f"'{sender.address}'", "ended_at": "c.at"}
    sent = ours | {
        "state": "CASE WHEN c.id % 14 = 0 THEN 'failed' ELSE 'delivered' END",
        "body": "'Your usual offer waits until Sunday. Reply STOP to opt out.'",
        "origin": "'cmp_bench'",
        "sent_at": "c.at",
        "delivered_at": "CASE WHEN c.id % 14 = 0 THEN NULL ELSE c.at + interval '3 seconds' END",
    }
    insert(Message, workspace, sent, each)
    wrote = f"(SELECT c.id, c.phone, {_A_YEAR} AS at FROM {some(workspace, 0.08)}) AS c"  # noqa: S608
    talk = {"contact_id": "c.id", "sender_id": str(sender.pk), "last_at": "c.at", "last_inbound_at": "c.at"}
    insert(Conversation, workspace, talk, wrote)
    said = f"(SELECT contact_id AS id, '' AS phone, id AS talk, last_at AS at FROM {_talks(workspace)}) AS c"  # noqa: S608
    back = ours | {"direction": "'in'", "kind": "'reply'", "state": "'received'", "body": "'Yes please'"}
    insert(Message, workspace, back | {"conversation_id": "c.talk"}, said)


def _talks(workspace: Workspace) -> str:
    table = Conversation._meta.db_table
    return f"(SELECT * FROM {table} WHERE workspace_id = {workspace.pk:d}) AS t"  # noqa: S608


def some(workspace: Workspace, share: float) -> str:
    table = Contact._meta.db_table
    return (
        f"(SELECT id, phone FROM {table} WHERE workspace_id = {workspace.pk:d} AND random() < {share:f}) AS c"  # noqa: S608
    )


def insert(model: type[models.Model], workspace: Workspace, columns: Columns, rows: str) -> None:
    """INSERT … SELECT: `columns` and `rows` are SQL of ours, and what they leave out has its default."""
    given: dict[str, str] = {"workspace_id": f"{workspace.pk:d}", **columns}
    values: list[Any] = []
    for column in model._meta.concrete_fields:
        if column.primary_key or column.generated or column.attname in given:
            continue
        if isinstance(column, PublicIdField):
            given[column.attname] = "gen_random_uuid()"
        else:
            given[column.attname] = "%s"
            values.append(column.get_db_prep_save(_default(column), connection))
    expressions = [sql if sql == "%s" else sql.replace("%", "%%") for sql in given.values()]
    sql = (
        f"INSERT INTO {model._meta.db_table} ({', '.join(given)}) SELECT {', '.join(expressions)} FROM {rows}"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _default(column: models.Field[Any, Any]) -> Any:
    if isinstance(column, models.DateTimeField) and not column.null:
        return clock.now()
    return column.get_default()
