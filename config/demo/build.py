"""Make the demo, or find it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.accounts import actions as accounts
from apps.accounts.models import ApiKey, Member, User, Workspace
from apps.common import clock
from apps.common.encryption import fingerprint
from apps.senders import queries as sender_queries
from config.demo import credentials
from config.demo.furniture import furnish
from config.demo.history.days import DAYS
from config.demo.history.story import Story
from config.demo.oauth import oauth_app
from config.demo.people import SIZE, people

NAME = "Demo"


@transaction.atomic
def demo(size: int = SIZE) -> dict[str, Any]:
    """The demo's credentials, as `manage.py demo --json` prints them. Makes only what is missing: so many
    contacts with their history, where there is no demo yet."""
    user = _user()
    member = Member.everywhere.filter(user=user, workspace__live=None).select_related("workspace").first()
    workspace: Workspace = member.workspace if member else _furnish(user, size)
    _keys(workspace, user)
    return {
        "url": settings.BASE_URL,
        "email": credentials.EMAIL,
        "password": credentials.password(),
        "workspace": workspace.public_id,
        "sender": getattr(sender_queries.default(workspace), "address", ""),
        "keys": {name: credentials.key(name) for name in credentials.KINDS},
        "oauth": oauth_app(),
    }


def _user() -> User:
    """May enter the admin too: the demo is for looking around."""
    found = User.objects.filter(email=credentials.EMAIL).first()
    user = found or User.objects.create_superuser(credentials.EMAIL, first_name="Demo")
    if not user.check_password(credentials.password()):
        user.set_password(credentials.password())
        user.save(update_fields=["password"])
    return user


def _keys(workspace: Workspace, user: User) -> None:
    for name, kind in credentials.KINDS.items():
        key = credentials.key(name)
        ApiKey.everywhere.get_or_create(
            key_hash=fingerprint(key),
            defaults={
                "workspace": workspace.sandbox if kind == ApiKey.Kind.TEST else workspace,
                "kind": kind,
                "name": "Demo",
                "prefix": key[: len(kind.value) + 4],
                "created_by": user,
            },
        )


def _furnish(user: User, size: int) -> Workspace:
    """On its first day; from there the story goes."""
    with clock.standing_at(clock.now() - timedelta(days=DAYS, hours=1)):
        workspace = accounts.open_workspace(user, NAME)
        team = furnish(workspace, user)
    Story(workspace, team, list(people(size))).play()
    return workspace
