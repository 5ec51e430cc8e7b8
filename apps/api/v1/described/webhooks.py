"""/v1/webhooks."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import const, filled, many, moment, ref, text, thing, whole, word
from apps.api.v1.described.parts import PAGE, gone, id_, listed
from apps.api.v1.events import EVENTS
from apps.webhooks.models import Delivery
from apps.webhooks.refusals import BadUrl, NotEnabled, NothingToReplay, UnknownEvents

FIELDS = {
    "url": filled("https, on a public host.", "https://shop.example/hook"),
    "events": many(text(), f"Of: {', '.join(EVENTS)}.", ["message.delivered"], minItems=1),
    "description": text(),
}
SECRET = text("whsec_…; made if it is left out.")
WRONG = (BadUrl, UnknownEvents)
EVENT = text("One of the webhook's events.", "message.delivered")
CHOICE = {
    "delivery_id": text("This one alone."),
    "status": word(Delivery.State.FAILED.value, Delivery.State.DELIVERED.value, said="Else: failed."),
    "event": EVENT,
    "created_after": moment("From then on."),
    "created_before": moment("Until then."),
}
TABLE: Table = {
    ("webhooks", "GET"): Operation("List webhooks", listed("Webhook"), query=PAGE),
    ("webhooks", "POST"): Operation(
        "Create a webhook",
        ref("Webhook"),
        201,
        "The secret is in this answer, and never again.",
        body={**FIELDS, "secret": SECRET},
        needs=("url", "events"),
        refusals=WRONG,
        eg={"url": "https://example.com/hook", "events": ["message.delivered", "message.replied"]},
    ),
    ("webhook", "GET"): Operation("Retrieve a webhook", ref("Webhook")),
    ("webhook", "POST"): Operation("Update a webhook", ref("Webhook"), body=FIELDS, refusals=WRONG),
    ("webhook", "DELETE"): Operation("Delete a webhook", gone("webhook", "whk")),
    ("webhook-rotate", "POST"): Operation(
        "Rotate the secret",
        ref("Webhook"),
        said="A fresh secret; for a day the old one signs along.",
        body={"secret": SECRET},
    ),
    ("webhook-enable", "POST"): Operation(
        "Enable a webhook", ref("Webhook"), said="Told again from now on; what was missed can be replayed."
    ),
    ("webhook-disable", "POST"): Operation(
        "Disable a webhook", ref("Webhook"), said="What waits for it is given up; it can be replayed."
    ),
    ("webhook-test", "POST"): Operation(
        "Send a test",
        ref("WebhookDelivery"),
        201,
        "A sample of an event is posted, signed, with an id that begins with evt_test_.",
        body={"event": EVENT},
        refusals=(UnknownEvents, NotEnabled),
    ),
    ("webhook-replay", "POST"): Operation(
        "Replay deliveries",
        thing(object=const("webhook_replay"), webhook_id=id_("whk"), count=whole(eg=3)),
        said="Sent again, oldest first, with the same ids and bodies; at most 10,000. Without a filter: all "
        "that was given up.",
        body=CHOICE,
        refusals=(UnknownEvents, NothingToReplay, NotEnabled),
    ),
    ("webhook-deliveries", "GET"): Operation(
        "List deliveries",
        listed("WebhookDelivery"),
        said="Newest first, kept for 30 days.",
        query={"status": word(*Delivery.State.values), "event": EVENT, **PAGE},
        refusals=(UnknownEvents,),
    ),
    ("webhook-delivery", "GET"): Operation(
        "Retrieve a delivery", ref("WebhookDeliveryInFull"), said="With its body and every try."
    ),
}
