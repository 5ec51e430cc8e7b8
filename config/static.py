"""collectstatic, but only when a file changed: the second start must be quick."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def _stamp() -> Path:
    return Path(settings.DATA_DIR) / "static.stamp"


def fingerprint() -> str:
    """Changes when any static file of the product or of a package does: name, size and time of each."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_collected() -> bool:
    """Whether STATIC_ROOT holds what the sources say now. With DEBUG nothing needs collecting."""
    return settings.DEBUG or (_stamp().exists() and _stamp().read_text() == fingerprint())


def collect() -> bool:
    """Collect if needed; says whether it was."""
    if is_collected():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    _stamp().write_text(fingerprint())
    return True
