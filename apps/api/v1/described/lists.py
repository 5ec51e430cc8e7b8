"""/v1/lists."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import const, filled, many, ref, thing, whole
from apps.api.v1.described.parts import PAGE, gone, id_, listed
from apps.lists.refusals import ListIsSynced, NameTaken

IDS = many(id_("con"), "Up to 10,000.", maxItems=10_000, minItems=1)
TABLE: Table = {
    ("lists", "GET"): Operation("List lists", listed("ContactList"), query=PAGE),
    ("lists", "POST"): Operation(
        "Create a list",
        ref("ContactList"),
        201,
        body={"name": filled(eg="Cohort 06 — open cart")},
        needs=("name",),
        refusals=(NameTaken,),
        eg={"name": "Cohort 06 — open cart"},
    ),
    ("list", "GET"): Operation("Retrieve a list", ref("ContactList")),
    ("list", "DELETE"): Operation("Delete a list", gone("contact_list", "lst"), said="Its people stay."),
    ("list-contacts", "POST"): Operation(
        "Add contacts to a list",
        thing(object=const("contact_list"), id=id_("lst"), added=whole(eg=3), contacts_count=whole(eg=3)),
        said="Who is in it already is not added twice.",
        body={"contact_ids": IDS},
        needs=("contact_ids",),
        refusals=(ListIsSynced,),
        eg={"contact_ids": ["{contact_id}"]},
    ),
    ("list-contact", "DELETE"): Operation(
        "Take a contact out of a list",
        gone("contact_list", "lst", contact_id=id_("con")),
        refusals=(ListIsSynced,),
    ),
}
