"""/v1/suppressions and /v1/consents."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import filled, free, moment, ref, text, word
from apps.api.v1.described.parts import PAGE, PHONE, gone, listed
from apps.api.v1.read.people import KINDS
from apps.api.v1.refusals import NotLiftable
from apps.compliance.models import Suppression
from apps.contacts.refusals import InvalidPhone

NUMBER = filled("E.164.", PHONE)
TABLE: Table = {
    ("suppressions", "GET"): Operation(
        "List suppressions",
        listed("Suppression"),
        query={"phone": text(), "kind": word(*Suppression.Kind.values), **PAGE},
        refusals=(InvalidPhone,),
    ),
    ("suppressions", "POST"): Operation(
        "Suppress a number",
        ref("Suppression"),
        201,
        body={"phone": NUMBER, "kind": word(*KINDS), "reason": text()},
        needs=("phone",),
        refusals=(InvalidPhone,),
        also={200: "It was suppressed already."},
        eg={"phone": "+14155550166", "kind": "blacklist", "reason": "wrong number"},
    ),
    ("suppression", "GET"): Operation("Retrieve a suppression", ref("Suppression")),
    ("suppression", "DELETE"): Operation(
        "Take a number off the blacklist",
        gone("suppression", "sup"),
        said="An opt-out ends by the person's own wish alone.",
        refusals=(NotLiftable,),
    ),
    ("consents", "GET"): Operation(
        "List the consents of a number",
        listed("Consent"),
        query={"phone": filled("Required.", PHONE), **PAGE},
        needs=("phone",),
        refusals=(InvalidPhone,),
    ),
    ("consents", "POST"): Operation(
        "Record a consent",
        ref("Consent"),
        201,
        "A line of the ledger with its evidence. It lifts no opt-out.",
        body={
            "phone": NUMBER,
            "source": filled(eg="checkout"),
            "ip": text(eg="203.0.113.4"),
            "evidence": free("Up to 20 texts.", {"form": "spring"}, {"type": "string"}),
            "occurred_at": moment(),
        },
        needs=("phone", "source"),
        refusals=(InvalidPhone,),
        eg={"phone": PHONE, "source": "checkout", "ip": "203.0.113.4"},
    ),
}
