"""/v1/imports."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import Schema, flag, free, many, ref, text
from apps.api.v1.described.parts import PAGE, PHONE, listed
from apps.api.v1.read.import_rows import MOST_ROWS, NAMES
from apps.common.refusals import NotFound
from apps.imports import refusals
from apps.lists.refusals import ListIsSynced

CELL = {"type": ["string", "number", "boolean", "array", "null"], "items": {"type": "string"}}
CONTACT: Schema = {
    "type": "object",
    "properties": {**dict.fromkeys(NAMES, CELL), "attributes": free()},
    "additionalProperties": False,
    "examples": [{"phone": PHONE, "first_name": "Maria", "tags": ["vip"]}],
}
TERMS: dict[str, Schema] = {
    "consent_source": text("Where these people agreed to be texted.", "checkout form on our site"),
    "attested": flag("That they agreed and that you can show it. Must be true.", True),
    "default_region": text("Country of numbers without a country code.", "US"),
    "list_id": text("A list that all of them go into."),
    "mapping": many(text(), "The field of each column, in order; else as guessed."),
}
WRONG = (
    refusals.NoConsentSource,
    refusals.NotAttested,
    refusals.BadMapping,
    refusals.UnknownRegion,
    ListIsSynced,
    NotFound,
)
TABLE: Table = {
    ("imports", "GET"): Operation("List imports", listed("Import"), query=PAGE),
    ("imports", "POST"): Operation(
        "Import contacts",
        ref("Import"),
        201,
        "From `contacts`, or from a CSV or XLSX `file` in a multipart form. It begins at once and goes on "
        "after the answer; with `draft` it waits for `start`, so that the guessed `mapping` can be seen.",
        body={
            "contacts": many({"$ref": "#/components/schemas/ImportRow"}, maxItems=MOST_ROWS),
            **{name: shape for name, shape in TERMS.items() if name != "mapping"},
            "file_name": text("What it is called in the dashboard."),
            "draft": flag("Wait for `start`."),
        },
        needs=("contacts",),
        file={
            "file": {"type": "string", "contentMediaType": "application/octet-stream"},
            **TERMS,
            "mapping": text("Fields with commas between them; else as guessed.", "phone,first_name,"),
            "draft": flag("Wait for `start`."),
        },
        refusals=(refusals.NoPhoneColumn, refusals.TooLarge, *WRONG),
        eg={
            "contacts": [{"phone": "+14155550143", "first_name": "Maria"}],
            "consent_source": "checkout form on our site",
            "attested": True,
        },
    ),
    ("import", "GET"): Operation("Retrieve an import", ref("Import")),
    ("import-rejected", "GET"): Operation(
        "List rejected rows",
        listed("RejectedRow"),
        said="In the file's order; the cursor is the line.",
        query={"limit": PAGE["limit"], "starting_after": text("A line.", "7")},
    ),
    ("import-start", "POST"): Operation(
        "Start a draft import",
        ref("Import"),
        body=TERMS,
        refusals=(*WRONG, refusals.AlreadyStarted),
        eg={"consent_source": "checkout form on our site", "attested": True},
    ),
    ("import-stop", "POST"): Operation("Stop an import", ref("Import"), refusals=(refusals.NotNow,)),
    ("import-resume", "POST"): Operation(
        "Resume an import", ref("Import"), refusals=(refusals.NotNow, refusals.FileGone)
    ),
    ("import-undo", "POST"): Operation(
        "Undo an import",
        ref("Import"),
        said="Contacts that it made go, unless they have texts by now; changed ones get their old values.",
        refusals=(refusals.NotNow,),
    ),
}
OBJECTS: dict[str, Schema] = {"ImportRow": CONTACT}
