"""Roles and their rights. A page or an action asks for a right, never for a role."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# right: who has it
VIEW = "view"  # look at everything but secrets
REPLY = "reply"  # work the inbox
EDIT = "edit"  # contacts, lists, drafts, imports
SEND = "send"  # launch, pause, resume, cancel
APPROVE = "approve"  # say yes to what another one wants to launch
MANAGE = "manage"  # team, keys, senders, settings
OWN = "own"  # owners, suspension, deletion

_RIGHTS: dict[str, frozenset[str]] = {
    "owner": frozenset({VIEW, REPLY, EDIT, SEND, APPROVE, MANAGE, OWN}),
    "admin": frozenset({VIEW, REPLY, EDIT, SEND, APPROVE, MANAGE}),
    "marketer": frozenset({VIEW, REPLY, EDIT, SEND}),
    "agent": frozenset({VIEW, REPLY}),
    "viewer": frozenset({VIEW}),
}


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Admin")
    MARKETER = "marketer", _("Marketer")
    AGENT = "agent", _("Agent")
    VIEWER = "viewer", _("Viewer")

    @property
    def rights(self) -> frozenset[str]:
        return _RIGHTS[self.value]
