"""From data to steps: every kind has one small reader. Raises BadSteps naming the place."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_noop as _

from apps.audiences import spec as audiences
from apps.audiences.refusals import BadAudience
from apps.common.sentences import shape
from apps.sequences.reader import Reader
from apps.sequences.refusals import BadSteps
from apps.sequences.steps import KINDS, Branch, IfReply, IfText, Step, Text, walk

LONGEST = 1_600  # characters of a text, as messaging's gate has it
MOST = 100  # steps, with those in branches
DEEPEST = 5  # branches within branches
_MANY = shape(_("A sequence has at most %(most)s steps."))
_DEEP = shape(_("%(place)s: branches go %(deepest)s deep at most."))
UNITS = ("days", "hours", "minutes", "weeks")
REFUSED = ("skip", "leave")
OTHERWISE = ("go_on", "leave")
BECAME = ("delivered", "sent", "failed", "replied")
Values = dict[str, Any]


def read(data: Any) -> tuple[Step, ...]:
    """Steps from their data."""
    steps = _many(data, "steps", 0)
    places = list(walk(steps))
    if len(places) > MOST:
        raise BadSteps(_MANY % {"most": MOST}, field="steps")
    _check_ids(places)
    return steps


def _many(data: Any, place: str, depth: int) -> tuple[Step, ...]:
    if not isinstance(data, list | tuple) or len(data) > MOST:
        raise BadSteps(f"{place} is a list of at most {MOST} steps.", field=place)
    if depth > DEEPEST:
        raise BadSteps(_DEEP % {"place": place, "deepest": DEEPEST}, field=place)
    return tuple(_one(one, f"{place}[{number}]", depth) for number, one in enumerate(data))


def _one(data: Any, place: str, depth: int) -> Step:
    reader = Reader(data, place, BadSteps)
    kind = reader.raw("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        reader.refuse("kind", f"is one of {', '.join(KINDS)}.")
    values: Values = {"id": reader.text("id", 20)}
    if issubclass(KINDS[kind], Branch):
        for side in ("yes", "no"):
            values[side] = _many(reader.raw(side) or [], f"{place}.{side}", depth + 1)
    values |= READERS[kind](reader)
    reader.done()
    return KINDS[kind](**values)


def _text(reader: Reader) -> Values:
    return {
        "body": reader.text("body", LONGEST),
        "sender": reader.public_id("sender", "snd", needed=False),
        "refused": reader.one_of("refused", REFUSED),
    }


def _wait_for(reader: Reader) -> Values:
    return {"amount": reader.whole("amount", 1, 1_000), "unit": reader.one_of("unit", UNITS)}


def _wait_until(reader: Reader) -> Values:
    return {"weekdays": reader.weekdays("weekdays"), "at": reader.clock("at")}


def _wait_date(reader: Reader) -> Values:
    return {
        "attribute": reader.text("attribute", 60).strip(),
        "offset": reader.whole("offset", -365, 365, 0),
        "at": reader.clock("at"),
        "yearly": reader.flag("yearly"),
        "otherwise": reader.one_of("otherwise", OTHERWISE),
    }


def _if_audience(reader: Reader) -> Values:
    try:
        spec = audiences.read(reader.raw("audience") or {})
    except BadAudience as refusal:
        raise BadSteps(refusal.record, field=f"{reader.place}.{refusal.at}") from refusal
    if spec.include.is_empty:
        reader.refuse("audience", "includes nobody.")
    return {"audience": spec}


def _if_reply(reader: Reader) -> Values:
    words = [one for one in reader.items("words", 20) if not isinstance(one, str) or one.strip()]
    if any(not isinstance(one, str) or len(one) > 60 for one in words):
        reader.refuse("words", "holds texts of at most 60 characters.")
    return {
        "since": reader.text("since", 20, needed=False),
        "words": tuple(dict.fromkeys(" ".join(one.lower().split()) for one in words)),
    }


def _if_text(reader: Reader) -> Values:
    return {"text": reader.text("text", 20), "became": reader.one_of("became", BECAME)}


READERS: dict[str, Callable[[Reader], Values]] = {
    "text": _text,
    "wait_for": _wait_for,
    "wait_until": _wait_until,
    "wait_date": _wait_date,
    "if_audience": _if_audience,
    "if_reply": _if_reply,
    "if_text": _if_text,
    "tag": lambda reader: {"tag": reader.public_id("tag", "tag")},
    "untag": lambda reader: {"tag": reader.public_id("tag", "tag")},
    "to_list": lambda reader: {"list": reader.public_id("list", "lst")},
    "off_list": lambda reader: {"list": reader.public_id("list", "lst")},
    "to_stage": lambda reader: {"stage": reader.public_id("stage", "stg")},
    "end": lambda reader: {},
}


def _check_ids(places: list[tuple[str, Step]]) -> None:
    """Ids are there once, and a question about a text names a text that comes before it."""
    seen: set[str] = set()
    texts: set[str] = set()
    for place, step in places:
        if step.id in seen:
            raise BadSteps(f"{place}.id is there twice.", field=f"{place}.id")
        seen.add(step.id)
        if isinstance(step, Text):
            texts.add(step.id)
        if isinstance(step, IfText) and step.text not in texts:
            raise BadSteps(f"{place}.text is no text before this step.", field=f"{place}.text")
        if isinstance(step, IfReply) and step.since and step.since not in texts:
            raise BadSteps(f"{place}.since is no text before this step.", field=f"{place}.since")
