"""/sms: sending, the history, copy."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import filled, many, ref, text, thing, whole, word
from apps.api.readysms import statuses
from apps.api.readysms.described.parts import ATTESTED, MESSAGE, NUMBER, TO, done, listed, page
from apps.contacts.refusals import InvalidPhone
from apps.credits.refusals import InsufficientCredits
from apps.messaging import refusals as messaging

GATES = (
    messaging.OptedOut,
    messaging.DoNotDisturb,
    messaging.Blacklisted,
    messaging.RegionBlocked,
    messaging.QuietHours,
)
WRONG = (
    InvalidPhone,
    messaging.BodyTooLong,
    messaging.NoSender,
    messaging.UnknownSender,
    InsufficientCredits,
    *GATES,
)
SEND = {
    "to": TO,
    "message": MESSAGE,
    "consent_attested": ATTESTED,
    "from_phone_number_id": NUMBER,
    "conversation_id": whole("The thread that it answers.", minimum=1),
    "quoted_message_id": whole("The text that it answers.", minimum=1),
}
NEEDS = ("to", "message", "consent_attested")
WRITTEN = Operation(
    "Write three texts",
    done(many(text(), minItems=3, maxItems=3)),
    said="Each with `{first_name}`, an opt-out sentence, and at most 160 characters. "
    "`X-Copywriter` says who wrote.",
    body={"description": filled(eg="appointment reminder for tomorrow 3pm")},
    needs=("description",),
    eg={"description": "appointment reminder for tomorrow 3pm"},
)
TABLE: Table = {
    ("send", "POST"): Operation(
        "Send a text",
        done(ref("RSent")),
        body=SEND,
        needs=NEEDS,
        refusals=(messaging.ConsentNotAttested, *WRONG),
        eg={"to": "+14155551234", "message": "Hi, see you at 8.", "consent_attested": True},
    ),
    ("logs", "GET"): Operation(
        "List texts",
        listed("RMessage"),
        query={
            "search": text("Part of a body, name or number."),
            "direction": word("inbound", "outbound"),
            "status": text(f"One or several with commas: {', '.join(statuses.ACCEPTED)}."),
            "contact_id": text(),
            "from": text("YYYY-MM-DD, or a moment."),
            "to": text("YYYY-MM-DD, its end counts; or a moment."),
            "filters": text("The same as a JSON object."),
            **page(20, 100),
        },
    ),
    ("log-filters", "GET"): Operation(
        "What texts can be filtered by", done(thing(statuses=many(text()), directions=many(text())))
    ),
    ("message", "GET"): Operation(
        "Retrieve a text", done(ref("RMessage")), refusals=(messaging.UnknownMessage,)
    ),
    ("ai-generate", "POST"): WRITTEN,
}
