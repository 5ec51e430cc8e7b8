"""The workspace that pages are measured in: alone in its database, found again by its name."""

import random

from django.core.management.base import CommandError
from django.db import connection, transaction

from apps.accounts import actions as accounts
from apps.accounts.models import Member, User, Workspace
from apps.accounts.roles import Role
from apps.campaigns import breaker
from apps.credits import ledger
from apps.senders import actions as senders

TEAM = 5
SENDERS = 3


def found_or_opened(contacts: int, messages: int) -> Workspace:
    """Raises CommandError on SQLite, and in a database that has other workspaces: filling it locks whole
    tables, and nothing takes it back but dropdb."""
    if connection.vendor != "postgresql":
        raise CommandError(
            "The pages are measured on PostgreSQL: set DATABASE_URL to a database of their own."
        )
    name = f"Pages {contacts:,} × {messages:,}"
    found = Workspace.objects.filter(live=None)
    if here := found.filter(name=name).first():
        return here
    if found.exists():
        raise CommandError(f"This database has other workspaces. createdb a new one for “{name}”.")
    return _opened(name, means=messages * 2)


def owner(workspace: Workspace) -> User:
    """Who looks at every page."""
    return Member.objects.of(workspace).filter(role=Role.OWNER).order_by("pk")[0].user


def team(workspace: Workspace) -> list[str]:
    """The e-mail addresses of those who answer."""
    seats = Member.objects.of(workspace).order_by("pk")
    return list(seats.values_list("user__email", flat=True))


@transaction.atomic
def _opened(name: str, means: int) -> Workspace:
    made = accounts.open_workspace(_user("Alice"), name)
    for place in (made, made.sandbox):
        for first_name in ("Agnes", "Maria", "Adam", "Victor")[: TEAM - 1]:
            Member.everywhere.get_or_create(
                workspace=place, user=_user(first_name), defaults={"role": Role.AGENT}
            )
    for number in range(SENDERS):
        senders.add_virtual(made, f"Line {number + 1}")
    ledger.grant(made, means, "For the bench", kind="bonus", key="bench")
    breaker.set_guard(made, canary=0)
    return made


def _user(first_name: str) -> User:
    email = f"{first_name.lower()}@pages.example"
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, f"{random.getrandbits(64):x}", first_name=first_name)


def users(workspace: Workspace) -> list[User]:
    """Those who answer."""
    return [seat.user for seat in Member.objects.of(workspace).select_related("user").order_by("pk")]
