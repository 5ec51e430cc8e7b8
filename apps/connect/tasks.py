"""Clock work of OAuth: it looks across all workspaces."""

from datetime import timedelta

from oauth2_provider.models import clear_expired

from apps.accounts.models import Connection
from apps.common import clock
from apps.common.alone import alone


@alone("connect.sweep")
def sweep() -> None:
    """Forget expired codes and tokens, rotated ones after a year, and yeses that no app took up in a day."""
    clear_expired()
    Connection.everywhere.filter(family=None, created_at__lt=clock.now() - timedelta(days=1)).delete()
