"""The admin of users, workspaces, seats, invitations and keys."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.forms import AdminPasswordChangeForm

from apps.accounts import actions, impersonation, queries, team
from apps.accounts.admin_base import OF_WORKSPACE, Admin, NoDeleteAdmin, ReadOnlyAdmin
from apps.accounts.admin_forms import MemberForm, NewUserForm, NewWorkspaceForm, UserForm, WorkspaceForm
from apps.accounts.admin_look import look_as
from apps.accounts.models import (
    ApiKey,
    AuditEntry,
    Connection,
    Impersonation,
    Invitation,
    Member,
    NoticeChoice,
    NoticeTold,
    OAuthApp,
    User,
    Workspace,
)
from apps.accounts.roles import Role

TOLD_OF_USER = ("addresses", "new_password", "look")
POWERS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(User)
class UserAdmin(NoDeleteAdmin, DjangoUserAdmin):  # type: ignore[misc,type-arg]
    """Switched off rather than deleted: evidence and entries name them."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("email", "first_name", "last_name", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("-pk",)
    readonly_fields = (*TOLD_OF_USER, "last_login", "date_joined")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "email",
                    "addresses",
                    "new_password",
                    "look",
                    "first_name",
                    "last_name",
                    "is_active",
                )
            },
        ),
        ("Powers", {"fields": POWERS}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "password1", "password2")}),)

    @admin.display(description="Password")
    def new_password(self, user: User) -> SafeString:
        return format_html('<a href="{}">Set a new one</a>', "../password/")

    @admin.display(description="Dashboard")
    def look(self, user: User) -> SafeString | str:
        if not impersonation.may_be(user):
            return "Nobody looks as an admin, or as somebody switched off."
        return format_html('<a href="{}">Look as this user</a>', "../look-as/")

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(look_as)
        return [path("<int:user_id>/look-as/", page, name="accounts_user_look_as"), *super().get_urls()]

    @admin.display(description="Sign-in addresses")
    def addresses(self, user: User) -> str:
        """What allauth knows of them."""
        known = EmailAddress.objects.filter(user=user).order_by("-primary", "email")
        told = (f"{one.email} ({'confirmed' if one.verified else 'not confirmed'})" for one in known)
        return ", ".join(told) or "None confirmed yet"

    def get_readonly_fields(self, request: Any, obj: User | None = None) -> Any:
        """Only a superuser hands out powers: else whoever edits users makes themselves one."""
        return self.readonly_fields if request.user.is_superuser else (*self.readonly_fields, *POWERS)

    def has_change_permission(self, request: Any, obj: User | None = None) -> bool:
        """A superuser's password is not for lesser staff to set."""
        above = bool(obj and obj.is_superuser and not request.user.is_superuser)
        return super().has_change_permission(request, obj) and not above

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:
        """The admin vouches for the address, so that no confirmation mail stands before sign-in."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).update(primary=False)
        EmailAddress.objects.update_or_create(
            user=obj, email=obj.email, defaults={"verified": True, "primary": True}
        )


@admin.register(Workspace)
class WorkspaceAdmin(NoDeleteAdmin):
    """Opened with an owner and a sandbox, changed together with it, suspended rather than deleted."""

    form = WorkspaceForm
    list_display = ("name", "public_id", "state", "parent", "live", "created_at")
    list_filter = ("state", ("live", admin.EmptyFieldListFilter))
    search_fields = ("name", "public_id__exact")
    autocomplete_fields = ("parent",)
    readonly_fields = ("public_id", "state", "parent", "live", "created_at")
    actions = ("suspend", "activate")

    def get_form(
        self, request: Any, obj: Workspace | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": NewWorkspaceForm}) | kwargs)

    def get_fields(self, request: Any, obj: Workspace | None = None) -> Any:
        return (
            (*WorkspaceForm.Meta.fields, *self.readonly_fields) if obj else ("name", "owner_email", "parent")
        )

    def get_readonly_fields(self, request: Any, obj: Workspace | None = None) -> Any:
        return self.readonly_fields if obj else ()

    def has_change_permission(self, request: Any, obj: Workspace | None = None) -> bool:
        """A sandbox follows its live twin."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_sandbox)

    def save_model(self, request: Any, obj: Workspace, form: Any, change: bool) -> None:
        values = dict(form.cleaned_data)
        if change:
            actions.change_settings(obj, values.pop("name"), values)
        else:
            opened = actions.open_workspace(values["owner_email"], values["name"], values["parent"])
            obj.__dict__.update(opened.__dict__)

    @admin.action(description="Suspend: nothing is sent", permissions=["verb"])
    def suspend(self, request: Any, chosen: Any) -> None:
        for workspace in chosen:
            actions.set_state(workspace, Workspace.State.SUSPENDED)

    @admin.action(description="Activate", permissions=["verb"])
    def activate(self, request: Any, chosen: Any) -> None:
        for workspace in chosen:
            actions.set_state(workspace, Workspace.State.ACTIVE)


@admin.register(Member)
class MemberAdmin(Admin):
    """A seat holds in both twins; the last owner stays."""

    form = MemberForm
    list_display = ("user", "workspace", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("user__email", "workspace__name", OF_WORKSPACE)
    autocomplete_fields = ("workspace", "user")

    def get_readonly_fields(self, request: Any, obj: Member | None = None) -> Any:
        return ("workspace", "user", "created_at") if obj else ()

    def has_delete_permission(self, request: Any, obj: Member | None = None) -> bool:
        last = bool(obj and queries.is_last_owner(obj))
        return super().has_delete_permission(request, obj) and not last

    def save_model(self, request: Any, obj: Member, form: Any, change: bool) -> None:
        role = Role(obj.role)
        seat = obj if change else team.give_seat(obj.user, obj.workspace, role)
        team.set_role(seat, role)
        obj.__dict__.update(seat.__dict__)

    def delete_model(self, request: Any, obj: Member) -> None:
        team.take_seat(obj)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("email", "workspace", "role", "invited_by", "expires_at", "accepted_at", "withdrawn_at")
    search_fields = ("email", OF_WORKSPACE)
    actions = ("withdraw",)

    @admin.action(description="Withdraw", permissions=["verb"])
    def withdraw(self, request: Any, chosen: Any) -> None:
        for invitation in chosen:
            team.withdraw(invitation)


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    """Made in the dashboard, where the key is shown; here looked for and revoked."""

    list_display = ("prefix", "name", "kind", "workspace", "last_used_at", "last_used_ip", "revoked_at")
    list_filter: ClassVar = ["kind", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ("prefix__startswith", "name", "public_id__exact", OF_WORKSPACE)
    actions = ("revoke",)

    @admin.action(description="Revoke", permissions=["verb"])
    def revoke(self, request: Any, chosen: Any) -> None:
        for key in chosen:
            actions.revoke(key)


@admin.register(Connection)
class ConnectionAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "app_name", "workspace", "user", "created_at", "last_used_at", "ended_at")
    list_filter: ClassVar = [("ended_at", admin.EmptyFieldListFilter)]
    search_fields = ("public_id__exact", "user__email", OF_WORKSPACE)
    exclude = ("code_hash", "family", "kept_for", "kept_answer", "kept_at")


@admin.register(NoticeChoice)
class NoticeChoiceAdmin(ReadOnlyAdmin):
    """Which mails somebody chose otherwise than by default."""

    list_display = ("user", "workspace", "kind", "is_wanted")
    list_filter = ("kind", "is_wanted")
    search_fields = ("user__email", OF_WORKSPACE)


@admin.register(NoticeTold)
class NoticeToldAdmin(ReadOnlyAdmin):
    """Of what somebody got a mail; kept for 60 days."""

    list_display = ("at", "user", "workspace", "key")
    search_fields = ("user__email", "key__startswith", OF_WORKSPACE)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what in a workspace; the database lets nobody change it."""

    list_display = ("at", "workspace", "kind", "actor", "way", "ip", "subject")
    list_filter = ("area", "way")
    search_fields = ("actor__exact", "public_id__exact", "subject_id__exact", OF_WORKSPACE)


@admin.register(OAuthApp)
class OAuthAppAdmin(ReadOnlyAdmin):
    """Whose an OAuth app is; the app itself stands under its client id with the toolkit's."""

    list_display = ("client_id", "workspace", "created_by", "created_at")
    search_fields = ("client_id__exact", "public_id__exact", "created_by__email", OF_WORKSPACE)


@admin.register(Impersonation)
class ImpersonationAdmin(ReadOnlyAdmin):
    """Who looked as whom, why, from when until when."""

    list_display = ("begun_at", "actor", "user", "reason", "until", "ended_at", "ended_why")
    list_filter = ("ended_why",)
    search_fields = ("actor__email", "user__email", "public_id__exact")
