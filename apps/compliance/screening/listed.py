"""Screening by a file: one number a line, in any common form, and behind a comma why."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop as _

from apps.common import phones
from apps.compliance.screening.contract import Asked, ProviderDown

WHY = _("The number is on the list of numbers not to text.")


class LocalList:
    """Reads DATA_DIR/screening/numbers.csv anew whenever it changed. No file: nobody can be cleared."""

    name = "Local list"
    wants_since = False

    def screen(self, asked: Sequence[Asked]) -> Mapping[str, str]:
        path = Path(settings.DATA_DIR) / "screening" / "numbers.csv"
        try:
            stamp = path.stat()
            listed = _read(path, stamp.st_mtime_ns, stamp.st_size)
        except OSError as error:
            raise ProviderDown(f"{path} cannot be read: {error.strerror}") from error
        return {one.phone: listed[one.phone] for one in asked if one.phone in listed}


@lru_cache(maxsize=2)
def _read(path: Path, changed: int, size: int) -> dict[str, str]:
    found = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        written, _, why = line.partition(",")
        if number := phones.normalise(written):
            found[number] = why.strip() or WHY
    return found
