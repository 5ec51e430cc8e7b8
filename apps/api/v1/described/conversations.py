"""/v1/conversations."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.refusals import BadArgument
from apps.api.kernel.shapes import filled, or_null, ref, text, word
from apps.api.v1.described.messages import BODY, GATES
from apps.api.v1.described.parts import PAGE, listed
from apps.credits.refusals import InsufficientCredits
from apps.messaging.refusals import BodyTooLong
from apps.messaging.teamwork.refusals import EmptyNote, NoteTooLong

TABLE: Table = {
    ("conversations", "GET"): Operation(
        "List conversations",
        listed("Conversation"),
        query={
            "status": word("open", "closed"),
            "assigned_to": text("The e-mail address of a member, or nobody."),
            **PAGE,
        },
        refusals=(BadArgument,),
    ),
    ("conversation", "GET"): Operation("Retrieve a conversation", ref("Conversation")),
    ("conversation", "POST"): Operation(
        "Assign, close or open a conversation",
        ref("Conversation"),
        said="What is not named stays.",
        body={
            "status": word("open", "closed"),
            "assigned_to": or_null(
                text("The e-mail address of a member who may answer; nobody or null: whoever is free.")
            ),
        },
        refusals=(BadArgument,),
        eg={"status": "closed"},
    ),
    ("conversation-notes", "GET"): Operation(
        "List the notes of a conversation", listed("Note"), said="Newest first.", query=PAGE
    ),
    ("conversation-notes", "POST"): Operation(
        "Leave a note for the team",
        ref("Note"),
        201,
        "It stands in the thread and is never sent.",
        body={"body": filled("At most 2,000 characters.", "Prefers mornings.")},
        needs=("body",),
        refusals=(EmptyNote, NoteTooLong),
        eg={"body": "Prefers mornings."},
    ),
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
