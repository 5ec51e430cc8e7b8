"""The audience, fixed in one INSERT … SELECT: nobody is fetched to be written back."""

from django.db import connection
from django.db.models import CharField, F, QuerySet, Value

from apps.campaigns.models import Campaign, Recipient
from apps.contacts.models import Contact

COLUMNS = ("workspace_id", "campaign_id", "contact_id", "phone", "outcome", "rule", "reason", "temporary")


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
