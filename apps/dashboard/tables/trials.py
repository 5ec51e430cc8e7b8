"""A trial as people read it: what was tried, what it would have stopped, by rule, by campaign, and whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.contacts.models import Contact
from apps.messaging.hindsight.models import Trial
from apps.messaging.hindsight.wish import Wish
from apps.sequences.models import Sequence

RULES: dict[str, Promise] = {
    "region_served": gettext_lazy("Countries that may be texted"),
    "consent": gettext_lazy("Consent, as it stood then"),
    "frequency_cap": gettext_lazy("How often one person is texted"),
    "quiet_hours": gettext_lazy("Hours of the law, where the phone may be"),
    "open_hours": gettext_lazy("Open hours of the workspace"),
}
_SETTINGS: dict[str, Promise] = {
    "open_hours": gettext_lazy("Open hours"),
    "cap_per_day": gettext_lazy("Texts to one person in 24 hours"),
    "cap_per_week": gettext_lazy("Texts to one person in 7 days"),
    "regions": gettext_lazy("Countries"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """What asked for the texts. `url`: its page, or empty."""

    name: str
    url: str
    stopped: int
    delayed: int


def tried(trial: Trial, workspace: Workspace) -> list[tuple[Any, str, str]]:
    """(what, as it is, as it was tried), where they differ from what holds now."""
    wish = Wish.of(trial.wish)
    found: list[tuple[Any, str, str]] = [
        (_SETTINGS[name], _said(now), _said(then)) for name, (now, then) in wish.changes(workspace).items()
    ]
    if wish.rule:
        found.append((_("A rule for %(place)s") % {"place": wish.rule["place"]}, "", _rule(wish.rule)))
    if wish.written:
        found.append((_("Marketing needs consent in writing everywhere"), "", _("yes")))
    return found


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{day} {hours}" for day, hours in value.items()) or _("at any hour")
    return ", ".join(value) if isinstance(value, list) else str(value or _("no limit"))


def _rule(rule: Mapping[str, str]) -> str:
    hours = rule["mon_fri"] if rule["sat"] != "none" else f"mon-fri {rule['mon_fri']}"
    limit = _("%(texts)s in %(hours)s hours") % {"texts": rule["cap"], "hours": rule["cap_hours"]}
    return f"{hours}, {limit}" if rule["cap"] else hours


def by_rule(trial: Trial) -> list[dict[str, Any]]:
    """Rules that would have stopped or delayed somebody, with a sample of whom, newest first."""
    samples = trial.answer.get("samples", {})
    people = _contacts(trial, [one for some in samples.values() for one in some])
    return [
        {
            **row,
            "title": RULES.get(row["name"], row["name"]),
            "people": [_person(one, people) for one in samples.get(row["name"], ())],
        }
        for row in trial.answer.get("rules", ())
    ]


def _contacts(trial: Trial, samples: list[dict[str, Any]]) -> dict[int, Contact]:
    rows = Contact.objects.of(trial.workspace_id).filter(pk__in={one["contact"] for one in samples})
    return {row.pk: row for row in rows}


def _person(one: dict[str, Any], people: Mapping[int, Contact]) -> dict[str, Any]:
    until = datetime.fromisoformat(one["until"]) if one["until"] else None
    return {
        **one,
        "contact": people.get(one["contact"]),
        "at": datetime.fromisoformat(one["at"]),
        "until": until,
    }


def by_origin(trial: Trial) -> list[Origin]:
    """Campaigns and sequences by name; what programs and people sent one by one is told together."""
    rows = trial.answer.get("origins", ())
    names = {row["name"] for row in rows}
    known = _named(trial, names)
    found = [
        Origin(*known[row["name"]], row["stopped"], row["delayed"]) for row in rows if row["name"] in known
    ]
    rest = [row for row in rows if row["name"] not in known]
    if rest:
        sums = (sum(row[way] for row in rest) for way in ("stopped", "delayed"))
        found.append(Origin(_("Single texts, by hand or by a program"), "", *sums))
    return found


def _named(trial: Trial, names: set[str]) -> dict[str, tuple[str, str]]:
    campaigns = Campaign.objects.of(trial.workspace_id).filter(public_id__in=_of("cmp_", names))
    sequences = Sequence.objects.of(trial.workspace_id).filter(public_id__in=_of("seq_", names))
    told = {
        row.public_id: (row.name, reverse("dashboard:campaign_show", args=[row.public_id]))
        for row in campaigns
    }
    return told | {
        row.public_id: (row.name, reverse("dashboard:sequence", args=[row.public_id])) for row in sequences
    }


def _of(prefix: str, names: set[str]) -> list[str]:
    return [name for name in names if name.startswith(prefix)]
