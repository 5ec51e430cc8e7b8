"""Clock work of notices: it has no request, and so no workspace, and looks across all of them."""

from apps.accounts.notices.choosing import forget_old
from apps.common.alone import alone
from apps.dashboard import digests


@alone("dashboard.digest")
def digest() -> None:
    """Send this morning's digests; forget of what people were told two months ago."""
    digests.send_due()
    forget_old()
