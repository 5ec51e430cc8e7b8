"""Which sender of a pool a person knows."""

from typing import ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.contacts.models import Contact
from apps.senders.models import Pool, Sender


class Familiar(WorkspaceOwned):
    """The sender of a pool that this person is texted from, once and for all (while it can send)."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="+", db_index=False)
    sender = models.ForeignKey(Sender, on_delete=models.CASCADE, related_name="+")

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pool", "contact"], name="one_familiar_per_pool")
        ]

    def __str__(self) -> str:
        return f"contact {self.contact_id} knows sender {self.sender_id}"
