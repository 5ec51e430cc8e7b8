"""Forms of the admin for people, workspaces and seats."""

from typing import Any, ClassVar

from django import forms
from unfold.forms import UserCreationForm
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.accounts import queries
from apps.accounts.actions import checked_name
from apps.accounts.models import Member, User, Workspace
from apps.accounts.roles import Role
from apps.accounts.workspaces import SERVED_REGIONS
from apps.common.refusals import Invalid


class _FreeAddress:
    """clean_email of both forms: lower case, and nobody else's in any case."""

    cleaned_data: dict[str, Any]
    instance: User

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another user has this address.")
        return email


class NewUserForm(_FreeAddress, UserCreationForm):  # type: ignore[misc]
    class Meta:
        model = User
        fields: ClassVar = ("email",)


class UserForm(_FreeAddress, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        exclude: ClassVar = ("password",)


class WorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Workspace
        fields: ClassVar = (
            *("name", "company_name", "help_text", "timezone", "default_region", "regions", "opt_out_scope"),
            *("open_hours", "cap_per_day", "cap_per_week", "footer_days", "dnc_checked"),
        )

    def clean_name(self) -> str:
        try:
            return checked_name(self.cleaned_data["name"])
        except Invalid as refusal:
            raise forms.ValidationError(refusal.text) from refusal

    def clean_open_hours(self) -> dict[str, str]:
        return self.cleaned_data["open_hours"] or {}

    def clean_regions(self) -> list[str]:
        regions = self.cleaned_data["regions"]
        if not isinstance(regions, list) or set(regions) - set(SERVED_REGIONS):
            raise forms.ValidationError(f"A list of {', '.join(SERVED_REGIONS)}.")
        return regions


class NewWorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]
    owner_email = forms.EmailField(
        label="Owner", help_text="The address of an existing user.", widget=UnfoldAdminTextInputWidget
    )

    class Meta:
        model = Workspace
        fields: ClassVar = ("name", "parent")

    clean_name = WorkspaceForm.clean_name

    def clean_owner_email(self) -> User:
        owner = User.objects.filter(email__iexact=self.cleaned_data["owner_email"]).first()
        if owner is None:
            raise forms.ValidationError("No user has this address. Add the user first.")
        return owner

    def clean_parent(self) -> Workspace | None:
        parent: Workspace | None = self.cleaned_data["parent"]
        if parent and (parent.is_sandbox or parent.parent_id):
            raise forms.ValidationError("A sandbox or a sub-account has no sub-accounts.")
        return parent


class MemberForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Member
        fields: ClassVar = ("workspace", "user", "role")

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if self.instance.pk and role != Role.OWNER and queries.is_last_owner(self.instance):
            raise forms.ValidationError("The only owner: make somebody else owner first.")
        return role
