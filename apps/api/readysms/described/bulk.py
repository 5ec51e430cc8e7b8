"""The bulk doors: many texts, planned texts, campaigns, enrolments, imports as jobs."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.refusals import UnknownCampaign, UnknownContact, UnknownList, UnknownSegment
from apps.api.kernel.shapes import (
    Schema,
    filled,
    flag,
    free,
    many,
    moment,
    or_null,
    ref,
    text,
    thing,
    whole,
    word,
)
from apps.api.readysms.described.objects import at
from apps.api.readysms.described.parts import ATTESTED, MESSAGE, NUMBER, done, listed, page
from apps.api.readysms.described.sending import SEND, WRONG
from apps.api.readysms.read import imports as read_imports
from apps.api.readysms.read.scheduled import WORDS
from apps.api.readysms.write import campaigns as campaigns
from apps.api.readysms.write import jobs
from apps.audiences.refusals import EmptyAudience
from apps.campaigns.refusals import AlreadyLaunched, NeedsApproval
from apps.common.refusals import NotFound
from apps.credits.refusals import InsufficientCredits
from apps.imports.matching import KEYS
from apps.imports.models import Import
from apps.messaging import refusals as messaging
from apps.messaging.batches import MOST
from apps.sequences.refusals import NotRunning, UnknownSequence

AT = moment("At most a year ahead.", "2026-04-08T12:00:00.000Z")
IDS = many(whole(minimum=1), eg=[101])
RECIPIENT = {
    "type": "object",
    "properties": {
        "to": {"description": "E.164."},
        "message": or_null(text("Else the common one.")),
        "variables": or_null(
            free("Values for merge tokens.", values={"type": ["string", "number", "boolean", "null"]})
        ),
    },
}
AUDIENCE: dict[str, Schema] = {
    "contact_ids": IDS,
    "tags": many(text(), eg=["buyer"]),
    "list_id": whole(minimum=1),
    "segment_id": whole(minimum=1),
}
PLANNED = thing(id=whole(eg=3), scheduled_at=at(), status=word(*WORDS.values()))
CAMPAIGN = {"id": whole(eg=12), "status": word(*dict.fromkeys(campaigns.WORDS.values()))}
OBJECTS: dict[str, Schema] = {
    "RBatch": thing(
        "What became of many texts.",
        batch_id=text(eg="b_01HYZ8K5VQAE2N0PWQ6DC9V8MP"),
        accepted=whole(eg=2),
        rejected=whole(eg=1),
        segments=whole(eg=2),
        credits_remaining=whole(eg=2497),
        results=many(
            {
                **thing(
                    to=text(eg="+14155551234"),
                    message_id=text(eg="msg_01HYZ8K5VQAE2N0PWQ6DC9V8MP"),
                    status=word("pending", "scheduled", "rejected"),
                    segments=whole(eg=1),
                    error=text("Of a rejected one."),
                ),
                "required": ["to", "status"],
            }
        ),
    ),
    "RScheduled": thing(
        "A text for later.",
        id=whole(eg=3),
        message_id=text(eg="msg_01HYZ8K5VQAE2N0PWQ6DC9V8MP"),
        to=text(eg="+14155551234"),
        message=text(eg="Hi {first_name}, see you at 8."),
        from_phone_number_id=or_null(whole(eg=1)),
        segments=whole(eg=1),
        scheduled_at=at(),
        status=word(*WORDS.values()),
        error=or_null(text()),
        error_code=or_null(text()),
        created_at=at(),
    ),
    "RJob": thing(
        "An import, or the enrolment of many, with its true progress.",
        id={**whole("A text of an enrolment.", 9), "type": ["integer", "string"]},
        type=text(eg="contacts_import"),
        status=word(*dict.fromkeys(jobs.WORDS.values())),
        total=whole(eg=340),
        processed=whole("Rows whose effects are committed.", 340),
        progress=whole("Percent.", 100),
        **{name: whole(eg=0) for name in jobs.COUNTS},
        file_name=text(eg="people.csv"),
        error=or_null(text()),
        created_at=at(),
        started_at=or_null(at()),
        completed_at=or_null(at()),
    ),
}
TABLE: Table = {
    ("send-bulk", "POST"): Operation(
        "Send many texts",
        done(ref("RBatch")),
        said=f"1 to {MOST} `recipients`, or numbers in `to`. One that cannot be texted costs nobody else.",
        body={
            "recipients": many(RECIPIENT, eg=[{"to": "+14155551234"}], minItems=1, maxItems=MOST),
            "to": many({}, "Instead of `recipients`.", minItems=1, maxItems=MOST),
            "message": text("For those without one of their own.", "Sale today. Reply STOP to opt out"),
            "consent_attested": ATTESTED,
            "from_phone_number_id": NUMBER,
            "scheduled_at": AT,
        },
        needs=("consent_attested",),
        refusals=(messaging.ConsentNotAttested, messaging.BodyTooLong, messaging.UnknownSender, *WRONG),
        eg={
            "recipients": [{"to": "+14155551234"}, {"to": "bad"}],
            "message": "Sale today. Reply STOP to opt out",
            "consent_attested": True,
        },
    ),
    ("schedule", "POST"): Operation(
        "Plan a text",
        done(PLANNED),
        body={**SEND, "scheduled_at": AT},
        needs=("to", "message", "consent_attested", "scheduled_at"),
        refusals=(messaging.ConsentNotAttested, *WRONG),
    ),
    ("scheduled-one", "DELETE"): Operation(
        "Call a planned text off",
        done(thing(id=whole(eg=3), status=word(*WORDS.values()))),
        refusals=(messaging.AlreadySent,),
    ),
    ("scheduled", "GET"): Operation(
        "List planned texts",
        listed("RScheduled"),
        said="The soonest first.",
        query={"status": word(*WORDS.values()), **page(20, 100)},
    ),
    ("campaigns", "POST"): Operation(
        "Create a campaign",
        done(thing("", None, **CAMPAIGN)),
        said="A draft: nobody is texted before `send`. At least one part of an audience.",
        body={
            "name": filled(eg="Spring"),
            "message": MESSAGE,
            **AUDIENCE,
            "audience": free("The same four together."),
            "from_phone_number_id": NUMBER,
            "scheduled_at": AT,
        },
        needs=("name", "message"),
        refusals=(
            messaging.BodyTooLong,
            messaging.UnknownSender,
            UnknownContact,
            UnknownList,
            UnknownSegment,
        ),
        eg={
            "name": "Spring",
            "message": "Sale today. Reply STOP to opt out",
            "contact_ids": ["{contact_pk}"],
        },
    ),
    ("campaign-send", "POST"): Operation(
        "Send a campaign",
        done(thing("", None, **CAMPAIGN, recipients=whole(eg=340))),
        said="Now, or when its draft says.",
        body={"consent_attested": ATTESTED},
        needs=("consent_attested",),
        refusals=(
            messaging.ConsentNotAttested,
            UnknownCampaign,
            EmptyAudience,
            AlreadyLaunched,
            NeedsApproval,
            InsufficientCredits,
        ),
        eg={"consent_attested": True},
    ),
    ("sequence-enroll", "POST"): Operation(
        "Enrol contacts in a sequence",
        done(thing(enrolled=whole(eg=5), skipped=whole(eg=0))),
        said="More than 1,000 come in by a job: the answer has its `job_id` and `total` too, with nobody"
        " enrolled yet; `GET /bulk-jobs/{id}` tells how far it is.",
        body={
            "contact_ids": {**IDS, "minItems": 1},
            "spread_days": whole("Over so many days.", minimum=2, maximum=365),
            "add_tag": text(),
            "consent_attested": ATTESTED,
            "consent_attestation_text": text("What your own form said."),
        },
        needs=("contact_ids", "consent_attested"),
        refusals=(messaging.ConsentNotAttested, UnknownSequence, NotRunning),
    ),
    ("contacts-import", "POST"): Operation(
        "Import contacts",
        done(thing(job_id=whole(eg=9), total=whole(eg=340))),
        said="A job: `GET /bulk-jobs/{id}` tells how far it is.",
        body={
            "contacts": many(free(), eg=[{"phone": "+14155551234"}], minItems=1, maxItems=read_imports.MOST),
            "mode": word(*Import.Mode.values),
            "dedupe_keys": many(word(*KEYS)),
            "apply_scrub": flag("Always so: every text is screened before it goes."),
            "apply_tag": many(text()),
            "enroll_sequence_id": whole(minimum=1),
            "file_name": text(),
            "consent_attested": ATTESTED,
        },
        needs=("contacts", "consent_attested"),
        refusals=(messaging.ConsentNotAttested, UnknownSequence),
        eg={"contacts": [{"phone": "+14155551234", "first_name": "John"}], "consent_attested": True},
    ),
    ("bulk-job", "GET"): Operation("How far a job is", done(ref("RJob")), refusals=(NotFound,)),
}
