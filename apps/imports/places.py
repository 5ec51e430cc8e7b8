"""Where an import's files lie: DATA_DIR/imports/<public id>/. Every web and worker process must see it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

UPLOAD = "upload"
REMARKS = "remarks.csv"


def folder(public_id: str) -> Path:
    return Path(settings.DATA_DIR) / "imports" / public_id


def upload(public_id: str) -> Path:
    """The file as it came, made with its folder."""
    place = folder(public_id)
    place.mkdir(parents=True, exist_ok=True)
    return place / UPLOAD


def remarks(public_id: str) -> Path:
    """The rows that did not come in as they were, with the reason."""
    return folder(public_id) / REMARKS


def folders() -> Iterator[Path]:
    """Every import's folder that is there, whether or not its import is."""
    place = Path(settings.DATA_DIR) / "imports"
    return place.iterdir() if place.is_dir() else iter(())


def clear(public_id: str) -> None:
    shutil.rmtree(folder(public_id), ignore_errors=True)
