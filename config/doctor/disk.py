"""Questions about files."""

import shutil
import tempfile

from django.conf import settings

from config import static
from config.doctor.findings import Finding, fine, note, wrong

MEGABYTE = 1024 * 1024
# A million-contact import with its rejects, and the write-ahead log of a campaign, fit into a gigabyte.
TIGHT = 1024 * MEGABYTE
FULL = 100 * MEGABYTE


def data_dir() -> Finding:
    try:
        with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR, prefix=".doctor-"):
            return fine("files", f"{settings.DATA_DIR} can be written.")
    except OSError as fault:
        return wrong(
            "files",
            f"{settings.DATA_DIR} cannot be written: {fault.strerror}",
            "Give it to the user that runs Sendwell, or set DATA_DIR to a folder of that user.",
        )


def space() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    says = f"{free // MEGABYTE:,} MB are free where DATA_DIR lies."
    if free < FULL:
        return wrong("disk", says, "Make room now: imports and an embedded database stop when it is full.")
    if free < TIGHT:
        return note("disk", says, "Make room soon: a large import needs about 1,000 MB.")
    return fine("disk", says)


def static_files() -> Finding:
    if static.is_collected():
        return fine("pages", "Styles and scripts are in place.")
    return wrong(
        "pages",
        "Styles and scripts are missing or older than the code: pages will fail or look broken.",
        "Run: manage.py collectstatic --noinput (make run does it by itself)",
    )
