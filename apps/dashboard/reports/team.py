"""Team: who answered how many people, and how long those had waited."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Member, Workspace
from apps.dashboard.figures import Figure
from apps.dashboard.reports.cells import day, lasting, number, spoken, words
from apps.dashboard.reports.charts import Chart, Series
from apps.dashboard.reports.sheets import Column, Report, Table, Tile, more_is_better
from apps.reports import queries
from apps.reports.span import Span

LIMITS = [
    gettext_lazy(
        "The wait is counted from the first text that nobody had answered, nights and weekends included."
    ),
    gettext_lazy("Half of the answers came faster than the median, which is right to 5 %."),
    gettext_lazy(
        "An answer after more than seven days counts as a new text, and an automatic reply as no answer."
    ),
    gettext_lazy("Time spent in the inbox, notes, and answers by programs through the API are not measured."),
]
Waits = Mapping[str, Mapping[int, int]]


def build(workspace: Workspace, span: Span) -> Report:
    """Six queries."""
    now, before = queries.waits(workspace, span), queries.waits(workspace, span.before)
    written = queries.texts_by(workspace, span, "origin")
    by_hand = {who: row["sent"] for who, row in written.items() if "@" in who}
    middle, earlier = (queries.median(_all(waits)) for waits in (now, before))
    tiles = [
        more_is_better(
            _("Answers"), Figure(_number(now), _number(before)), _("by hand, to somebody who waited")
        ),
        Tile(
            _("Median wait"), spoken(middle), _("%(wait)s in the period before") % {"wait": spoken(earlier)}
        ),
        Tile(_("Written by hand"), number(sum(by_hand.values())).text, _("answers and other texts")),
        Tile(_("Who answered"), str(len(now)), _("members")),
    ]
    tables = [_by_member(workspace, now, by_hand), _by_day(workspace, span, _number(now))]
    return Report(tiles, tables, LIMITS)


def _all(waits: Waits) -> Mapping[int, int]:
    """Seconds → answers, of all members."""
    return sum((Counter(one) for one in waits.values()), Counter[int]())


def _number(waits: Waits) -> int:
    return sum(sum(one.values()) for one in waits.values())


def _by_member(workspace: Workspace, waits: Waits, by_hand: Mapping[str, int]) -> Table:
    """Who has a seat, and who had one and wrote."""
    seats = Member.objects.of(workspace).select_related("user")
    names = {seat.user.email[:40]: seat.user.get_full_name() for seat in seats}
    everybody = sorted(
        {*names, *waits, *by_hand}, key=lambda who: (-sum(waits.get(who, {}).values()), names.get(who, who))
    )
    lines = [
        [
            words(names.get(who) or who, sub=who if who in names else _("no member any more")),
            number(sum(waits.get(who, {}).values())),
            lasting(queries.median(waits.get(who, {}))),
            number(by_hand.get(who, 0)),
        ]
        for who in everybody
    ]
    heads = (
        Column(_("Member"), is_number=False),
        Column(_("Answers")),
        Column(_("Median wait"), unit="s"),
        Column(_("Written by hand")),
    )
    return Table("members", _("By member"), heads, lines, _("Nobody has a seat here."))


def _by_day(workspace: Workspace, span: Span, total: int) -> Table:
    found = queries.answers_by_day(workspace, span)
    return Table(
        "days",
        _("By day"),
        (Column(_("Day"), is_number=False), Column(_("Answers"))),
        [[day(one), number(found.get(one, 0))] for one in reversed(span.days)],
        _("Nobody was answered by hand on these days."),
        foot=[words(_("All days")), number(total)],
        chart=Chart(_("Answers by hand, by day"), span.days, (Series(_("answers"), "brand", found),)),
    )
