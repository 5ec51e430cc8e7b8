"""Speaks to Kannel, the open-source SMS gateway, over its HTTP interface (docs/kannel.md)."""

from apps.carriers.adapters.kannel import adapter as _module
from apps.carriers.contract import Adapter

adapter: Adapter = _module  # here mypy proves that the module keeps the contract
