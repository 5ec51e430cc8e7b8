"""/v1/fields."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import Schema, const, filled, flag, many, moment, ref, text, thing, whole, word
from apps.api.v1.described.parts import gone, id_, listed
from apps.contacts import refusals
from apps.contacts.models import CustomField

CHANGING: dict[str, Schema] = {
    "label": filled("What people call it.", "Loyalty tier"),
    "options": many(text(), "Of a choice, in their order.", ["silver", "gold"]),
    "required": flag("Pages ask for it; files and programs may leave it out."),
    "column": flag("Whether the table of contacts shows it."),
}
WRONG = (refusals.FieldWithoutName, refusals.OptionsMissing)
TABLE: Table = {
    ("fields", "GET"): Operation(
        "List fields", listed("Field"), said="All of them, in the order that people gave them."
    ),
    ("fields", "POST"): Operation(
        "Create a field",
        ref("Field"),
        201,
        "A field names an attribute of contacts and says what its values may be. From then on a value of "
        "another kind is refused in `/v1/contacts`, with `param` `attributes.KEY`; what stands there already "
        "stays, and attributes without a field stay free.",
        body={
            "key": text("The attribute, to the letter; else made of the label. It never changes.", "tier"),
            "kind": word(*CustomField.Kind.values),
            **CHANGING,
        },
        needs=("label", "kind"),
        refusals=(
            *WRONG,
            refusals.UnknownKind,
            refusals.ReservedKey,
            refusals.FieldExists,
            refusals.TooManyFields,
        ),
        eg={"key": "tier", "label": "Loyalty tier", "kind": "choice", "options": ["silver", "gold"]},
    ),
    ("field", "GET"): Operation("Retrieve a field", ref("Field")),
    ("field", "POST"): Operation(
        "Update a field",
        ref("Field"),
        said="What is not named stays.",
        body=CHANGING,
        refusals=WRONG,
        eg={"label": "Tier"},
    ),
    ("field", "DELETE"): Operation(
        "Delete a field",
        gone("field", "fld"),
        said="The attribute is a free one again; its values stay on the contacts.",
    ),
}
OBJECTS: dict[str, Schema] = {
    "Field": thing(
        "What an attribute of contacts is called, and what its values may be.",
        id=id_("fld"),
        object=const("field"),
        key=text("The attribute's name.", "tier"),
        label=text(eg="Loyalty tier"),
        kind=word(*CustomField.Kind.values),
        options=many(text(), "Of a choice.", ["silver", "gold"]),
        required=flag(eg=False),
        column=flag(eg=False),
        position=whole(eg=1),
        created_at=moment(),
        updated_at=moment(),
    )
}
