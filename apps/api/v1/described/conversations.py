"""/v1/conversations."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import ref, word
from apps.api.v1.described.messages import BODY, GATES
from apps.api.v1.described.parts import PAGE, listed
from apps.credits.refusals import InsufficientCredits
from apps.messaging.refusals import BodyTooLong

TABLE: Table = {
    ("conversations", "GET"): Operation(
        "List conversations", listed("Conversation"), query={"status": word("open", "closed"), **PAGE}
    ),
    ("conversation", "GET"): Operation("Retrieve a conversation", ref("Conversation")),
    ("conversation-messages", "GET"): Operation(
        "List the texts of a conversation",
        listed("ThreadMessage"),
        said="Both directions, newest first.",
        query=PAGE,
    ),
    ("conversation-messages", "POST"): Operation(
        "Answer in a conversation",
        ref("Message"),
        201,
        "Who wrote in the last 72 hours is answered at any hour.",
        body={"body": BODY},
        needs=("body",),
        refusals=(InsufficientCredits, BodyTooLong, *GATES),
        eg={"body": "Yes, it is still on."},
    ),
}
