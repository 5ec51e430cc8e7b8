"""How much one workspace may ask of one dialect: a fixed window of a minute (apps.common.windows)."""

from apps.api.kernel.refusals import TooManyRequests
from apps.common import windows


def count(surface: str, workspace_id: int, most: int) -> None:
    """Count one request. Raises TooManyRequests, with the seconds until the window ends."""
    if seconds := windows.wait(f"rate:{surface}:{workspace_id}", most):
        raise TooManyRequests(retry_after=seconds)
