"""Looking into the log of one workspace: by an index, or among the newest lines alone."""

from dataclasses import dataclass

from django.db.models import Q

from apps.accounts.models import Workspace
from apps.accounts.tenancy import OwnedQuerySet
from apps.requestlog.models import LoggedRequest

# A word of the path or a verb has no index: it is looked for among so many of the newest lines.
SEARCHED = 50_000
Rows = OwnedQuerySet[LoggedRequest]


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty: whatever. `status` is a number (404) or a family (4xx)."""

    status: str = ""
    method: str = ""
    path: str = ""
    caller: str = ""

    def __bool__(self) -> bool:
        return any((self.status, self.method, self.path, self.caller))


def rows(workspace: Workspace, asked: Asked) -> Rows:
    """In no order yet."""
    found: Rows = LoggedRequest.objects.of(workspace).filter(_status(asked.status))
    if asked.caller:
        found = found.filter(caller=asked.caller)
    if asked.method or asked.path:
        found = found.filter(Q(pk__gte=_oldest_searched(workspace)))
    if asked.method:
        found = found.filter(method=asked.method)
    return found.filter(path__icontains=asked.path) if asked.path else found


def _status(text: str) -> Q:
    if text[1:] == "xx":
        return Q(family=int(text[0]))
    return Q(status=int(text)) if text else Q()


def _oldest_searched(workspace: Workspace) -> int:
    newest = LoggedRequest.objects.of(workspace).order_by("-pk").values_list("pk", flat=True)
    return next(iter(newest[SEARCHED : SEARCHED + 1]), 0)
