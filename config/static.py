"""collectstatic, but only when something changed: the second start must be quick."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

IGNORED = ["CVS", ".*", "*~"]  # as collectstatic does


def _sources() -> Iterator[tuple[str, float]]:
    """Name and modification time of each static file of the product and of the packages."""
    for finder in get_finders():
        for name, storage in finder.list(IGNORED):
            yield name, Path(storage.path(name)).stat().st_mtime


def is_collected() -> bool:
    """Whether STATIC_ROOT holds every source, and none is newer. With DEBUG nothing needs collecting."""
    if settings.DEBUG:
        return True
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return False
    known, made = json.loads(manifest.read_text())["paths"], manifest.stat().st_mtime
    return all(name in known and changed <= made for name, changed in _sources())


def collect() -> bool:
    """Collect if needed; says whether it was."""
    if is_collected():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True
