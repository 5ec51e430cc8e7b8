"""/v1/keywords: which one is meant, and what it is to be."""

from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument
from apps.api.v1.read import asked, lists
from apps.copywriting.encoding import measure
from apps.keywords import queries
from apps.keywords.actions import MOST_TAGS, Wish
from apps.keywords.models import Keyword
from apps.messaging.gates import LONGEST
from apps.messaging.refusals import BodyTooLong
from apps.pipeline.models import Stage
from apps.sequences.models import Sequence


def one(workspace: Workspace, public_id: str) -> Keyword:
    """Raises NotFound."""
    row: Keyword = asked.one(queries.keywords(workspace), "keyword", "kwd", public_id)
    return row


def wish(workspace: Workspace, body: asked.Body, held: Keyword | None = None) -> Wish:
    """What is not named stays as in `held`, null empties. Raises MissingArgument, BadArgument, NotFound."""
    old = _as_it_is(held) if held else {}
    told = {name: read(workspace, body) for name, read in _READ.items() if name in body}
    if held is None or "word" in told:
        told["word"] = arguments.needed(body, "word")
    return Wish(**{**old, **{_NAMES.get(name, name): value for name, value in told.items()}})


_NAMES = {"from": "sender", "list_id": "into", "sequence_id": "sequence", "enabled": "is_on"}


def _as_it_is(held: Keyword) -> dict[str, Any]:
    return {name: getattr(held, name) for name in Wish.__dataclass_fields__}


def _text(name: str) -> Any:
    return lambda workspace, body: arguments.text(body, name) or ""


def _reply(workspace: Workspace, body: asked.Body) -> str:
    text = arguments.text(body, "reply") or ""
    if len(text) > LONGEST or measure(text).parts > 10:
        raise BodyTooLong(field="reply")
    return text


def _consent(workspace: Workspace, body: asked.Body) -> str:
    word = arguments.text(body, "consent") or Keyword.Consent.NONE.value
    if word not in Keyword.Consent.values:
        raise BadArgument(f"consent is one of {', '.join(Keyword.Consent.values)}.", field="consent")
    return word


def _tags(workspace: Workspace, body: asked.Body) -> list[str]:
    names = arguments.texts(body, "tags") or []
    if len(names) > MOST_TAGS:
        raise BadArgument(f"tags holds at most {MOST_TAGS} names.", field="tags")
    return names


def _enabled(workspace: Workspace, body: asked.Body) -> bool:
    return arguments.flag(body, "enabled") is not False


def _into(workspace: Workspace, body: asked.Body) -> Any:
    given = arguments.text(body, "list_id")
    return lists.one(workspace, given) if given else None


def _stage(workspace: Workspace, body: asked.Body) -> Stage | None:
    """By its key."""
    given = arguments.text(body, "stage")
    found: Stage | None = Stage.objects.of(workspace).filter(key=given).first() if given else None
    if given and found is None:
        raise BadArgument(f"There is no stage '{given[:40]}'.", field="stage")
    return found


def _sequence(workspace: Workspace, body: asked.Body) -> Sequence | None:
    given = arguments.text(body, "sequence_id")
    rows = Sequence.objects.of(workspace)
    return asked.one(rows, "sequence", "seq", given) if given else None


_READ: dict[str, Any] = {
    "from": lambda workspace, body: asked.sender(workspace, body),
    "enabled": _enabled,
    "active_from": lambda workspace, body: asked.moment(body, "active_from"),
    "active_to": lambda workspace, body: asked.moment(body, "active_to"),
    "consent": _consent,
    "question": _text("question"),
    "reply": _reply,
    "tags": _tags,
    "list_id": _into,
    "stage": _stage,
    "sequence_id": _sequence,
    "word": _text("word"),
}
