"""Segments by their ids."""

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import MissingArgument
from apps.api.v1.read import asked
from apps.audiences.models import Segment


def one(workspace: Workspace, public_id: str) -> Segment:
    """Raises NotFound."""
    row: Segment = asked.one(Segment.objects.of(workspace), "segment", "seg", public_id)
    return row


def filter_of(body: asked.Body) -> object:
    """As it came: audiences reads it and names what is wrong. Raises MissingArgument."""
    held = arguments.mapping(body, "filter")
    if held is None:
        raise MissingArgument(field="filter")
    return held
