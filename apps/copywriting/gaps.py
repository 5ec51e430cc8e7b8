"""Closing the gap that an empty merge field leaves: "Hi ," reads "Hi,", "Hi, !" reads "Hi!"."""

from collections.abc import Sequence

_SPACES = " \t\u00a0"
_CLOSERS = ",.!?;:)\n\r"


def join_over_gaps(pieces: Sequence[str | None]) -> str:
    """Join the pieces of a rendered text; None marks where a field was empty.

    Only the spaces and the comma that touch a gap are changed; every other character stays as it was written.
    """
    done, gap = "", False
    for piece in pieces:
        if piece is None:
            gap = True
        elif piece:
            done, piece = _close(done, piece) if gap else (done, piece)
            gap = gap and not piece
            done += piece
    return done.rstrip(_SPACES + ",") if gap else done


def _close(before: str, after: str) -> tuple[str, str]:
    if not before or before[-1] == "\n":
        return before, after.lstrip(_SPACES + ",")
    if before[-1] not in _SPACES:
        return before, after
    if after[0] in _SPACES:
        return before, after[1:]
    return (before.rstrip(_SPACES + ",") if after[0] in _CLOSERS else before), after
