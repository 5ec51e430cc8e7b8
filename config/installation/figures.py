"""A figure: what is counted, how much of it there is, and the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Figure:
    """`query` narrows the admin's list of `model` to what was counted; `href` stands instead of that list.

    Only who may look at the model is shown the figure.
    """

    label: str
    value: str
    model: type[Model]
    query: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    is_bad: bool = False
    address: str = ""

    @property
    def href(self) -> str:
        if self.address:
            return self.address
        page = reverse(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist")
        return f"{page}?{urlencode(self.query)}" if self.query else page

    def is_for(self, user: Any) -> bool:
        return bool(user.has_perm(f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"))


@dataclass(frozen=True, slots=True)
class Group:
    """Figures under one heading."""

    title: str
    figures: list[Figure]


def span(seconds: float) -> str:
    """A time that has passed, in the largest unit that says enough: 40 s, 12 min, 5 h, 3 days."""
    for unit, length, until in (("s", 1, 120), ("min", 60, 7_200), ("h", 3_600, 172_800)):
        if seconds < until:
            return f"{seconds // length:,.0f} {unit}"
    return f"{seconds // 86_400:,.0f} days"
