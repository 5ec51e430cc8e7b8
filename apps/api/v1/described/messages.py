"""/v1/messages."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import filled, free, moment, ref, text, word
from apps.api.v1 import statuses
from apps.api.v1.described.parts import METADATA, PAGE, PHONE, listed
from apps.api.v1.refusals import MetadataTooLarge
from apps.contacts.refusals import InvalidPhone
from apps.credits.refusals import InsufficientCredits
from apps.messaging import refusals as messaging

GATES = (
    messaging.RegionBlocked,
    messaging.OptedOut,
    messaging.NoConsent,
    messaging.Blacklisted,
    messaging.QuietHours,
)
BODY = filled(
    "At most 1,600 characters after its placeholders are filled in.",
    "Hey {firstName}, cart closes tonight at 8pm ET. Reply STOP to opt out.",
    maxLength=1600,
)
TABLE: Table = {
    ("messages", "GET"): Operation(
        "List messages",
        listed("Message"),
        said="Newest first, planned ones among them.",
        query={
            "status": word(*statuses.MESSAGE_WORDS),
            "campaign_id": text("Those of this campaign."),
            "contact_id": text("Those to this person."),
            **PAGE,
        },
    ),
    ("messages", "POST"): Operation(
        "Send a message",
        ref("Message"),
        201,
        "Now, or at `scheduled_at`. Charged as it is accepted; a planned one at its time.",
        body={
            "to": filled("E.164.", PHONE),
            "body": BODY,
            "from": text("A sender's number, name, label or id; else the workspace's own."),
            "variables": free("Values for placeholders.", {"firstName": "Maria"}),
            "metadata": METADATA,
            "scheduled_at": moment("At most a year ahead; an offset is understood."),
        },
        needs=("to", "body"),
        refusals=(
            InvalidPhone,
            messaging.BodyTooLong,
            messaging.UnknownSender,
            messaging.NoSender,
            MetadataTooLarge,
            InsufficientCredits,
            *GATES,
        ),
        eg={"to": PHONE, "body": "Hey {firstName}, see you at 8.", "variables": {"firstName": "Maria"}},
    ),
    ("message", "GET"): Operation("Retrieve a message", ref("Message")),
    ("message-cancel", "POST"): Operation(
        "Cancel a message",
        ref("Message"),
        said="What no carrier has yet ends as `canceled`; what one has is left as it is.",
    ),
}
