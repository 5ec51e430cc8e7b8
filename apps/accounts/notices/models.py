"""The rows of notices."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from apps.accounts.notices.kinds import KINDS
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock


class NoticeChoice(WorkspaceOwned):
    """What a person chose, where it is not the default. `workspace` is a live one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=[(kind.name, kind.name) for kind in KINDS])
    is_wanted = models.BooleanField()

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "kind"], name="one_choice_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {'on' if self.is_wanted else 'off'}"


class NoticeTold(WorkspaceOwned):
    """A person was told of `key` (an event, or a kind and a day): never twice. Kept for 60 days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "key"], name="told_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
