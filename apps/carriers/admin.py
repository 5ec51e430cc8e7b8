"""The admin of carrier accounts and of what carriers posted."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.accounts.admin_base import OF_WORKSPACE, NoDeleteAdmin, ReadOnlyAdmin
from apps.carriers import registry, showing
from apps.carriers.contract import missing_credentials
from apps.carriers.models import Callback, CarrierAccount

TOLD = ("stored", "public_id", "created_at")


def _adapters() -> list[tuple[str, str]]:
    return [(name, name) for name in registry.names()]


class CarrierAccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """Credentials go in and never come out: an empty field keeps what is stored."""

    adapter = forms.ChoiceField(choices=_adapters, widget=UnfoldAdminSelectWidget)
    new_credentials = forms.CharField(
        required=False,
        label="Credentials",
        help_text="A JSON object; it replaces what is stored. Empty: the stored ones stay.",
        widget=UnfoldAdminTextareaWidget,
    )

    class Meta:
        model = CarrierAccount
        fields = ("workspace", "name", "adapter", "enabled", "answers_keywords")

    def clean_new_credentials(self) -> dict[str, Any]:
        typed = self.cleaned_data["new_credentials"].strip()
        if not typed and self.instance.pk and not self.instance.is_readable:
            raise forms.ValidationError("The stored ones can no longer be read: give them anew.")
        try:
            given = json.loads(typed or "{}")
        except ValueError as error:
            raise forms.ValidationError(f"This is not JSON: {error}") from error
        if not isinstance(given, dict):
            raise forms.ValidationError('An object, such as {"api_key": "…"}.')
        if wrong := sorted(name for name, value in given.items() if not isinstance(value, str)):
            raise forms.ValidationError(f"Texts in quotes, please: {', '.join(wrong)}.")
        return given

    def clean(self) -> dict[str, Any]:
        """What the carrier needs is there: without it every text of the account would fail."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = cleaned.get("new_credentials")
        name = cleaned.get("adapter") or self.instance.adapter
        if given is None or not name:
            return cleaned
        missing = missing_credentials(registry.adapter(name), given or self.instance.credentials or {})
        if missing:
            self.add_error("new_credentials", f"{registry.adapter(name).label} needs: {', '.join(missing)}.")
        return cleaned


@admin.register(CarrierAccount)
class CarrierAccountAdmin(NoDeleteAdmin):
    form = CarrierAccountForm
    list_display = ("name", "adapter", "workspace", "enabled", "public_id")
    list_filter = ("adapter", "enabled")
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)
    autocomplete_fields = ("workspace",)
    fields = (
        "workspace",
        "name",
        "adapter",
        "enabled",
        "answers_keywords",
        "new_credentials",
        "stored",
        "public_id",
        "created_at",
    )

    def get_readonly_fields(self, request: Any, obj: CarrierAccount | None = None) -> tuple[str, ...]:
        """What senders and messages hang on is chosen once."""
        return ("workspace", "adapter", *TOLD) if obj else TOLD

    @admin.display(description="Stored credentials")
    def stored(self, account: CarrierAccount) -> str:
        """Which ones there are, without a character of any."""
        if not account.is_readable:
            return "Stored with a key that this installation no longer has"
        return ", ".join(sorted(account.credentials or {})) or "None"

    def save_model(self, request: Any, obj: CarrierAccount, form: Any, change: bool) -> None:
        if form.cleaned_data.get("new_credentials"):
            obj.credentials = form.cleaned_data["new_credentials"]
        super().save_model(request, obj, form, change)


@admin.register(Callback)
class CallbackAdmin(ReadOnlyAdmin):
    list_display = ("received_at", "account", "state", "problem")
    list_filter = ("state",)
    search_fields = ("account__public_id__exact",)
    hidden = ("query", "headers", "body")
    told = ("query_without_secrets", "headers_without_secrets", "body_as_text")

    @admin.display(description="Query")
    def query_without_secrets(self, callback: Callback) -> str:
        return showing.query(callback)

    @admin.display(description="Headers")
    def headers_without_secrets(self, callback: Callback) -> str:
        return showing.headers(callback)

    @admin.display(description="Body")
    def body_as_text(self, callback: Callback) -> str:
        return showing.body(callback)
