"""Whether the worker has been asked to stop: long tasks look here between two pieces of work."""

import mmap

# One anonymous page, shared by fork with every process of the worker. No lock: a killed process holds none.
_page = mmap.mmap(-1, 1)


def ask() -> None:
    """Ask every task of this worker to finish its piece and return."""
    _page[0] = 1


def asked() -> bool:
    """True once the worker is stopping. Always False outside of a worker."""
    return bool(_page[0])


def withdraw() -> None:
    """A fresh shift begins."""
    _page[0] = 0
