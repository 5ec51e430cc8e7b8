"""The filter language told a second time, in plain Python over one person at a time, from docs/filters.md.

Written without a look at the SQL, so that the two can be held against each other.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

UPPER, LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Somebody:
    """All that may be asked of a person."""

    columns: dict[str, Any]
    attributes: dict[str, Any]
    labels: dict[str, set[str]]  # tag, list, stage: public ids
    suppressions: set[str] = field(default_factory=set)
    consent: str = "none"
    deeds: dict[str, datetime] = field(default_factory=dict)  # the newest of each


@dataclass
class Judge:
    """Says whether somebody matches a filter given as data."""

    now: datetime
    zone: ZoneInfo
    first_stage: str = ""  # public id

    def matches(self, who: Somebody, node: dict[str, Any]) -> bool:
        if "all" in node:
            return all(self.matches(who, part) for part in node["all"])
        if "any" in node:
            return any(self.matches(who, part) for part in node["any"])
        if "not" in node:
            return not self.matches(who, node["not"])
        return bool(getattr(self, f"_{KINDS[node['field']]}")(who, node))

    def _label(self, who: Somebody, one: dict[str, Any]) -> Any:
        held = who.labels[one["field"]]
        if one["field"] == "stage" and one["op"] in ("has", "lacks"):
            held = held or {self.first_stage}  # whoever was never put into one stands there
        shared = held & set(one.get("ids", ()))
        return {"has": bool(shared), "lacks": not shared, "some": bool(held), "none": not held}[one["op"]]

    def _column(self, who: Somebody, one: dict[str, Any]) -> Any:
        return _text(who.columns[one["field"]], one)

    def _moment(self, who: Somebody, one: dict[str, Any]) -> Any:
        at: datetime = who.columns[one["field"]]
        if one["op"] in ("before", "after"):
            local, asked = at.astimezone(self.zone).date(), date.fromisoformat(one["value"])
            return local < asked if one["op"] == "before" else local > asked
        return (at >= self.now - timedelta(days=one["days"])) == (one["op"] == "within")

    def _dnd(self, who: Somebody, one: dict[str, Any]) -> Any:
        return who.columns["dnd"] == (one["op"] == "yes")

    def _consent(self, who: Somebody, one: dict[str, Any]) -> Any:
        return who.consent == one["op"]

    def _suppression(self, who: Somebody, one: dict[str, Any]) -> Any:
        return bool(who.suppressions & set(one["kinds"])) == (one["op"] == "has")

    def _deed(self, who: Somebody, one: dict[str, Any]) -> Any:
        at = who.deeds.get(one["field"])
        if one["op"] in ("ever", "never"):
            return (at is not None) == (one["op"] == "ever")
        lately = at is not None and at >= self.now - timedelta(days=one["days"])
        return lately == (one["op"] == "within")

    def _attribute(self, who: Somebody, one: dict[str, Any]) -> Any:
        held = who.attributes.get(one["name"])
        return bool(getattr(self, f"_as_{one.get('as', 'text')}")(held, one))

    def _as_text(self, held: Any, one: dict[str, Any]) -> Any:
        if one["op"] in ("known", "unknown"):
            return (held is not None and held != "") == (one["op"] == "known")
        return _text(held if isinstance(held, str) else None, one)

    def _as_number(self, held: Any, one: dict[str, Any]) -> Any:
        number = _number(held)
        if one["op"] == "is_not":
            return number != one["value"]
        if number is None:
            return False
        value = one["value"]
        return {
            "is": number == value,
            "more": number > value,
            "less": number < value,
            "at_least": number >= value,
            "at_most": number <= value,
        }[one["op"]]

    def _as_flag(self, held: Any, one: dict[str, Any]) -> Any:
        said = str(held).lower() if isinstance(held, bool | str) else ""
        words = ("true", "yes", "y", "1", "on") if one["op"] == "yes" else ("false", "no", "n", "0", "off")
        return said in words

    def _as_date(self, held: Any, one: dict[str, Any]) -> Any:
        if not isinstance(held, str) or not _is_day(held):
            return False
        day, today = held[:10], self.now.astimezone(self.zone).date()
        if one["op"] in ("on", "before", "after"):
            asked = one["value"]
            return {"on": day == asked, "before": day < asked, "after": day > asked}[one["op"]]
        days = [today + timedelta(days=ahead) for ahead in range(one["days"] + 1)]
        if one["op"] == "within":
            return str(today - timedelta(days=one["days"])) <= day <= str(today)
        if one["op"] == "coming":
            return str(today) <= day <= str(days[-1])
        return len(days) > 365 or any(_is_anniversary(day[5:], each) for each in days)


def _is_day(held: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ](.|\n)*)?", held):
        return False
    try:
        date(2000, int(held[5:7]), int(held[8:10]))
    except ValueError:
        return False
    return True


def _is_anniversary(held: str, day: date) -> bool:
    if held == "02-29" and day.month == 2 and day.day == 28:
        return (day + timedelta(days=1)).month == 3
    return held == f"{day:%m-%d}"


def _number(held: Any) -> float | None:
    if isinstance(held, bool):
        return None
    if isinstance(held, int | float):
        return held
    if isinstance(held, str) and re.fullmatch(r"-?([0-9]{1,15}|[0-9]{1,9}\.[0-9]{1,6})", held):
        return float(held)
    return None


def _fold(text: str) -> str:
    return text.translate(str.maketrans(UPPER, LOWER))


def _text(held: str | None, one: dict[str, Any]) -> Any:
    if one["op"] in ("known", "unknown"):
        return bool(held) == (one["op"] == "known")
    if one["op"] in ("is_not", "contains_not"):
        return not _text(held, {**one, "op": one["op"].removesuffix("_not")})
    if held is None:
        return False
    value = one["value"]
    ways = {_fold(way) for way in (value, value.lower(), value.upper(), value.title())}
    mine = _fold(held)
    if one["op"] == "is":
        return mine in ways
    return any(way in mine if one["op"] == "contains" else mine.startswith(way) for way in ways)


KINDS = {
    **dict.fromkeys(("tag", "list", "stage"), "label"),
    **dict.fromkeys(("first_name", "last_name", "email", "phone", "source"), "column"),
    **dict.fromkeys(("created", "updated"), "moment"),
    **dict.fromkeys(("sent", "delivered", "replied", "opted_out"), "deed"),
    "dnd": "dnd",
    "consent": "consent",
    "suppression": "suppression",
    "attribute": "attribute",
}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
