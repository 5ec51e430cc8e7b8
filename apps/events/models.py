"""The diary's rows."""

from typing import Any, ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class Event(WorkspaceOwned):
    """A fact: what happened, to whom or what, when, by whom. Never changed after it was written.

    `subject` is a public id. `contact_id` is a plain number, not a foreign key: contacts live a floor
    above, and the diary outlives them.
    """

    public_id = PublicIdField("evt")
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=40, blank=True)
    contact_id = models.BigIntegerField(null=True, blank=True)
    facts: Any = models.JSONField(default=dict)
    actor = models.CharField(
        max_length=120, blank=True, help_text="An e-mail address, a key's prefix, or empty."
    )
    at = models.DateTimeField(default=clock.now)
    awaits_delivery = models.BooleanField(default=False, help_text="Somebody outside is to be told of it.")
    awaits_reaction = models.BooleanField(default=False)
    reaction_tries = models.PositiveSmallIntegerField(default=0)
    react_after = models.DateTimeField(
        null=True, blank=True, help_text="After a handler failed: not before this."
    )

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-id"], name="event_feed"),
            models.Index(fields=["contact_id", "-id"], name="event_timeline"),
            models.Index(fields=["id"], name="event_awaiting", condition=models.Q(awaits_reaction=True)),
            models.Index(fields=["id"], name="event_to_deliver", condition=models.Q(awaits_delivery=True)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Interest(WorkspaceOwned):
    """Somebody outside wants to be told of events of this name. Kept by webhooks, asked by the diary."""

    name = models.CharField(max_length=60)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_interest_per_name")
        ]

    def __str__(self) -> str:
        return f"{self.workspace_id}: {self.name}"
