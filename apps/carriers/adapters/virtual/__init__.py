"""Speaks to the virtual carrier (docs/sandbox.md)."""

from apps.carriers.adapters.virtual import adapter as _module
from apps.carriers.contract import Adapter

adapter: Adapter = _module  # here mypy proves that the module keeps the contract
