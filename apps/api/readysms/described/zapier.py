"""/zapier: what a Zap is told, does, looks up and chooses from."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.refusals import UnknownContact
from apps.api.kernel.shapes import Schema, closed, filled, flag, free, many, moment, ref, text, thing, whole
from apps.api.readysms.described import contacts
from apps.api.readysms.described.objects import AT
from apps.api.readysms.described.parts import CHOICES, DONE, MESSAGE, NUMBER, TO, done
from apps.api.readysms.described.sending import WRONG as SENDING
from apps.contacts.refusals import InvalidPhone
from apps.sequences.refusals import AlreadyEnrolled, NotRunning, UnknownSequence
from apps.webhooks.refusals import BadUrl, UnknownEvent, UnknownEvents, UnknownSubscription

WHO: dict[str, Schema] = {
    "contact_id": whole("Or `phone`.", 101, minimum=1),
    "phone": text("Or `contact_id`.", "+14155551234"),
}
FIELDS = {name: shape for name, shape in contacts.FIELDS.items() if name != "phone"}
TAGS: Schema = {"type": ["string", "array", "null"], "items": {"type": "string"}, "examples": ["a, b"]}
UNSUBSCRIBED = Operation("Unsubscribe", done(thing(id=whole(eg=42))), refusals=(UnknownSubscription,))
SENT = closed(
    "",
    None,
    {
        "message_id": text(eg="abc123"),
        "to": text(eg="+14155551234"),
        "from": text(eg="+15559876543"),
        "segments": whole(eg=1),
        "status": text(eg="sent"),
    },
)
SENDS = {"to": TO, "message": MESSAGE, "from_phone_number_id": NUMBER, "consent_attested": flag()}
SEARCHED: dict[str, Schema] = {"phone": text("Or `email`."), "email": text("Or `phone`.")}


def _does(summary: str, needs: tuple[str, ...], eg: dict[str, object], **more: Schema) -> Operation:
    """An action on one contact; eg holds what it is told beside who is meant."""
    return Operation(
        summary,
        done(ref("RContact")),
        said="Who is meant: `contact_id`, or `phone`.",
        body={**WHO, **more},
        needs=needs,
        refusals=(*contacts.WRONG, UnknownContact),
        eg={"phone": "{phone}", **eg},
    )


def _choices(summary: str, **more: Schema) -> Operation:
    members = {"id": whole(eg=1), "label": text(eg="Main line"), **more}
    return Operation(summary, many(thing("", None, **members)))


ENROLLED = thing(
    enrollment_id=whole(eg=10),
    contact_id=whole(eg=101),
    sequence_id=whole(eg=5),
    sequence_name=text(eg="7-Day Follow Up"),
    next_send_at={**moment(eg=AT), "type": ["string", "null"]},
)
TABLE: Table = {
    ("zapier-auth-test", "GET"): Operation("Who is connected", thing(success=DONE, user=ref("RUser"))),
    ("zapier-auth-test", "POST"): Operation("Who is connected", thing(success=DONE, user=ref("RUser"))),
    ("zapier-subscribe", "POST"): Operation(
        "Subscribe",
        done(thing(id=whole(eg=42))),
        201,
        body={
            "event": filled(eg="message_received"),
            "target_url": text(eg="https://hooks.zapier.com/abc"),
            "hookUrl": text("Is read as `target_url`."),
            "targetUrl": text("Is read as `target_url`."),
        },
        needs=("event",),
        refusals=(BadUrl, UnknownEvents),
        eg={"event": "message_received", "target_url": "https://example.com/zap"},
    ),
    ("zapier-unsubscribe", "DELETE"): UNSUBSCRIBED,
    ("zapier-subscriptions", "GET"): Operation("List subscriptions", done(many(ref("RSubscription")))),
    ("zapier-sample", "GET"): Operation(
        "A sample of an event",
        many(free(), minItems=1, maxItems=1),
        said="The newest that happened here, else an example.",
        refusals=(UnknownEvent,),
    ),
    ("zapier-keys", "GET"): Operation("List Zapier keys", done(many(ref("RKey")))),
    ("zapier-keys", "POST"): Operation(
        "Make a Zapier key", done(ref("RNewKey")), 201, body=contacts.KEY, eg={"name": "Zapier"}
    ),
    ("zapier-key", "DELETE"): contacts.TABLE["key", "DELETE"],
    ("zapier-send-sms", "POST"): Operation(
        "Send a text",
        done(SENT),
        body=SENDS,
        needs=("to", "message"),
        refusals=SENDING,
        eg={"to": "+14155551234", "message": "Hi, see you at 8."},
    ),
    ("zapier-create-contact", "POST"): Operation(
        "Create or update a contact",
        done(ref("RContact")),
        201,
        body={**FIELDS, "phone": TO, "tags": TAGS},
        needs=("phone",),
        refusals=contacts.WRONG,
        also={200: "The phone was known: the fields that were given are changed."},
        eg={"phone": "+14155550189", "first_name": "Jane", "tags": "a, b"},
    ),
    ("zapier-update-contact", "POST"): _does(
        "Update a contact", (), {"first_name": "Jane"}, **{**FIELDS, "tags": TAGS}
    ),
    ("zapier-add-tag", "POST"): _does("Add a tag", ("tag",), {"tag": "vip"}, tag=filled(eg="vip")),
    ("zapier-remove-tag", "POST"): _does("Remove a tag", ("tag",), {"tag": "vip"}, tag=filled(eg="vip")),
    ("zapier-update-stage", "POST"): _does(
        "Move to a stage",
        (),
        {"stage": "contacted"},
        stage=text(eg="qualified"),
        pipeline_stage=text("Is read as `stage`."),
    ),
    ("zapier-set-dnd", "POST"): _does(
        "Set do-not-disturb", (), {"dnd_sms": False}, dnd_sms=flag("true unless told.")
    ),
    ("zapier-enroll-sequence", "POST"): Operation(
        "Enrol in a sequence",
        done(ENROLLED),
        body={**WHO, "sequence_id": whole(eg=5, minimum=1)},
        needs=("sequence_id",),
        refusals=(InvalidPhone, UnknownSequence, AlreadyEnrolled, NotRunning),
        eg={"phone": "{phone}", "sequence_id": "{sequence_id}"},
    ),
    ("zapier-search", "GET"): Operation(
        "Find contacts", done(many(ref("RContact"))), query=SEARCHED, eg={"phone": "{phone}"}
    ),
    ("zapier-search", "POST"): Operation(
        "Find contacts", done(many(ref("RContact"))), body=SEARCHED, eg={"phone": "{phone}"}
    ),
    ("zapier-tags", "GET"): Operation("Choices: tags", CHOICES),
    ("zapier-stages", "GET"): Operation("Choices: stages", CHOICES),
    ("zapier-contacts", "GET"): Operation(
        "Choices: contacts",
        _choices("", phone=text(eg="+14155551234")).answer,
        query={"search": text("Part of a name or phone.")},
    ),
    ("zapier-phone-numbers", "GET"): _choices("Choices: numbers", phone_number=text(eg="+15559876543")),
    ("zapier-sequences", "GET"): _choices("Choices: sequences", name=text(eg="7-Day Follow Up")),
}
