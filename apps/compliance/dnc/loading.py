"""Loading the registry's files into a new version. Streamed: some 30 MB of memory, whatever the size."""

import json
import mmap
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from apps.common import clock
from apps.compliance.dnc import version
from apps.compliance.dnc.bitmap import BYTES, Flags, count, merge, put
from apps.compliance.dnc.files import BadLine, Source, entries, one_area
from apps.compliance.dnc.version import About

Told = Callable[[str], None]


class NotLoaded(Exception):
    """Nothing was changed; the text says why."""


def load(files: Sequence[Path], kind: str, as_of: date, told: Told = lambda _: None) -> About:
    """Build a version from these files and make it the current one.

    `kind`: "full", the files are the whole list; "change", they are applied to the current version. `as_of`:
    the day they were downloaded. Raises NotLoaded; the current version then stays.
    """
    base = version.current()
    if kind == "change" and base is None:
        raise NotLoaded("There is no list to change yet: load a full one first.")
    if base and as_of < base.about.as_of:
        raise NotLoaded(f"The list in use is newer ({base.about.as_of}) than these files ({as_of}).")
    folder = version.root() / f"{clock.now():%Y%m%dT%H%M%S%f}"
    folder.mkdir(parents=True)
    try:
        made = _build(folder, files, base.about if base and kind == "change" else None, as_of, told)
    except (BadLine, OSError) as error:
        shutil.rmtree(folder)
        raise NotLoaded(str(error)) from error
    version.swap_in(folder)
    return made


def _build(folder: Path, files: Sequence[Path], base: About | None, as_of: date, told: Told) -> About:
    sources = [Source(path) for path in files]
    with _Bitmaps(folder, base) as bitmaps:
        for source in sources:
            bitmaps.read(source)
            told(f"{source.path.name} read")
        areas = bitmaps.counts()
    if not areas:
        raise NotLoaded("There is no number in these files.")
    facts = {
        "as_of": as_of.isoformat(),
        "loaded_at": clock.now().isoformat(),
        "numbers": sum(areas.values()),
        "areas": areas,
        "base": base.name if base else None,
        "files": [{"name": one.path.name, "sha256": one.sha256} for one in sources],
    }
    (folder / "about.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
    return version.about(folder)


class _Bitmaps:
    """The bitmaps of a version that is being built, open for writing."""

    def __init__(self, folder: Path, base: About | None) -> None:
        self.folder, self.base = folder, base
        self.open: dict[str, mmap.mmap] = {}
        self.area, self.flags = "", Flags()
        for npa in base.areas if base else ():
            (folder / f"{npa}.bits").hardlink_to(folder.parent / base.name / f"{npa}.bits")  # type: ignore[union-attr]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bits in self.open.values():
            bits.flush()
            bits.close()

    def read(self, source: Source) -> None:
        for piece in source.pieces():
            alike = None if self.base else one_area(piece)
            if alike is None:
                self._each(piece, source.path.name)
            else:
                self._many(*alike, source.path.name)
        self._pack()

    def counts(self) -> dict[str, int]:
        """Numbers of each area code; an area code of the base that did not change keeps its count."""
        kept = self.base.areas if self.base else {}
        return {**kept, **{npa: count(memoryview(bits)) for npa, bits in sorted(self.open.items())}}

    def _many(self, npa: str, numbers: list[bytes], named: str) -> None:
        if npa != self.area:
            self._pack()
            self.area, self.flags = npa, Flags()
        self.flags.set(map(int, numbers))
        if not self.flags.is_clean:
            raise BadLine(f"{named}: area code {npa} has a number that begins with 0 or 1.")

    def _pack(self) -> None:
        if self.area:
            merge(memoryview(self._bits(self.area)), self.flags.packed())
        self.area = ""

    def _each(self, piece: bytes, named: str) -> None:
        for npa, number, added in entries(piece, named):
            put(memoryview(self._bits(npa)), number, added)

    def _bits(self, npa: str) -> mmap.mmap:
        if npa not in self.open:
            self.open[npa] = self._opened(npa)
        return self.open[npa]

    def _opened(self, npa: str) -> mmap.mmap:
        path = self.folder / f"{npa}.bits"
        if self.base:
            if npa not in self.base.areas:
                raise BadLine(f"Area code {npa} is not in the list in use: load its full list.")
            old = path.read_bytes()
            path.unlink()  # a hard link until now: the old version keeps its own
            path.write_bytes(old)
        else:
            with path.open("wb") as made:
                made.truncate(BYTES)
        with path.open("r+b") as file:
            return mmap.mmap(file.fileno(), BYTES)
