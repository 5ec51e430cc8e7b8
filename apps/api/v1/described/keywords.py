"""/v1/keywords."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import Schema, filled, flag, many, moment, ref, text, word
from apps.api.v1.described.parts import PAGE, gone, listed
from apps.common.refusals import NotFound
from apps.keywords import refusals
from apps.keywords.actions import MOST_TAGS
from apps.keywords.models import Keyword
from apps.lists.refusals import ListIsSynced
from apps.messaging.refusals import UnknownSender

FIELDS: dict[str, Schema] = {
    "word": filled("STOP, START, HELP and their kin are taken.", "PIZZA"),
    "from": text("Only texts to this sender; else to all."),
    "enabled": flag(eg=True),
    "active_from": moment(),
    "active_to": moment(),
    "consent": word(*Keyword.Consent.values, said="What texting it means."),
    "question": text("What double opt-in asks."),
    "reply": text(eg="Two for one until Sunday."),
    "tags": many(text(), eg=["pizza"], maxItems=MOST_TAGS),
    "list_id": text("They go into this list."),
    "stage": text("They go into this stage."),
    "sequence_id": text("They begin this sequence."),
}
WRONG = (
    refusals.NoWord,
    refusals.Reserved,
    refusals.WordTaken,
    refusals.DoesNothing,
    refusals.EndsBeforeItBegins,
    ListIsSynced,
    UnknownSender,
    NotFound,
)
TABLE: Table = {
    ("keywords", "GET"): Operation("List keywords", listed("Keyword"), query=PAGE),
    ("keywords", "POST"): Operation(
        "Create a keyword",
        ref("Keyword"),
        201,
        body=FIELDS,
        needs=("word",),
        refusals=WRONG,
        eg={"word": "PIZZA", "reply": "Two for one until Sunday.", "tags": ["pizza"]},
    ),
    ("keyword", "GET"): Operation("Retrieve a keyword", ref("Keyword")),
    ("keyword", "POST"): Operation(
        "Update a keyword",
        ref("Keyword"),
        said="What is not named stays; null empties.",
        body=FIELDS,
        refusals=WRONG,
    ),
    ("keyword", "DELETE"): Operation(
        "Delete a keyword", gone("keyword", "kwd"), said="Who joined by it stays, with the proof."
    ),
    ("keyword-uses", "GET"): Operation("List who texted a keyword", listed("KeywordUse"), query=PAGE),
}
