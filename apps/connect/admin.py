"""The admin of OAuth: read-only. Apps are registered by `manage.py oauth_app` (docs/zapier.md)."""

from apps.accounts.admin_base import ReadOnlyAdmin


class ApplicationAdmin(ReadOnlyAdmin):
    list_display = ("name", "client_id", "redirect_uris", "created")
    search_fields = ("name", "client_id__exact")
    fields = ("name", "client_id", "redirect_uris", "client_type", "authorization_grant_type", "created")
    view_on_site = False


class TokenAdmin(ReadOnlyAdmin):
    """Of access and refresh tokens; their text is kept nowhere."""

    list_display = ("id", "application", "user", "created")
    search_fields = ("user__email",)
    fields = ("application", "user", "created", "updated")
    view_on_site = False


class GrantAdmin(TokenAdmin):
    """Codes, as hashes, for the ten minutes that they live."""

    fields = ("application", "user", "expires", "redirect_uri")


class IdTokenAdmin(TokenAdmin):
    """There are none: this is no OpenID provider."""
