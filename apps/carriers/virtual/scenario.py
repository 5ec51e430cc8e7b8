"""Scenario files: what to do with which texts. docs/sandbox.md has the format and an example."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import orjson

from apps.carriers.virtual.behaviour import Behaviour, magic

# The words of a file that differ from the fields of Behaviour.
_WORDS = {"delay": "receipt_ms", "latency": "answer_ms"}
_KINDS: dict[Any, tuple[type, ...]] = {bool: (bool,), int: (int,), float: (int, float), str: (str,)}


class BadScenario(ValueError):
    """A scenario file that cannot be obeyed. The text says where and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Every condition that is given must hold. `number` tells rules apart when bursts are counted."""

    number: int
    to_suffix: str
    to_prefix: str
    body_contains: str
    behaviour: Behaviour

    def matches(self, digits: str, body: str) -> bool:
        """Whether the rule is for this text; digits are those of the phone, without the plus."""
        return (
            digits.endswith(self.to_suffix)
            and digits.startswith(self.to_prefix)
            and self.body_contains in body.lower()
        )


@dataclass(frozen=True, slots=True)
class Scenario:
    """The first rule that matches decides, then the number's own magic, then the defaults."""

    defaults: Mapping[str, object]
    rules: tuple[Rule, ...]
    otherwise: Behaviour

    def behaviour(self, digits: str, body: str) -> tuple[Behaviour, Rule | None]:
        """How to treat a text, and the rule that says so, if one does."""
        for rule in self.rules:
            if rule.matches(digits, body):
                return rule.behaviour, rule
        own = magic(digits)
        return (_behaviour(self.defaults, own) if own else self.otherwise), None


def scenario(content: object, base: Mapping[str, object]) -> Scenario:
    """From the content of a file; `base` are the fields set on the command line. Raises BadScenario."""
    if not isinstance(content, dict) or not content.keys() <= {"defaults", "rules"}:
        raise BadScenario('A scenario is an object with "defaults" and "rules".')
    defaults = {**base, **_fields(content.get("defaults", {}), "defaults")}
    rules = content.get("rules", [])
    if not isinstance(rules, list):
        raise BadScenario("rules: must be a list.")
    read = tuple(_rule(n, each, defaults) for n, each in enumerate(rules, 1))
    return Scenario(defaults, read, _behaviour(defaults, {}))


def load(path: Path | None, base: Mapping[str, object]) -> Scenario:
    """Read a file, or no file at all. Raises BadScenario."""
    if path is None:
        return scenario({}, base)
    try:
        return scenario(orjson.loads(path.read_bytes()), base)
    except (OSError, orjson.JSONDecodeError) as fault:
        raise BadScenario(f"{path}: {fault}") from fault


def _rule(number: int, content: object, defaults: Mapping[str, object]) -> Rule:
    where = f"rule {number}"
    if not isinstance(content, dict) or content.keys() != {"match", "do"}:
        raise BadScenario(f'{where}: must be an object with "match" and "do".')
    match = content["match"]
    known = ("to_suffix", "to_prefix", "body_contains")
    if not isinstance(match, dict) or not match or not match.keys() <= set(known):
        raise BadScenario(f"{where}: match needs one or more of {', '.join(known)}.")
    if not all(isinstance(value, str) for value in match.values()):
        raise BadScenario(f"{where}: what to match is written as a string.")
    suffix, prefix = (match.get(name, "").lstrip("+") for name in known[:2])
    behaviour = _behaviour(defaults, _fields(content["do"], where))
    return Rule(number, suffix, prefix, match.get("body_contains", "").lower(), behaviour)


def _behaviour(defaults: Mapping[str, object], own: Mapping[str, object]) -> Behaviour:
    return Behaviour(**{**defaults, **own})  # type: ignore[arg-type]


def _fields(content: object, where: str) -> dict[str, object]:
    if not isinstance(content, dict):
        raise BadScenario(f"{where}: must be an object.")
    return dict(_field(name, value, where) for name, value in content.items())


def _field(word: str, value: object, where: str) -> tuple[str, object]:
    name = _WORDS.get(word, word)
    kind = next((each.type for each in fields(Behaviour) if each.name == name), None)
    if kind is None:
        raise BadScenario(f"{where}: there is no {word!r}.")
    if name == "reply":
        return name, _replies(value, where)
    if not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind is not bool):
        raise BadScenario(f"{where}: {word} must be {kind.__name__}.")  # type: ignore[union-attr]
    if isinstance(value, (int, float)) and value < 0:
        raise BadScenario(f"{where}: {word} must not be negative.")
    return name, value


def _replies(value: object, where: str) -> tuple[str, ...]:
    replies = [value] if isinstance(value, str) else value
    if not isinstance(replies, list) or not all(isinstance(each, str) for each in replies):
        raise BadScenario(f"{where}: reply must be a string or a list of strings.")
    return tuple(replies)
