"""Who holds an access token. `settings.BEARER_OF` names `connection`: dialects do not import this room."""

from oauth2_provider.models import get_access_token_model

from apps.accounts.models import Connection
from apps.common import clock
from apps.common.encryption import fingerprint
from apps.connect import jwt


def connection(token: str) -> Connection | None:
    """The connection of a token that is signed by us, known, not revoked, not expired; else None.

    Whether the connection still opens anything is for `accounts.connections.seat_of`.
    """
    claims = jwt.read(token)
    rows = get_access_token_model().objects.filter(token_checksum=fingerprint(token), expires__gt=clock.now())
    if claims is None or not rows.exists():
        return None
    found: Connection | None = Connection.everywhere.working().filter(public_id=claims.get("con")).first()
    return found
