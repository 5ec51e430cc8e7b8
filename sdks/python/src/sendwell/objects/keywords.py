"""Keywords: words that people text, and what they get."""

from typing import Literal, TypedDict

from sendwell.objects.texts import From


class Keyword(From):
    """`active`: whether it answers at this moment. `from`: its one sender, null for all."""

    id: str
    object: Literal["keyword"]
    word: str
    enabled: bool
    active: bool
    active_from: str | None
    active_to: str | None
    consent: str
    question: str | None
    reply: str | None
    tags: list[str]
    list_id: str | None
    stage: str | None
    sequence_id: str | None
    uses: int
    last_used_at: str | None
    created_at: str


class KeywordUse(TypedDict):
    """Somebody texted it."""

    id: str
    object: Literal["keyword_use"]
    keyword_id: str
    contact_id: str
    phone: str
    body: str
    outcome: str
    note: str | None
    at: str
