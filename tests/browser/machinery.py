"""What programs do for Acme: they are told of things, let in by OAuth, and plan texts."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

from apps.accounts.models import Connection
from apps.common import clock
from apps.compliance.actions import Witness
from apps.connect import owning
from apps.messaging.actions import Single
from apps.messaging.scheduled import actions as scheduled
from apps.webhooks import actions as webhooks
from apps.webhooks.models import Delivery, Try
from tests.connect.conftest import AUTHORIZE, registered
from tests.world import World

# Long, as real ones are: a table must stand that on a phone.
URL = "https://hooks.shop.example/integrations/sendwell/v1/workspaces/acme/messages-delivered"


def install(world: World) -> None:
    workspace = world.acme.workspace
    _hook(world)
    _app(world)
    owning.register(workspace, world.alice, "Shop sync", [URL, "http://localhost:8765/callback"])
    for hours, body in ((1, "See you soon"), (30, "We open at nine. " * 12)):
        single = Single(world.charlie.phone, body, attested="They agreed.")
        at = clock.now() + timedelta(hours=hours)
        planned = scheduled.plan(workspace, single, at, Witness("rsms_a1b2"), "key_x")
    scheduled.cancel(planned, "alice@acme.example")


def wish() -> str:
    """The authorize page, as Zapier asks for it."""
    return f"{AUTHORIZE}?{urlencode(registered().asks())}"


def _hook(world: World) -> None:
    """Of two deliveries one failed for good."""
    workspace = world.acme.workspace
    hook = webhooks.subscribe(workspace, "v1", URL, ["message.delivered"], description="Shop", by=world.alice)
    now = clock.now()
    for number, state, status in ((1, "delivered", 200), (9, "failed", 500)):
        made = Delivery.objects.create(
            workspace=workspace,
            subscription=hook,
            event_ref=f"evt_{number}",
            name="message.delivered",
            body='{"type": "message.delivered", "data": {"to": "+14155550100"}}',
            state=state,
            tries=number,
            status=status,
            give_up_at=now + timedelta(hours=1),
            ended_at=now,
        )
        Try.objects.create(
            workspace=workspace,
            delivery=made,
            number=number,
            ms=12,
            status=status,
            answer="<h1>So?</h1>",
        )


def _app(world: World) -> None:
    Connection.objects.create(
        workspace=world.acme.workspace,
        user=world.alice,
        client_id="cli_a1b2",
        app_name="Zapier",
        code_hash="0" * 64,
        family=uuid4(),
        last_used_at=clock.now(),
        last_used_ip="203.0.113.9",
    )
