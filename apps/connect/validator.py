"""Where the toolkit's rules are not ours: codes as hashes, a connection behind each token, loss and reuse."""

from typing import Any, TypeAlias

from oauth2_provider.models import get_access_token_model, get_refresh_token_model
from oauth2_provider.oauth2_validators import OAuth2Validator

from apps.accounts import connections
from apps.accounts.models import Connection
from apps.common.encryption import fingerprint
from apps.connect import ending, lost_answers, owning

# oauthlib's Request: it carries what anybody hangs on it.
Request: TypeAlias = Any

RefreshToken = get_refresh_token_model()


class Validator(OAuth2Validator):
    """The token endpoint runs it inside one transaction that holds the connection (apps.connect.exchange)."""

    def _load_application(self, client_id: str, request: Request) -> Any:
        """A NUL byte, which Basic can carry, names nobody; no database takes it. An app of a suspended
        workspace is none."""
        if "\0" in (client_id or "") or not owning.may_ask(client_id or ""):
            request.client = None
            return None
        return super()._load_application(client_id, request)

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        """Of a public app the challenge is the only proof (RFC 9700 §2.1.1)."""
        return bool(request.client.client_type == request.client.CLIENT_PUBLIC)

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Request, *_: Any
    ) -> None:
        self._create_authorization_code(request, {**code, "code": fingerprint(code["code"])})
        connections.allow(
            request.workspace, request.user, client_id, request.client.name or client_id, code["code"]
        )

    def validate_code(self, client_id: str, code: str, client: Any, request: Request, *_: Any) -> bool:
        """A code that was taken up already ends what it began: one of the two who have it is a thief."""
        found = connections.by_code(code, client.client_id)
        if found and found.family:
            ending.end(found, connections.BY_REUSE)
        fresh = found and not found.family and connections.seat_of(found)
        request.connection = found
        return bool(fresh) and super().validate_code(client_id, fingerprint(code), client, request)

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, *args: Any, **more: Any
    ) -> bool:
        """The very one that the code was asked with; it must be there."""
        held: bool = super().confirm_redirect_uri(client_id, fingerprint(code), redirect_uri, client)
        return bool(redirect_uri) and held

    def get_code_challenge(self, code: str, request: Request) -> Any:
        return super().get_code_challenge(fingerprint(code), request)

    def get_code_challenge_method(self, code: str, request: Request) -> Any:
        return super().get_code_challenge_method(fingerprint(code), request)

    def get_authorization_code_scopes(self, client_id: str, code: str, *args: Any) -> Any:
        return super().get_authorization_code_scopes(client_id, fingerprint(code), *args)

    def invalidate_authorization_code(self, client_id: str, code: str, request: Request, *_: Any) -> Any:
        return super().invalidate_authorization_code(client_id, fingerprint(code), request)

    def validate_refresh_token(self, refresh_token: str, client: Any, request: Request, *_: Any) -> bool:
        """Reuse ends the connection; only of one's own client, so that no other can end it."""
        rows = RefreshToken.objects.filter(application=client)
        row = rows.filter(token_checksum=fingerprint(refresh_token)).first()
        found = of_family(row)
        if row is None or found is None or not connections.seat_of(found):
            return False
        request.connection = found
        if row.revoked and (kept := lost_answers.again(found, refresh_token)):
            request.kept, request.user, request.refresh_token_instance = kept, row.user, row
            return True
        if row.revoked:
            ending.end(found, connections.BY_REUSE)
            return False
        return bool(super().validate_refresh_token(refresh_token, client, request))

    def save_bearer_token(self, token: dict[str, Any], request: Request, *args: Any, **more: Any) -> Any:
        if kept := vars(request).get("kept"):  # not request.kept, which would read the client's own fields
            token.clear()
            token.update(kept)
            return None
        made = super().save_bearer_token(token, request, *args, **more)
        if request.grant_type == "refresh_token":
            lost_answers.keep(request.connection, request.refresh_token, dict(token))
        return made

    def _create_refresh_token(self, request: Request, code: str, access_token: Any, previous: Any) -> Any:
        row = super()._create_refresh_token(request, code, access_token, previous)
        if previous is None:
            connections.take_up(request.connection, row.token_family)
            ending.told_of_start(request.connection)
        return row

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *_: Any) -> None:
        """RFC 7009: of one's own client alone, and the whole connection with it."""
        if found := of_token(token, request.client):
            ending.end(found, connections.BY_APP)


def of_family(row: Any) -> Connection | None:
    """The connection of a refresh token."""
    if row is None or row.token_family is None:
        return None
    found: Connection | None = (
        Connection.everywhere.filter(family=row.token_family).select_related("workspace", "user").first()
    )
    return found


def of_token(token: str, client: Any) -> Connection | None:
    """The connection of a token of this client, refresh or access."""
    mine = {"token_checksum": fingerprint(token), "application": client}
    row = RefreshToken.objects.filter(**mine).first()
    access = None if row else get_access_token_model().objects.filter(**mine).first()
    return of_family(row or getattr(access, "refresh_token", None))
