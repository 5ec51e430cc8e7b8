"""The reports there are: their words, who may see them, their tables."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.accounts.roles import MANAGE, VIEW
from apps.dashboard.reports import cost, deliverability, engagement, growth, team
from apps.dashboard.reports.sheets import Report
from apps.reports.span import Span


@dataclass(frozen=True, slots=True)
class Kind:
    """One page. `tables` are the keys of those that can be saved as files."""

    name: str
    title: str | Promise
    about: str | Promise
    build: Callable[[Workspace, Span], Report]
    tables: tuple[str, ...]
    right: str = VIEW

    @property
    def route(self) -> str:
        """The name of its address; the first is the one that the rail leads to."""
        return "reports" if self is KINDS[0] else f"report_{self.name}"

    @property
    def address(self) -> str:
        return f"dashboard:{self.route}"


KINDS = (
    Kind(
        "deliverability",
        _("Deliverability"),
        _("What carriers took, what arrived, and why the rest did not."),
        deliverability.build,
        ("days", "senders", "errors"),
    ),
    Kind(
        "engagement",
        _("Engagement"),
        _("Who wrote back, to what, and who wants no more texts."),
        engagement.build,
        ("days", "sent", "left"),
    ),
    Kind(
        "growth",
        _("Growth"),
        _("Contacts that came, numbers that opted out, and what is left."),
        growth.build,
        ("days", "sources"),
    ),
    Kind("cost", _("Cost"), _("Where the credits went."), cost.build, ("days", "origins")),
    Kind(
        "team",
        _("Team"),
        _("Who answered, and how long people had waited. Only admins and owners see this page."),
        team.build,
        ("members", "days"),
        MANAGE,
    ),
)
