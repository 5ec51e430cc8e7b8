"""Rows of accounts: users, workspaces, members, invitations, API keys, connected apps."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.audit.models import AuditEntry
from apps.accounts.impersonation_models import Impersonation
from apps.accounts.notices.models import NoticeChoice, NoticeTold
from apps.accounts.oauth_models import OAuthApp
from apps.accounts.roles import Role
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.accounts.workspaces import Workspace
from apps.common import clock
from apps.common.ids import PublicIdField

__all__ = [
    "ApiKey",
    "AuditEntry",
    "Connection",
    "Impersonation",
    "Invitation",
    "Member",
    "NoticeChoice",
    "NoticeTold",
    "OAuthApp",
    "User",
    "Workspace",
]


def _vouch(user: "User") -> None:
    """Whoever makes an account for somebody vouches for the address; sign-up asks for proof instead."""
    from allauth.account.models import EmailAddress  # not loadable before this module is

    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        _vouch(user)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, blank=True, help_text="Of LANGUAGES. Empty: the browser's.")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May enter the admin.")
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        return self.first_name or self.email


class Member(WorkspaceOwned):
    """A user's seat in a workspace, with a role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_seat_per_user")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    def may(self, right: str) -> bool:
        return right in Role(self.role).rights


class Invitations(OwnedQuerySet["Invitation"]):
    def open(self) -> "Invitations":
        """Neither accepted nor withdrawn; it may be too old."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class _ScopedInvitations(Scoped["Invitation"]):
    of: Of[Invitations]


class Invitation(WorkspaceOwned):
    """An offer of a seat, sent by e-mail; the link carries a token of which only the hash is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MARKETER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_ScopedInvitations] = _ScopedInvitations()
    everywhere: ClassVar[Any] = Invitations.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"


class ApiKeys(OwnedQuerySet["ApiKey"]):
    def working(self) -> "ApiKeys":
        return self.filter(revoked_at=None)


class _ScopedKeys(Scoped["ApiKey"]):
    of: Of[ApiKeys]


class ApiKey(WorkspaceOwned):
    """A key that an integrator holds. Only its hash is kept; the key itself is shown once."""

    class Kind(models.TextChoices):
        REST = "rsms_", "ReadySMS REST"
        ZAPIER = "zap_", "Zapier"
        LIVE = "msvs_live_", _("v1, live")
        TEST = "msvs_test_", _("v1, test")

    public_id = PublicIdField("key")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=20, help_text="The first characters, to recognise it by.")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Of the app that made it, with its token: the key ends with the connection, and goes with it.
    connection = models.ForeignKey(
        "Connection", null=True, blank=True, on_delete=models.CASCADE, related_name="keys"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_ip = models.GenericIPAddressField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_ScopedKeys] = _ScopedKeys()
    everywhere: ClassVar[Any] = ApiKeys.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class Connections(OwnedQuerySet["Connection"]):
    def working(self) -> "Connections":
        """Let in, taken up by the app, and not ended."""
        return self.filter(ended_at=None).exclude(family=None)


class _ScopedConnections(Scoped["Connection"]):
    of: Of[Connections]


class Connection(WorkspaceOwned):
    """An app that a member let into a workspace (OAuth). The row outlives it, as the record of who did what.

    Its tokens lie with apps.connect, which finds this row by `code_hash` (the authorization code that began
    it) and `family` (all refresh tokens that followed); neither opens anything.
    """

    public_id = PublicIdField("app")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    client_id = models.CharField(max_length=255)
    app_name = models.CharField(max_length=255)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    family = models.UUIDField(null=True, unique=True, editable=False)
    # The last answer to a refresh, for a client that lost it: readable only with the token that asked.
    kept_for = models.CharField(max_length=64, blank=True, editable=False)
    kept_answer = models.TextField(blank=True, editable=False)
    kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_ip = models.GenericIPAddressField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=254, blank=True, help_text="E-mail address, or what ended it.")

    objects: ClassVar[_ScopedConnections] = _ScopedConnections()
    everywhere: ClassVar[Any] = Connections.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.app_name} for {self.user}"
