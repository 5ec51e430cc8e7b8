"""All of it: (route, verb) → what it takes and answers. Other spellings of a route end in a number."""

from apps.api.kernel.described import Table
from apps.api.kernel.shapes import Schema
from apps.api.readysms.described import bulk, contacts, sending, zapier
from apps.api.readysms.described.objects import OBJECTS as SINGLE

TABLE: Table = {**sending.TABLE, **bulk.TABLE, **contacts.TABLE, **zapier.TABLE}
OBJECTS: dict[str, Schema] = {**SINGLE, **bulk.OBJECTS}
