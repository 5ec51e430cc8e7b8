"""A workspace with life in it: everything a page can show is there."""

from apps.accounts import actions as accounts
from apps.accounts.models import ApiKey, Workspace
from apps.accounts.roles import Role
from apps.accounts.team import invite
from apps.audiences import actions as segments
from apps.audiences import keeping
from apps.campaigns.approval import actions as approval
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.common.ids import Maker
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.contacts.custom import actions as fields
from apps.contacts.custom.actions import Wish
from apps.copywriting import actions as copywriting
from apps.lists import actions as lists
from apps.pipeline import actions as pipeline
from apps.requestlog.models import LoggedRequest
from apps.senders import actions as senders
from apps.sequences import actions as sequences
from apps.tags import actions as tags
from apps.tags.models import Tag
from tests.browser import machinery
from tests.browser.backstage import Backstage
from tests.browser.scenery import rehearse
from tests.campaigns.approvals import ask, limit, of
from tests.campaigns.launches import chosen, draft, launch
from tests.imports.files import bring, table, upload
from tests.messaging.orders import texted
from tests.sequences import ways
from tests.world import World


def furnish(world: World, backstage: Backstage) -> Campaign:
    """Answers the campaign that went out."""
    acme = world.acme
    friends = lists.create(acme.workspace, "Friends of the shop")
    lists.add(friends, [world.charlie.pk, world.dana.pk])
    tags.add(world.charlie, ["regular", "poetry"])
    _fields(world)
    pipeline.move(world.dana, "Customer")
    regulars = Tag.objects.of(acme.workspace).get(name="regular")
    asked = [{"field": "tag", "op": "has", "ids": [regulars.public_id]}, {"field": "replied", "op": "never"}]
    keeping.keep(segments.create(acme.workspace, "Regulars", {"all": [{"any": asked}]}), "Kept regulars")
    copywriting.keep(acme.workspace, "Opening hours", "We are open 9 to 6.")
    accounts.make_key(acme.workspace, ApiKey.Kind.LIVE, "Shop", world.alice)
    invite(world.seat(world.alice), "frida@acme.example", Role.AGENT)
    compliance.suppress(
        acme.workspace.pk, "+13055552099", "blacklist", source="manual", evidence={"reason": "a wrong number"}
    )
    bring(acme.workspace, table("Phone,Name", "4155550177,Finn", "call me,Gil"))
    upload(acme.workspace, table("Phone,Name", "4155550178,Hal", "call me,Ida"), "not-yet.csv")
    senders.make_pool(acme.workspace, "Shop lines", [acme.sender])
    _sequence(world)
    machinery.install(world)
    logged(acme.workspace, "POST", "/v1/messages", 400, "parameter_missing")
    campaign = launch(draft(acme, name="Autumn sale"))
    rehearse(draft(acme, name="Winter sale", audience=chosen(world.charlie)))
    _approvals(world)
    backstage.work()
    texted(acme.sender, world.charlie, "Lovely! Is poetry part of it?")
    texted(acme.sender, world.erin, "STOP")
    texted(acme.sender, world.dana, "not interested")
    backstage.work()
    return campaign


def _approvals(world: World) -> None:
    """One campaign waits for a second person's yes, one came back."""
    limit(world.acme, 1)
    ask(draft(world.acme, name="Spring sale"), world.maria)
    returned = ask(draft(world.acme, name="Summer sale"), world.maria)
    approval.send_back(returned, of(world.adam), "Not on a Sunday.")
    limit(world.acme, None)


def _fields(world: World) -> None:
    """Of every kind, one a column, one archived, a value that does not fit, an attribute without a field."""
    given = {"born": "1990-05-04", "tier": "Gold", "visits": "many", "member": "yes", "shoe size": 42}
    contacts.update(world.charlie, {"attributes": given})
    add, where = fields.add, world.acme.workspace
    add(where, "date", Wish("Birthday"), key="born")
    add(where, "choice", Wish("Loyalty tier", ["Gold", "Silver"], is_column=True), key="tier")
    add(where, "number", Wish("Visits"), key="visits")
    add(where, "yes_no", Wish("Member", required=True), key="member")
    fields.archive(add(where, "text", Wish("Old note")))


def logged(workspace: Workspace, method: str, path: str, status: int, error: str = "") -> LoggedRequest:
    """A line of the request log."""
    row: LoggedRequest = LoggedRequest.objects.create(
        workspace=workspace,
        public_id=Maker("req")(),
        at=clock.now(),
        caller="msvs_live_ab12",
        surface="v1",
        method=method,
        path=path,
        status=status,
        family=status // 100,
        error=error,
        ms=12,
        agent="sendwell-python/0.1.0",
    )
    return row


def _sequence(world: World) -> None:
    """Running, with somebody at a question's side, and a draft beside it."""
    asks = {"id": "s3", "kind": "if_reply", "since": "s1", "yes": [ways.text("s4", "Great")], "no": []}
    made = ways.sequence(world.acme, ways.text("s1", "Welcome"), ways.wait("s2"), asks)
    ways.enrol(made, world.charlie, world.dana)
    ways.republish(made, ways.text("s1", "Welcome"), asks)
    sequences.write(made, steps=[ways.text("s1", "Hello"), ways.wait("s5")])
