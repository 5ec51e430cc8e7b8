"""/v1/sequences and their enrolments."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import ref, text, whole, word
from apps.api.v1.described.lists import IDS
from apps.api.v1.described.parts import PAGE, id_, listed
from apps.sequences import refusals
from apps.sequences.models import Enrolment

TABLE: Table = {
    ("sequences", "GET"): Operation("List sequences", listed("Sequence"), query=PAGE),
    ("sequence", "GET"): Operation("Retrieve a sequence", ref("Sequence")),
    ("enrolments", "GET"): Operation(
        "List enrolments", listed("Enrolment"), query={"status": word(*Enrolment.State.values), **PAGE}
    ),
    ("enrolments", "POST"): Operation(
        "Enrol contacts",
        {"anyOf": [ref("EnrolmentResult"), ref("SequenceJob")]},
        201,
        "`contact_ids`, or all of a list, a tag or a stage. Who is in it already, or may not come again, "
        "is counted and left.",
        body={
            "contact_ids": IDS,
            "list_id": id_("lst"),
            "tag": text("Everybody who wears it; instead of `list_id`.", "vip"),
            "stage": text("Everybody who stands there; instead of `list_id`.", "new_lead"),
            "per_day": whole("So many begin in a day.", 500),
        },
        refusals=(refusals.NotRunning, refusals.BadSpread),
        also={202: "More than 1,000 contacts: a job enrols them; the answer is a SequenceJob."},
        eg={"contact_ids": ["{contact_id}"]},
    ),
    ("sequence-jobs", "GET"): Operation("List the jobs of a sequence", listed("SequenceJob"), query=PAGE),
    ("sequence-job", "GET"): Operation("How far a job is", ref("SequenceJob")),
    ("sequence-job-stop", "POST"): Operation(
        "Stop a job", ref("SequenceJob"), said="Who came in stays.", refusals=(refusals.JobIsOver,)
    ),
    ("sequence-job-resume", "POST"): Operation(
        "Let a stopped job go on", ref("SequenceJob"), refusals=(refusals.JobNotStopped,)
    ),
    ("enrolment", "GET"): Operation("Retrieve an enrolment", ref("Enrolment")),
    ("enrolment", "DELETE"): Operation(
        "Take somebody out of a sequence", ref("Enrolment"), said="A text that waits is called back."
    ),
}
