"""What the bench works on: a workspace of its own, generated contacts, and the sweep behind it."""

import csv
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from apps.accounts import actions as accounts
from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.campaigns import breaker
from apps.carriers.models import Callback
from apps.compliance import closing
from apps.credits import ledger
from apps.senders import actions as senders

# 19:00 UTC is inside 8 to 21 from Honolulu to New York, summer and winter.
OPEN_HOUR = 19
AREAS = ("212", "305", "312", "404", "415", "503", "512", "602", "702", "808")
HEADINGS = ("First Name", "Last Name", "Phone Number", "Email", "Tags", "Tier", "Opt-in Time")
BODY = "Hi {first_name|there}, your {tier|usual} offer waits until Sunday. Reply STOP to opt out."


def clock_shift() -> float:
    """Seconds to the nearest coming OPEN_HOUR, so that nobody is held for quiet hours."""
    now = timezone.now()
    return (datetime(now.year, now.month, now.day, OPEN_HOUR, tzinfo=UTC) - now).total_seconds()


def workspace(means: int) -> Workspace:
    """A live workspace with a sender on the virtual carrier, and the means to pay."""
    name = f"Bench {timezone.now():%Y-%m-%d %H:%M:%S.%f}"
    owner = User.objects.create_user(f"bench-{random.getrandbits(48):x}@sendwell.example")
    made = accounts.open_workspace(owner, name)
    senders.add_virtual(made, "Bench")
    ledger.grant(made, means, "For the bench", kind="bonus", key="bench")
    # Throughput is measured, and a campaign that waits for its first hundred receipts says nothing about it.
    breaker.set_guard(made, canary=0)
    return made


def write_contacts(path: Path, count: int) -> None:
    """A file of `count` people with numbers of their own: area code, 555-free exchange, four digits."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(count))


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        area = AREAS[number % len(AREAS)]
        rest = number // len(AREAS)
        phone = f"+1{area}{300 + rest // 10_000}{rest % 10_000:04}"
        tier = ("gold", "silver", "")[number % 3]
        yield (f"Name{number}", "Bench", phone, f"b{number}@example.com", "bench", tier, "2026-05-01 10:00")


@transaction.atomic
def sweep(workspace: Workspace) -> None:
    """Remove all that the bench made. Foreign keys are checked at the commit, so order does not matter."""
    places = [workspace.sandbox, workspace]
    owners = list(User.objects.filter(memberships__workspace=workspace))
    for place in places:
        closing.close(place, "The bench is over.")
    Callback.objects.filter(account__workspace__in=places)._raw_delete(connection.alias)  # type: ignore[attr-defined]
    for model in apps.get_models():
        if issubclass(model, WorkspaceOwned):
            model.everywhere.filter(workspace__in=places)._raw_delete(connection.alias)
    for place in places:
        place.delete()
    for owner in owners:
        owner.delete()
