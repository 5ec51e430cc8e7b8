"""Who a filter finds, as the page tells it: the number, some names, and the filter in words."""

from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.audiences import segments
from apps.audiences.filters.nodes import Group
from apps.audiences.filters.words import words
from apps.contacts.models import Contact


@dataclass(frozen=True, slots=True)
class Figures:
    """`count` is exact. `gone`: places that name something which is there no more; then nobody is found."""

    count: int
    sample: list[Contact]
    words: str
    gone: list[str]

    @property
    def more(self) -> int:
        return self.count - len(self.sample)


def figures(workspace: Workspace, filter_: Group) -> Figures:
    return Figures(
        segments.count(workspace, filter_),
        segments.sample(workspace, filter_),
        words(workspace, filter_),
        segments.gone(workspace, filter_),
    )
