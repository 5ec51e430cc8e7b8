"""The audience, fixed by INSERT … SELECT over ranges of contact ids: nobody is fetched to be written back.

A million people in one statement took longer than a statement may. So it goes step by step, and the campaign
says how far: who joined after the first step is not in, and a crash goes on where it was.
"""

from django.db import connection
from django.db.models import CharField, F, Max, QuerySet, Value

from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.campaigns.models import Campaign, Recipient
from apps.common import clock
from apps.contacts.models import Contact
from apps.messaging import lanes

# Contacts looked at in one statement: about a second.
STEP = 50_000
COLUMNS = ("workspace_id", "campaign_id", "contact_id", "phone", "outcome", "rule", "reason", "temporary")


def step(campaign: Campaign) -> bool:
    """Fix the next part of the audience of this locked campaign; says whether there is more."""
    if campaign.snapshot_end is None:
        newest = Contact.objects.of(campaign.workspace_id).aggregate(newest=Max("pk"))["newest"]
        campaign.snapshot_end = newest or 0
    until = _reach(campaign, campaign.snapshot_end)
    people = members(campaign.workspace_id, audiences.read(campaign.audience))
    insert_recipients(campaign, people.filter(pk__gt=campaign.snapshot_to, pk__lte=until))
    campaign.snapshot_to = until
    if until >= campaign.snapshot_end:
        campaign.snapshot_at = clock.now()
        _spread(campaign)
    campaign.save(update_fields=["snapshot_to", "snapshot_end", "snapshot_at"])
    return campaign.snapshot_at is None


def _spread(campaign: Campaign) -> None:
    """Now that it is known how many they are, so is the pace that spreads them."""
    if campaign.spread_hours and campaign.lane:
        people = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign).pending().count()
        lanes.pace(campaign.lane, max(1, people) / (campaign.spread_hours * 3_600))


def _reach(campaign: Campaign, end: int) -> int:
    """The contact id at which this step ends."""
    ahead = Contact.objects.of(campaign.workspace_id).filter(pk__gt=campaign.snapshot_to, pk__lte=end)
    last = ahead.order_by("pk").values_list("pk", flat=True)[STEP - 1 : STEP]
    return next(iter(last), end)


def insert_recipients(campaign: Campaign, people: QuerySet[Contact]) -> None:
    """A pending Recipient for each of these people who is not one yet, in the order of their contact ids."""
    rows = people.order_by("pk").values_list(
        F("workspace_id"),
        Value(campaign.pk),
        F("pk"),
        F("phone"),
        Value(Recipient.Outcome.PENDING.value, output_field=CharField()),
        Value("", output_field=CharField()),
        Value("", output_field=CharField()),
        Value(False),
    )
    select, params = rows.query.sql_with_params()
    table = connection.ops.quote_name(Recipient._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(COLUMNS)}) {select} ON CONFLICT DO NOTHING",
            params,
        )
