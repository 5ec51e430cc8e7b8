"""/contacts, /billing, /api-keys, /settings."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.refusals import UnknownKey
from apps.api.kernel.shapes import Schema, flag, free, many, ref, text, thing, whole, word
from apps.api.readysms.described.parts import TO, done, gone, listed, page
from apps.contacts import refusals
from apps.contacts.models import Contact
from apps.webhooks.refusals import BadUrl, NotEnabled, UnknownEvents, UnknownSubscription

WRONG = (refusals.InvalidPhone, refusals.InvalidEmail, refusals.ContactExists, refusals.InvalidAttributes)
FILTERS: dict[str, Schema] = {
    "search": text("Part of a name, phone or e-mail address."),
    "tag": text(),
    "status": text(),
    "pipeline_stage": text(),
    "assigned_to": text("Id of a colleague."),
    "drip_sequence_id": text("Who is in this sequence."),
}
FIELDS: dict[str, Schema] = {
    "phone": TO,
    "first_name": text(eg="John"),
    "last_name": text(eg="Smith"),
    "email": text(eg="john@example.com"),
    "company": text(),
    "city": text(),
    "state": text(),
    "tags": many(text(), "The whole set.", ["buyer"]),
    "pipeline_stage": text(eg="new_lead"),
    "source": text(eg="api"),
    "custom_fields": free("Names of your own."),
    "dnd_sms": flag("Do not disturb."),
}
CHANGED = Operation(
    "Update a contact",
    done(ref("RContact")),
    said="What is not named stays.",
    body={**FIELDS, "status": word(*Contact.Status.values)},
    refusals=(*WRONG, refusals.InvalidStatus),
    eg={"first_name": "Johnny"},
)
CSV = {"type": "string"}
DAYS = {"from": text("YYYY-MM-DD."), "to": text("YYYY-MM-DD, its end counts.")}
KEY = {"name": text("What it is for.")}
TABLE: Table = {
    ("contacts", "GET"): Operation("List contacts", listed("RContact"), query={**FILTERS, **page(50, 200)}),
    ("contacts", "POST"): Operation(
        "Create a contact",
        done(ref("RContact")),
        201,
        body=FIELDS,
        needs=("phone",),
        refusals=WRONG,
        eg={"phone": "+14155550188", "first_name": "John", "tags": ["buyer"]},
    ),
    ("contact", "GET"): Operation("Retrieve a contact", done(ref("RContact"))),
    ("contact", "PUT"): CHANGED,
    ("contact", "PATCH"): CHANGED,
    ("contact", "DELETE"): Operation(
        "Delete a contact", gone(), said="With all its texts and conversations."
    ),
    ("tags", "GET"): Operation("List tags", done(many(text()))),
    ("timeline", "GET"): Operation(
        "What happened with a contact",
        done(many(ref("RTimelineEntry"))),
        query={"page": whole("From 1; 50 entries each.", minimum=1)},
    ),
    ("contacts-export", "GET"): Operation("Contacts as CSV", CSV, query=FILTERS, says="text/csv"),
    ("balance", "GET"): Operation("Balance", done(ref("RBalance"))),
    ("transactions", "GET"): Operation(
        "List transactions", listed("RTransaction"), query={**DAYS, **page(20, 100)}
    ),
    ("billing-export", "GET"): Operation("Transactions as CSV", CSV, query=DAYS, says="text/csv"),
    ("keys", "GET"): Operation("List keys", done(many(ref("RKey")))),
    ("keys", "POST"): Operation("Make a key", done(ref("RNewKey")), 201, body=KEY, eg={"name": "Shop"}),
    ("key", "DELETE"): Operation("Revoke a key", gone(), refusals=(UnknownKey,)),
    ("settings-webhooks", "GET"): Operation("The webhook", done(ref("RWebhookSettings"))),
    ("settings-webhooks", "PUT"): Operation(
        "Set the webhook",
        done(ref("RWebhookSettings")),
        said="`url` null tells nobody.",
        body={
            "url": text(eg="https://crm.example/hook"),
            "events": many(text(), eg=["message_delivered", "inbound_reply"]),
        },
        refusals=(BadUrl, UnknownEvents),
        eg={"url": "https://example.com/hook", "events": ["message_delivered"]},
    ),
    ("settings-webhooks-test", "POST"): Operation(
        "Test the webhook",
        done(thing(url=text(), event=text(eg="message_delivered"), status=text(eg="pending"))),
        body={"event": text("One of its events; else its first.")},
        refusals=(UnknownSubscription, UnknownEvents, NotEnabled),
    ),
}
