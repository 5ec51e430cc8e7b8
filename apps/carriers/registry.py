"""Which carriers there are: a name and the package that speaks for it. A new carrier adds one line."""

from functools import cache
from importlib import import_module
from typing import cast

from apps.carriers.contract import Adapter

_PACKAGES = {
    "virtual": "apps.carriers.adapters.virtual",
    "kannel": "apps.carriers.adapters.kannel",
}


class UnknownCarrier(LookupError):
    """No adapter goes by this name."""


def names() -> tuple[str, ...]:
    """Every registered name, in the order in which people see them."""
    return tuple(_PACKAGES)


@cache
def adapter(name: str) -> Adapter:
    """The adapter of that name, imported at first use. Raises UnknownCarrier."""
    if name not in _PACKAGES:
        raise UnknownCarrier(f"There is no carrier adapter named {name!r}.")
    return cast(Adapter, import_module(_PACKAGES[name]).adapter)
