"""A carrier in memory whose answers a test writes down, one list for each phone."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from apps.carriers.contract import Limits
from apps.carriers.outcomes import Accepted, Outcome, Text
from apps.carriers.wire.client import Client


class ScriptedCarrier:
    """Accepts everything unless told otherwise; keeps what it was given, in order."""

    name = label = "scripted"
    limits = Limits(in_flight=100, per_second=1000.0, body=1600)
    can_look_up = True

    def __init__(self) -> None:
        self.given: list[Text] = []
        self.script: defaultdict[str, list[Outcome]] = defaultdict(list)
        self.knows: dict[str, Outcome | None] = {}

    async def send(
        self, session: Client, credentials: Mapping[str, Any], text: Text, callback_url: str
    ) -> Outcome:
        self.given.append(text)
        answers = self.script[text.to]
        return answers.pop(0) if answers else Accepted(f"c-{len(self.given)}")

    async def look_up(
        self, session: Client, credentials: Mapping[str, Any], reference: str
    ) -> Outcome | None:
        return self.knows.get(reference)

    @property
    def phones(self) -> list[str]:
        return [text.to for text in self.given]
