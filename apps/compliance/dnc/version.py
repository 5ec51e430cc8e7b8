"""A version of the list, as it lies on the disk."""

import json
import mmap
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.compliance.dnc.bitmap import FIRST

# A seller may use a copy for 31 days: 16 CFR 310.4(b)(3)(iv), 47 CFR 64.1200(c)(2)(i)(D).
OLDEST_DAYS = 31
KEPT = 2  # versions on the disk: whoever still reads the old one finishes with it


@dataclass(frozen=True, slots=True)
class About:
    """What about.json says. `as_of`: the day the files were downloaded from the registry."""

    name: str
    as_of: date
    numbers: int
    areas: dict[str, int]  # area code → numbers listed

    def days_old(self, today: date) -> int:
        return (today - self.as_of).days


class Version:
    """A loaded version: its bitmaps mapped into memory, shared by all processes of the machine."""

    def __init__(self, about: About, maps: dict[str, mmap.mmap]) -> None:
        self.about = about
        self._maps = maps

    def listed(self, phones: Iterable[str]) -> list[bool | None]:
        """For each US number in E.164 whether it is on the list; None: its area code is not in this copy.

        About 0.4 µs each: a slice, an int() and a byte.
        """
        maps = self._maps.get
        found: list[bool | None] = []
        for phone in phones:
            bits = maps(phone[2:5])
            if bits is None:
                found.append(None)
                continue
            place = int(phone[5:]) - FIRST
            found.append(place >= 0 and bool(bits[place >> 3] >> (place & 7) & 1))
        return found


def root() -> Path:
    """Where the versions lie."""
    return Path(settings.DATA_DIR) / "dnc" / "federal"


def current() -> Version | None:
    """The version in use; None when none was ever loaded. Costs one small read of a file."""
    try:
        name = (root() / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return _opened(root() / name)


def about(folder: Path) -> About:
    """What is known of the version in this folder."""
    told: dict[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    return About(folder.name, date.fromisoformat(told["as_of"]), told["numbers"], told["areas"])


@lru_cache(maxsize=KEPT)
def _opened(folder: Path) -> Version:
    known = about(folder)
    return Version(known, {npa: _mapped(folder / f"{npa}.bits") for npa in known.areas})


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def swap_in(folder: Path) -> None:
    """Make this version the current one, in one step, and remove those that nobody needs any more."""
    pointer = folder.with_suffix(".pointer")
    pointer.write_text(folder.name, encoding="ascii")
    pointer.replace(root() / "current")
    old = sorted(path for path in root().iterdir() if path.is_dir() and path != folder)
    for gone in old[: max(len(old) - (KEPT - 1), 0)]:
        with suppress(FileNotFoundError):
            shutil.rmtree(gone)
