"""Every way in which something can happen that a subscriber is told of: API, ReadySMS, Zapier, page, import,
inbound text, carrier, campaign, sequence, clock. Each names the events that it has to cause."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.test import Client

from apps.accounts.models import ApiKey
from apps.campaigns import tasks as campaigns
from apps.carriers.outcomes import Refused
from apps.credits import ledger
from apps.imports import tasks as imports
from apps.messaging import pipeline
from apps.messaging.models import Message
from apps.messaging.scheduled import tasks as scheduled
from apps.pipeline import actions as stages
from apps.sequences import tasks as sequences
from apps.tags import actions as tags
from apps.tags import renaming
from tests.api.keys import Caller, key_of
from tests.campaigns.launches import gone
from tests.imports.files import bring, table, undone
from tests.keywords.words import keyword
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued, texted, told
from tests.sequences.ways import enrol, pass_time, sequence, set_to
from tests.sequences.ways import text as text_step
from tests.world import World

NEW = "+13125552777"
ATTESTED = {"consent_attested": True}
Do = Callable[["Acme"], object]


@dataclass
class Acme:
    """The workspace as each of its callers reaches it."""

    world: World
    carrier: ScriptedCarrier

    def __post_init__(self) -> None:
        place = self.world.acme.workspace
        self.v1 = Caller(key_of(place, ApiKey.Kind.LIVE))
        self.rest = Caller(key_of(place))
        self.zap = Caller(key_of(place, ApiKey.Kind.ZAPIER))
        self.page = Client()
        self.page.force_login(self.world.maria)
        self.charlie, self.sender = self.world.charlie, self.world.acme.sender

    def of_page(self, rest: str) -> str:
        return f"/dashboard/contacts/{self.charlie.public_id}/{rest}"

    def of_v1(self, rest: str = "") -> str:
        return f"/v1/contacts/{self.charlie.public_id}{rest}"

    def sent(self, *statuses: str) -> Message:
        """A direct text that the carrier took; then these receipts."""
        message = queued(self.world.acme, self.charlie, kind="direct", body="Hi {first_name}")
        pipeline.dispatch(5)
        told(self.sender, message, *statuses)
        return message


WAYS: dict[str, tuple[str, Do]] = {}


def way(name: str, events: str) -> Callable[[Do], Do]:
    def keep(do: Do) -> Do:
        WAYS[name] = (events, do)
        return do

    return keep


@way("a v1 contact", "new_contact tag_added")
def _(acme: Acme) -> object:
    return acme.v1("POST", "/v1/contacts", {"phone": NEW, "tags": ["vip"]})


@way("a v1 text to somebody new", "new_contact new_conversation message.queued message.sent message_sent")
def _(acme: Acme) -> object:
    return acme.v1("POST", "/v1/messages", {"to": NEW, "body": "Hello"})


@way("a v1 text planned, and its time", "message.queued message.sent message_sent")
def _(acme: Acme) -> object:
    body = {"to": acme.charlie.phone, "body": "Hello", "scheduled_at": "2026-11-18T20:00:00Z"}
    answer = acme.v1("POST", "/v1/messages", body)
    set_to(datetime(2026, 11, 18, 20, 0, 1, tzinfo=UTC))
    scheduled.turn_due()
    return answer


@way("a v1 opt-out", "contact.opted_out contact_opted_out")
def _(acme: Acme) -> object:
    return acme.v1("POST", acme.of_v1("/opt_out"), {"reason": "asked"})


@way("a v1 suppression", "contact.opted_out contact_opted_out")
def _(acme: Acme) -> object:
    return acme.v1("POST", "/v1/suppressions", {"phone": acme.charlie.phone, "kind": "opt_out"})


@way("v1 tags", "tag_added")
def _(acme: Acme) -> object:
    return acme.v1("POST", acme.of_v1("/tags"), {"tags": ["vip"]})


@way("v1 tags taken off", "tag_removed")
def _(acme: Acme) -> object:
    tags.add(acme.charlie, ["vip"])
    return acme.v1("DELETE", acme.of_v1("/tags?tag=vip"))


@way("a ReadySMS contact", "new_contact tag_added")
def _(acme: Acme) -> object:
    return acme.rest("POST", "/contacts", {"phone": NEW, "tags": ["vip"]})


@way("a ReadySMS contact changed", "tag_added tag_removed stage_changed dnd_changed")
def _(acme: Acme) -> object:
    tags.add(acme.charlie, ["old"])
    body = {"tags": ["vip"], "pipeline_stage": "qualified", "dnd_sms": True}
    return acme.rest("PUT", f"/contacts/{acme.charlie.pk}", body)


@way("a ReadySMS text", "new_contact new_conversation message.queued message.sent message_sent")
def _(acme: Acme) -> object:
    return acme.rest("POST", "/sms/send", {"to": NEW, "message": "Hello", **ATTESTED})


@way("ReadySMS texts in bulk", "new_contact message.queued message.sent message_sent")
def _(acme: Acme) -> object:
    return acme.rest("POST", "/sms/send-bulk", {"recipients": [{"to": NEW}], "message": "Hello", **ATTESTED})


@way("ReadySMS people in bulk", "new_contact tag_added")
def _(acme: Acme) -> object:
    people = [{"phone": NEW, "first_name": "Nina", "tags": ["vip"]}]
    answer = acme.rest("POST", "/contacts/import", {"contacts": people, **ATTESTED})
    imports.run()
    return answer


def _zap(name: str, **more: object) -> Do:
    return lambda acme: acme.zap("POST", f"/zapier/actions/{name}", {"contact_id": acme.charlie.pk, **more})


WAYS |= {
    "a Zap makes a contact": (
        "new_contact",
        lambda acme: acme.zap("POST", "/zapier/actions/create-contact", {"phone": NEW}),
    ),
    "a Zap tags": ("tag_added", _zap("add-tag", tag="vip")),
    "a Zap moves": ("stage_changed", _zap("update-stage", stage="qualified")),
    "a Zap sets do-not-disturb": ("dnd_changed", _zap("set-dnd", dnd_sms=True)),
    "a Zap texts": (
        "message.queued message.sent message_sent new_conversation",
        lambda acme: acme.zap(
            "POST", "/zapier/actions/send-sms", {"to": acme.charlie.phone, "message": "Hello"}
        ),
    ),
}


@way("a page makes a contact", "new_contact tag_added")
def _(acme: Acme) -> object:
    form = {"phone": NEW, "first_name": "Nina", "last_name": "", "email": "", "tags": "vip"}
    return acme.page.post("/dashboard/contacts/new", form)


@way("a page tags", "tag_added")
def _(acme: Acme) -> object:
    return acme.page.post(acme.of_page("tags"), {"name": "vip"})


@way("a page tags many", "tag_added")
def _(acme: Acme) -> object:
    form = {"contact": [acme.charlie.public_id], "verb": "tag", "tag": "vip"}
    return acme.page.post("/dashboard/contacts/bulk", form)


@way("a page takes a tag off", "tag_removed")
def _(acme: Acme) -> object:
    tags.add(acme.charlie, ["vip"])
    return acme.page.post(acme.of_page("tags"), {"name": "vip", "remove": "1"})


@way("a page ends a tag", "tag_removed")
def _(acme: Acme) -> object:
    tags.add(acme.charlie, ["vip"])
    tag = tags.named(acme.world.acme.workspace, ["vip"])["vip"]
    return acme.page.post(f"/dashboard/tags/{tag.public_id}/delete")


@way("two tags become one", "tag_added tag_removed")
def _(acme: Acme) -> object:
    tags.add(acme.charlie, ["old"])
    named = tags.named(acme.world.acme.workspace, ["old", "new"])
    return renaming.merge(named["old"], named["new"])


@way("a page moves", "stage_changed")
def _(acme: Acme) -> object:
    stages.move(acme.charlie, "new_lead")
    return acme.page.post(acme.of_page("stage"), {"stage": "qualified"})


@way("a page sets do-not-disturb", "dnd_changed")
def _(acme: Acme) -> object:
    return acme.page.post(acme.of_page("dnd"), {"dnd": "1"})


@way("a page opts out", "contact.opted_out contact_opted_out")
def _(acme: Acme) -> object:
    return acme.page.post(acme.of_page("opt-out"), {"reason": "By phone"})


@way("a page opts in", "contact.opted_in")
def _(acme: Acme) -> object:
    return acme.page.post(acme.of_page("opt-in"), {"reason": "By phone"})


@way("a page writes to somebody new", "new_contact new_conversation message.queued message.sent message_sent")
def _(acme: Acme) -> object:
    return acme.page.post("/dashboard/inbox/new", {"to": NEW, "body": "Hello", "attested": "on"})


@way("an import makes and changes people", "new_contact tag_added stage_changed dnd_changed")
def _(acme: Acme) -> object:
    head = "phone,first_name,tags,stage,do not disturb"
    rows = (f"{NEW},Nina,vip,customer,", f"{acme.charlie.phone},Charlie,vip,customer,yes")
    return bring(acme.world.acme.workspace, table(head, *rows))


@way("an import is taken back", "tag_removed stage_changed dnd_changed")
def _(acme: Acme) -> object:
    head, row = "phone,tags,stage,do not disturb", f"{acme.charlie.phone},vip,customer,yes"
    return undone(bring(acme.world.acme.workspace, table(head, row)))


@way("a file says who opted out", "contact.opted_out contact_opted_out")
def _(acme: Acme) -> object:
    return bring(acme.world.acme.workspace, table("phone,opted out", f"{acme.charlie.phone},yes"))


@way("somebody new writes", "message_received new_contact new_conversation")
def _(acme: Acme) -> None:
    texted(acme.sender, NEW, "Is this the bakery?")


@way("an answer to a text", "message.replied message_received")
def _(acme: Acme) -> None:
    acme.sent("delivered")
    texted(acme.sender, acme.charlie, "Yes")


@way("STOP", "contact.opted_out contact_opted_out message_received")
def _(acme: Acme) -> None:
    texted(acme.sender, acme.charlie, "STOP")


@way("CANCELAR", "contact.opted_out contact_opted_out message_received")
def _(acme: Acme) -> None:
    texted(acme.sender, acme.charlie, "CANCELAR")


@way("START after STOP", "contact.opted_in")
def _(acme: Acme) -> None:
    texted(acme.sender, acme.charlie, "STOP")
    texted(acme.sender, acme.charlie, "START")


@way("a keyword", "keyword_received tag_added message.queued")
def _(acme: Acme) -> None:
    keyword(acme.world.acme, tags=["pizza"])
    texted(acme.sender, acme.charlie, "pizza")


@way("a keyword's YES", "contact.opted_in keyword_received")
def _(acme: Acme) -> None:
    keyword(acme.world.acme, consent="double", reply="Welcome!")
    texted(acme.sender, NEW, "pizza")
    pass_time(minutes=1)
    texted(acme.sender, NEW, "YES")


@way("a receipt of success", "message.delivered message_delivered message.sent message_sent")
def _(acme: Acme) -> object:
    return acme.sent("sent", "delivered")


@way("a receipt of failure", "message.failed message_failed")
def _(acme: Acme) -> object:
    return acme.sent("failed")


@way("a carrier refuses", "message.failed message_failed")
def _(acme: Acme) -> object:
    acme.carrier.script[acme.charlie.phone] = [Refused("bad_number", "No such number", retryable=False)]
    return acme.sent()


@way("a campaign to its end", "message.queued message.sent message_sent message.delivered message_delivered "
     "campaign.dispatched campaign.completed")  # fmt: skip
def _(acme: Acme) -> object:
    campaign = gone(acme.world.acme)
    pipeline.dispatch(5)
    for message in Message.objects.of(acme.world.acme.workspace).filter(lane=campaign.lane_id):
        told(acme.sender, message, "delivered")
    return campaigns.advance()


@way("the credits run low", "credits.low")
def _(acme: Acme) -> object:
    ledger.set_threshold(acme.world.acme.workspace, 1_000)
    return acme.v1("POST", "/v1/messages", {"to": acme.charlie.phone, "body": "Hello"})


@way("a sequence from end to end", "tag_added stage_changed message.queued message.sent message_sent "
     "sequence_completed")  # fmt: skip
def _(acme: Acme) -> None:
    place = acme.world.acme.workspace
    tag = tags.named(place, ["warm"])["warm"]
    stage = stages.named(place, ["Customer"])["Customer"]
    steps = (
        {"id": "a", "kind": "tag", "tag": tag.public_id},
        {"id": "b", "kind": "to_stage", "stage": stage.public_id},
        text_step("c"),
    )
    enrol(sequence(acme.world.acme, *steps), acme.charlie)
    sequences.advance()
    pipeline.dispatch(5)
    pass_time(hours=1)


@way("a sequence takes a tag off", "tag_removed sequence_completed")
def _(acme: Acme) -> None:
    tags.add(acme.charlie, ["warm"])
    tag = tags.named(acme.world.acme.workspace, ["warm"])["warm"]
    enrol(sequence(acme.world.acme, {"id": "a", "kind": "untag", "tag": tag.public_id}), acme.charlie)
    pass_time(hours=1)
