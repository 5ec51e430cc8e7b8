"""The door to the room that keeps OAuth clients: `settings.OAUTH_APPS` names it, pages do not import it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from apps.accounts.models import OAuthApp, User, Workspace

MOST = 20  # apps of one workspace
MOST_URIS = 10


@dataclass(frozen=True, slots=True)
class Registered:
    """What is kept under a client id. connections: how many work now, in whatever workspaces."""

    client_id: str
    name: str
    redirect_uris: Sequence[str]
    is_public: bool
    created_at: datetime
    connections: int = 0


class Registry(Protocol):
    """apps.connect.owning"""

    def register(
        self,
        workspace: Workspace,
        by: User,
        name: str,
        redirect_uris: list[str],
        *,
        is_public: bool = False,
        public_id: str = "",
    ) -> tuple[OAuthApp, str]: ...
    def look(self, rows: Iterable[OAuthApp]) -> Mapping[str, Registered]: ...
    def change(self, row: OAuthApp, by: User, name: str, redirect_uris: list[str]) -> None: ...
    def rotate(self, row: OAuthApp, by: User) -> str: ...
    def remove(self, row: OAuthApp, by: User) -> int: ...


def registry() -> Registry:
    return cast(Registry, import_module(settings.OAUTH_APPS))
