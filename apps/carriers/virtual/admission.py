"""Whether a text is taken at all: refused and throttled ones are turned away here."""

from collections import Counter

from apps.carriers.virtual.behaviour import REFUSALS, Behaviour
from apps.carriers.virtual.messages import Submission
from apps.carriers.virtual.problems import Problem, throttled
from apps.carriers.virtual.scenario import Scenario


class Admission:
    """Counts bursts and remembers who was throttled once; both begin anew with the process."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._bursts: Counter[int] = Counter()
        self._throttled_once: set[tuple[str, str]] = set()

    def check(self, api_key: str, text: Submission) -> Behaviour:
        """How to treat a text that is taken. Raises Problem when it is not."""
        behaviour, rule = self._scenario.behaviour(text.to, text.body)
        if self._in_burst(rule.number if rule else 0, behaviour.throttle_burst):
            raise throttled()
        if behaviour.throttle_first and self._first_time((api_key, text.reference)):
            raise throttled()
        if behaviour.refuse:
            said = REFUSALS.get(behaviour.refuse, "The carrier does not take this text.")
            raise Problem(422, behaviour.refuse, said, "to")
        return behaviour

    def known(self, digits: str, body: str) -> Behaviour:
        """How to treat a text that was taken before the process began."""
        return self._scenario.behaviour(digits, body)[0]

    def _in_burst(self, rule: int, length: int) -> bool:
        if self._bursts[rule] >= length:
            return False
        self._bursts[rule] += 1
        return True

    def _first_time(self, who: tuple[str, str]) -> bool:
        if who in self._throttled_once:
            self._throttled_once.discard(who)
            return False
        self._throttled_once.add(who)
        return True
