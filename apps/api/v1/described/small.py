"""Tags, stages, segments, templates, senders, credits, events: what has few verbs."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import const, filled, free, ref, thing, whole, word
from apps.api.v1.described.parts import PAGE, gone, id_, listed
from apps.api.v1.events import EVENTS
from apps.audiences.refusals import BadFilter, InUse, NameTaken

FILTER = free("docs/filters.md", {"all": [{"field": "first_name", "op": "known"}]})
TEMPLATE = {"name": filled(eg="Welcome"), "body": filled(eg="Hi {firstName}, welcome!")}
TABLE: Table = {
    ("tags", "GET"): Operation("List tags", listed("Tag"), query=PAGE),
    ("stages", "GET"): Operation("List stages", listed("Stage"), said="All of them, in the board's order."),
    ("segments", "GET"): Operation("List segments", listed("Segment"), query=PAGE),
    ("segments", "POST"): Operation(
        "Create a segment",
        ref("Segment"),
        201,
        "An error's `param` is the place in the filter.",
        body={"name": filled(eg="VIPs"), "filter": FILTER},
        needs=("name", "filter"),
        refusals=(BadFilter, NameTaken),
        eg={"name": "Known by name", "filter": FILTER["examples"][0]},
    ),
    ("segment", "GET"): Operation("Retrieve a segment", ref("Segment")),
    ("segment", "POST"): Operation(
        "Update a segment",
        ref("Segment"),
        body={"name": filled(), "filter": FILTER},
        refusals=(BadFilter, NameTaken),
    ),
    ("segment", "DELETE"): Operation("Delete a segment", gone("segment", "seg"), refusals=(InUse,)),
    ("segment-count", "GET"): Operation(
        "Count a segment",
        thing(id=id_("seg"), object=const("segment_count"), count=whole(eg=340)),
        said="How many contacts match now.",
    ),
    ("templates", "GET"): Operation("List templates", listed("Template"), query=PAGE),
    ("templates", "POST"): Operation(
        "Create a template",
        ref("Template"),
        201,
        body=TEMPLATE,
        needs=("name", "body"),
        eg={"name": "Welcome", "body": "Hi {firstName}, welcome!"},
    ),
    ("template", "GET"): Operation("Retrieve a template", ref("Template")),
    ("template", "POST"): Operation(
        "Update a template", ref("Template"), body={"name": filled(), "body": filled()}
    ),
    ("template", "DELETE"): Operation("Delete a template", gone("template", "tpl")),
    ("senders", "GET"): Operation("List senders", listed("Sender"), query=PAGE),
    ("sender", "GET"): Operation("Retrieve a sender", ref("Sender")),
    ("credits", "GET"): Operation("Retrieve the credits", ref("Credits")),
    ("events", "GET"): Operation(
        "Read the feed of events",
        listed("Event"),
        said="Oldest first: behind the last one seen is what is new.",
        query={"type": word(*EVENTS), **PAGE},
    ),
}
