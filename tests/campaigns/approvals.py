"""Requests for a second person's yes, as tests make them."""

from typing import Any

from apps.accounts.models import User
from apps.accounts.roles import Role
from apps.campaigns.approval import actions, limits
from apps.campaigns.approval.limits import Limits
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign
from apps.compliance.actions import Witness
from tests.campaigns.launches import WORDING
from tests.world import Tenant, World, person, seat

ABOVE = 2  # everybody of Acme is three


def of(user: User) -> Witness:
    return Witness(user.email, user, "203.0.113.7")


def limit(tenant: Tenant, people: int | None = ABOVE, cost: int | None = None) -> None:
    limits.set_limits(tenant.workspace, Limits(people, cost), "alice@acme.example")


def ask(campaign: Campaign, by: User, **more: Any) -> Approval:
    return actions.ask(campaign, of(by), WORDING, **more)


def again(approval: Approval) -> Approval:
    found: Approval = Approval.everywhere.select_related("campaign", "workspace").get(pk=approval.pk)
    return found


def mark(world: World) -> User:
    """A second marketer of Acme."""
    made = person("Mark")
    seat(made, world.acme.workspace, Role.MARKETER)
    return made
