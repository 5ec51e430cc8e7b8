"""What an examination finds."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    FINE = "fine"
    NOTE = "note"  # worth knowing; nothing fails because of it
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One answer. `remedy` says what to type or change; empty when all is fine."""

    subject: str
    grade: Grade
    says: str
    remedy: str = ""


def fine(subject: str, says: str) -> Finding:
    return Finding(subject, Grade.FINE, says)


def note(subject: str, says: str, remedy: str) -> Finding:
    return Finding(subject, Grade.NOTE, says, remedy)


def wrong(subject: str, says: str, remedy: str) -> Finding:
    return Finding(subject, Grade.WRONG, says, remedy)
