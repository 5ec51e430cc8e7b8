"""The proof that a line stands in its chain, without telling what the other lines say."""

from typing import Any

from apps.accounts.models import Workspace
from apps.compliance.canonical import canonical, digest, record
from apps.compliance.exporting import Anchor
from apps.compliance.walking import lines

# Digests in one proof, at most: 130 kB. A line further back is proven by the whole export.
LONGEST = 2_000


def path(workspace: Workspace, first: int, to: Anchor) -> dict[str, Any] | None:
    """The digests of the lines from position `first` to the anchor; None when those are too many.

    Folded in their order, beginning with the prev_hash of the first one, they give the anchor's head.
    """
    if not first or to.lines - first >= LONGEST:
        return None
    org = workspace.public_id
    digests = [
        digest(canonical(record(org, line))).hex() for line in lines(workspace, to.lines, after=first - 1)
    ]
    return {"from": first, "digests": digests}
