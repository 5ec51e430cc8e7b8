"""Reading one mapping of data, field by field, with errors that name the place."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from apps.common.refusals import Invalid

CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
ID = re.compile(r"[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}")


class Reader:
    """`no` is the refusal that is raised, with the place in `field` and in its text."""

    def __init__(self, data: Any, place: str, no: type[Invalid]) -> None:
        self._no, self.place = no, place
        if not isinstance(data, Mapping):
            self.refuse("", "is an object.")
        self._data = data
        self._read: set[str] = set()

    def refuse(self, name: str, what: str) -> Any:
        place = f"{self.place}.{name}" if name else self.place
        raise self._no(f"{place} {what}", field=place)

    def raw(self, name: str, default: Any = None) -> Any:
        self._read.add(name)
        return self._data.get(name, default)

    def text(self, name: str, most: int, *, needed: bool = True) -> str:
        value = self.raw(name, "")
        if not isinstance(value, str) or len(value) > most:
            self.refuse(name, f"is a text of at most {most:,} characters.")
        cleaned: str = value.replace("\0", "").replace("\r\n", "\n")
        if needed and not cleaned.strip():
            self.refuse(name, "is missing.")
        return cleaned

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self.raw(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.refuse(name, f"is a whole number from {least:,} to {most:,}.")
        return int(value)

    def flag(self, name: str) -> bool:
        value = self.raw(name, False)
        return value if isinstance(value, bool) else self.refuse(name, "is true or false.")  # type: ignore[no-any-return]

    def one_of(self, name: str, words: tuple[str, ...]) -> str:
        value = self.raw(name, words[0])
        return value if value in words else self.refuse(name, f"is one of {', '.join(words)}.")  # type: ignore[no-any-return]

    def clock(self, name: str, default: str | None = None) -> time:
        value = self.raw(name, default)
        found = CLOCK.fullmatch(value) if isinstance(value, str) else None
        return time(int(found[1]), int(found[2])) if found else self.refuse(name, "is a time like 09:30.")

    def weekdays(self, name: str) -> tuple[int, ...]:
        days = self.items(name, 7)
        if any(isinstance(day, bool) or day not in range(7) for day in days):
            self.refuse(name, "holds weekdays from 0 (Monday) to 6 (Sunday).")
        return tuple(sorted(set(days)))

    def items(self, name: str, most: int) -> list[Any]:
        value = self.raw(name) or []
        if not isinstance(value, list | tuple) or len(value) > most:
            self.refuse(name, f"is a list of at most {most:,}.")
        return list(value)

    def public_id(self, name: str, prefix: str, *, needed: bool = True) -> str:
        value = self.raw(name, "") or ""
        if not value and not needed:
            return ""
        return (
            value if _is_id(value, prefix) else self.refuse(name, "is missing." if not value else "is no id.")
        )  # type: ignore[no-any-return]

    def public_ids(self, name: str, prefix: str) -> tuple[str, ...]:
        ids = self.items(name, 100)
        if not all(_is_id(one, prefix) for one in ids):
            self.refuse(name, "holds something that is no id.")
        return tuple(dict.fromkeys(ids))

    def done(self) -> None:
        """Refuses what nobody asked for: a misspelt name would do nothing, silently."""
        if unknown := sorted(str(name) for name in set(self._data) - self._read):
            self.refuse("", f"has an unknown field {unknown[0][:40]!r}.")


def _is_id(value: Any, prefix: str) -> bool:
    return isinstance(value, str) and value.startswith(f"{prefix}_") and bool(ID.fullmatch(value))
