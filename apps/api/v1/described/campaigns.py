"""/v1/campaigns."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import (
    closed,
    const,
    filled,
    flag,
    many,
    moment,
    or_null,
    ref,
    text,
    thing,
    word,
)
from apps.api.v1 import statuses
from apps.api.v1.described.messages import BODY
from apps.api.v1.described.parts import METADATA, PAGE, id_, listed
from apps.api.v1.refusals import MetadataTooLarge, NotCancelableNow
from apps.audiences.refusals import EmptyAudience
from apps.campaigns import refusals
from apps.campaigns.people import PLACES
from apps.common.refusals import NotFound
from apps.credits.refusals import InsufficientCredits
from apps.messaging.refusals import BodyTooLong, UnknownSender

AUDIENCE = {
    "type": "object",
    "description": "Whoever is in any of these, each number once. At least one of them.",
    "properties": {
        "list_ids": or_null(many(id_("lst"), maxItems=100)),
        "segment_id": or_null(id_("seg")),
        "contact_ids": or_null(many(id_("con"), maxItems=10_000)),
    },
    "additionalProperties": False,
}
EXPLAINED = thing(
    object=const("explanation"),
    campaign_id=id_("cmp"),
    contact_id=id_("con"),
    steps=many(
        closed(
            "",
            None,
            {
                "at": or_null(moment()),
                "what": text(eg="Snapshot of the audience"),
                "detail": or_null(text()),
                "tone": or_null(text("good, held or bad")),
            },
        )
    ),
)
LAUNCH = (InsufficientCredits, EmptyAudience, NotFound, refusals.NeedsApproval)
TABLE: Table = {
    ("campaigns", "GET"): Operation(
        "List campaigns",
        listed("Campaign"),
        query={"status": word(*dict.fromkeys(statuses.CAMPAIGN.values())), **PAGE},
    ),
    ("campaigns", "POST"): Operation(
        "Create a campaign",
        ref("Campaign"),
        201,
        "Launched at once or at `scheduled_at`; with `draft` only made. Credits are taken as it is sent. 409 "
        "`campaign_needs_approval` above the workspace's limit: make a draft, and ask for approval.",
        body={
            "name": filled(eg="Cohort 06 — cart close 4h"),
            "body": BODY,
            "audience": AUDIENCE,
            "from": text("A sender's number, name, label or id; else the workspace's own."),
            "scheduled_at": moment("When it goes."),
            "metadata": METADATA,
            "draft": flag("Only make it."),
        },
        needs=("name", "body", "audience"),
        refusals=(*LAUNCH, BodyTooLong, UnknownSender, MetadataTooLarge),
        eg={
            "name": "Spring",
            "body": "Hey {firstName}, sale today. Reply STOP to opt out",
            "audience": {"list_ids": ["{list_id}"]},
            "draft": True,
        },
    ),
    ("campaign", "GET"): Operation("Retrieve a campaign", ref("Campaign")),
    ("campaign-cancel", "POST"): Operation(
        "Cancel a campaign",
        ref("Campaign"),
        said="409 once every text was queued.",
        refusals=(NotCancelableNow,),
    ),
    ("campaign-launch", "POST"): Operation(
        "Launch a draft",
        ref("Campaign"),
        said="Now, or at `scheduled_at`. 409 `campaign_needs_approval` above the limit: ask for it.",
        body={"scheduled_at": moment("When it goes.")},
        refusals=(*LAUNCH, refusals.AlreadyLaunched),
    ),
    ("campaign-approval", "GET"): Operation("The newest request for approval", ref("Approval")),
    ("campaign-approval", "POST"): Operation(
        "Ask for approval",
        ref("Approval"),
        201,
        "For a campaign above the limit of its workspace: an owner or admin who did not ask approves it in "
        "the dashboard, and it goes as it was asked for, or sends it back with a reason. No key can approve.",
        body={"scheduled_at": moment("When it goes; else as soon as it is approved.")},
        refusals=(
            EmptyAudience,
            refusals.AlreadyLaunched,
            refusals.AlreadyAsked,
            refusals.NothingToApprove,
        ),
    ),
    ("campaign-pause", "POST"): Operation(
        "Pause a campaign",
        ref("Campaign"),
        body={"reason": text("For your colleagues.")},
        refusals=(refusals.NotPausable,),
    ),
    ("campaign-resume", "POST"): Operation(
        "Resume a campaign", ref("Campaign"), refusals=(refusals.NotPaused,)
    ),
    ("campaign-dry-run", "GET"): Operation("The newest dry run", ref("DryRun")),
    ("campaign-dry-run", "POST"): Operation(
        "Begin a dry run",
        ref("DryRun"),
        201,
        "Asks every gate for every person and sends nothing. A large one goes on after the answer.",
        body={"at": moment("Assume this moment; else the planned one.")},
        refusals=(EmptyAudience,),
    ),
    ("campaign-recipients", "GET"): Operation(
        "List recipients",
        listed("Recipient"),
        said="In the audience's order; the cursor is the phone number.",
        query={"status": word(*PLACES), "rule": text("The gate that stopped them."), **PAGE},
    ),
    ("campaign-explain", "GET"): Operation(
        "Explain one person",
        EXPLAINED,
        said="Why this person got the text, or not, step by step.",
        query={"contact_id": filled("Who. Required.")},
        needs=("contact_id",),
    ),
}
