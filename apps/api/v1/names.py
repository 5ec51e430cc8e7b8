"""Names in a request that are nearly ones that count: refused, so that nothing is done that was not meant."""

from collections.abc import Collection, Iterable
from typing import Any

from apps.api.kernel.described import Operation
from apps.api.kernel.near import meant
from apps.api.v1.described.objects import OBJECTS
from apps.api.v1.refusals import UnknownParameter


def check_query(asked: Operation, names: Iterable[str]) -> None:
    """Raises UnknownParameter."""
    _check(names, asked.query)


def check_body(asked: Operation, names: Iterable[str]) -> None:
    """An object may come back whole with a change in it, so its own names pass. Raises UnknownParameter."""
    shown = OBJECTS.get(str(asked.answer.get("$ref", "")).rpartition("/")[2], {})
    own: Any = shown.get("properties", {})
    _check([name for name in names if name not in own], asked.body_names)


def _check(names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if right := meant(name, known):
            said = f"Unknown parameter: '{name[:60]}'. Did you mean '{right}'?"
            raise UnknownParameter(said, field=name[:60])
