"""What every address of v1 takes and answers: one table for each resource, all of them in TABLE.

A request with a name that is nearly one of these is refused by them (surface.py), and /openapi.yaml, the
reference and the Postman collection are made of them (apps/api/reference).
"""

from apps.api.kernel.described import Table
from apps.api.v1.described import (
    campaigns,
    contacts,
    conversations,
    fields,
    imports,
    keywords,
    lists,
    messages,
    permits,
    sequences,
    small,
    webhooks,
)
from apps.api.v1.described.objects import OBJECTS as _OBJECTS

TABLE: Table = {
    **messages.TABLE,
    **campaigns.TABLE,
    **contacts.TABLE,
    **fields.TABLE,
    **lists.TABLE,
    **small.TABLE,
    **permits.TABLE,
    **imports.TABLE,
    **keywords.TABLE,
    **sequences.TABLE,
    **conversations.TABLE,
    **webhooks.TABLE,
}

OBJECTS = {**_OBJECTS, **fields.OBJECTS, **imports.OBJECTS}
