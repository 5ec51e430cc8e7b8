"""Deliverability: what carriers took, what arrived, what failed and why."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Workspace
from apps.common.sentences import spoken
from apps.dashboard.figures import Figure
from apps.dashboard.reports.cells import Row, day, number, percent, words
from apps.dashboard.reports.charts import Chart, Series
from apps.dashboard.reports.sheets import (
    Column,
    Report,
    Table,
    less_is_better,
    more_is_better,
    of_sent,
    plain,
)
from apps.reports import queries
from apps.reports.queries import NOTHING, Figures
from apps.reports.span import Span
from apps.senders.models import Sender

COLUMNS = (
    Column(gettext_lazy("Sent")),
    Column(gettext_lazy("Delivered")),
    Column(gettext_lazy("Delivery rate"), unit="%"),
    Column(gettext_lazy("No receipt yet")),
    Column(gettext_lazy("Failed")),
)
SILENT = gettext_lazy("The carrier gives no reason.")


def build(workspace: Workspace, span: Span) -> Report:
    """Six queries."""
    now, before = queries.texts(workspace, span), queries.texts(workspace, span.before)
    sent, delivered = (Figure(now[name], before[name]) for name in ("sent", "delivered"))
    tiles = [
        more_is_better(_("Sent"), sent, _("taken by carriers")),
        more_is_better(_("Delivered"), delivered, of_sent(now["delivered"], now["sent"])),
        plain(
            _("No receipt yet"),
            Figure(_silent(now), _silent(before)),
            _("the carrier took it, and is silent"),
        ),
        less_is_better(_("Failed"), Figure(now["failed"], before["failed"]), _("credits were given back")),
    ]
    tables = [_by_day(workspace, span, now, before), _by_sender(workspace, span), _errors(workspace, span)]
    return Report(tiles, tables)


def _silent(row: Figures) -> int:
    """Sent, and no receipt says what became of it. Not every carrier gives receipts."""
    return max(0, row["sent"] - row["delivered"] - row["undelivered"])


def _cells(row: Figures) -> Row:
    return [
        number(row["sent"]),
        number(row["delivered"]),
        percent(row["delivered"], row["sent"]),
        number(_silent(row)),
        number(row["failed"]),
    ]


def _by_day(workspace: Workspace, span: Span, now: Figures, before: Figures) -> Table:
    rows = queries.texts_by_day(workspace, span)
    series = (
        Series(_("delivered"), "delivered", {one: row["delivered"] for one, row in rows.items()}),
        Series(_("without a receipt"), "sent", {one: _silent(row) for one, row in rows.items()}),
        Series(_("failed"), "failed", {one: row["failed"] for one, row in rows.items()}),
    )
    return Table(
        "days",
        _("By day"),
        (Column(_("Day"), is_number=False), *COLUMNS),
        [[day(one), *_cells(rows.get(one, NOTHING))] for one in reversed(span.days)],
        _("No text was sent on these days, and none failed."),
        foot=[words(_("All days")), *_cells(now)],
        before=[words(_("The period before")), *_cells(before)],
        chart=Chart(_("Texts that were delivered, have no receipt, or failed, by day"), span.days, series),
    )


def _by_sender(workspace: Workspace, span: Span) -> Table:
    rows = queries.texts_by(workspace, span, "sender_id")
    senders = Sender.objects.of(workspace).in_bulk(list(rows))
    ordered = sorted(rows.items(), key=lambda item: (-item[1]["sent"], item[0]))
    lines = [
        [words(senders[pk].label or senders[pk].address, sub=senders[pk].address), *_cells(row)]
        for pk, row in ordered
    ]
    heads = (Column(_("Sender"), is_number=False), *COLUMNS)
    return Table("senders", _("By sender"), heads, lines, _("No sender had anything to do."))


def _errors(workspace: Workspace, span: Span) -> Table:
    found = queries.errors(workspace, span)
    total = sum(texts for _, _, texts in found)
    heads = (
        Column(_("Why"), is_number=False),
        Column(_("Code"), is_number=False),
        Column(_("Texts")),
        Column(_("Share"), unit="%"),
    )
    lines = [
        [
            words(spoken(said) or SILENT),
            words(code or "–"),
            number(texts),
            percent(texts, total),
        ]
        for code, said, texts in found
    ]
    note = _("Refused ones never left; the others were taken by a carrier that could not deliver them.")
    return Table("errors", _("Why texts failed"), heads, lines, _("Nothing failed on these days."), note=note)
