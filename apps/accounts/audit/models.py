"""The rows of the audit log."""

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from apps.accounts.audit.kinds import KINDS
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class AuditEntry(WorkspaceOwned):
    """A deed. The database refuses to change or delete it (append_only.py).

    People and things are kept as text: what is deleted stays readable. `workspace` is the live one; a deed in
    its sandbox says so.
    """

    class Way(models.TextChoices):
        DASHBOARD = "dashboard", "Dashboard"
        API = "api", "API"
        ADMIN = "admin", "Admin of the installation"
        SYSTEM = "system", "By itself"

    public_id = PublicIdField("aud")
    in_sandbox = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    area = models.CharField(max_length=12)
    kind = models.CharField(max_length=30)
    actor = models.CharField(
        max_length=254, blank=True, help_text="E-mail address, a key's prefix, or empty."
    )
    actor_name = models.CharField(max_length=170, blank=True, help_text="As the person was called then.")
    way = models.CharField(max_length=10, choices=Way.choices)
    ip = models.GenericIPAddressField(null=True, blank=True)
    subject = models.CharField(max_length=200, blank=True, help_text="What it was done to, as it was called.")
    subject_id = models.CharField(max_length=40, blank=True, help_text="Its public id.")
    before: Any = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    after: Any = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        verbose_name_plural = "audit entries"
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-id"], name="audit_feed"),
            models.Index(fields=["workspace", "actor", "-id"], name="audit_of_person"),
            models.Index(fields=["workspace", "area", "-id"], name="audit_of_area"),
            models.Index(fields=["workspace", "at"], name="audit_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def title(self) -> str:
        """The kind in words; the kind itself when a later version has none for it."""
        return str(KINDS.get(self.kind, self.kind))

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """(name, before, after), in the order of the names; None: not said."""
        names = sorted({*self.before, *self.after})
        return [(name, self.before.get(name), self.after.get(name)) for name in names]
