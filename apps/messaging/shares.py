"""Shares: who may go next, when there is more than fits."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TypeVar

from apps.messaging.streams import Stream

T = TypeVar("T")
# Below this a share is not worth a statement: of very many streams each has its turn of a size.
LEAST = 16
# Kept free for replies and single texts: in all, and with each carrier account.
RESERVE, RESERVE_OF_ACCOUNT = 64, 8


@dataclass(slots=True)
class Room:
    """How many texts may still be claimed, the reserve included: in all, and for each carrier account."""

    total: int
    of_account: dict[int, int]

    def take(self, stream: Stream, wanted: int) -> int:
        """Give this stream as much of `wanted` as there is; answers how much."""
        kept, kept_of = (0, 0) if stream.is_urgent else (RESERVE, RESERVE_OF_ACCOUNT)
        account = stream.account.pk
        most = max(0, min(wanted, self.total - kept, self.of_account[account] - kept_of))
        self.total -= most
        self.of_account[account] -= most
        return most


def shares(streams: Sequence[Stream], room: Room, turn: int) -> Iterator[tuple[Stream, int]]:
    """How many texts each stream may hand over now: the more urgent first, then the same for each workspace.

    `streams` in the order of their priority. `turn` counts the calls, so that who came last comes first next
    time. A stream that has less leaves its share to the next call.
    """
    for _, equals in groupby(streams, key=lambda stream: stream.priority):
        able = list(equals)
        of = Counter(one.sender.workspace_id for one in able)
        whole = room.total
        for stream in _dealt(able, turn):
            share = max(LEAST, whole // (len(of) * of[stream.sender.workspace_id]))
            if most := room.take(stream, share):
                yield stream, most


def _dealt(streams: Sequence[Stream], turn: int) -> Iterator[Stream]:
    """One stream of each workspace, then the second of each, …; whose turn it is begins."""
    of: defaultdict[int, list[Stream]] = defaultdict(list)
    for stream in streams:
        of[stream.sender.workspace_id].append(stream)
    hands = [_from(hand, turn // len(of)) for hand in of.values()]
    for together in zip_longest(*_from(hands, turn)):
        yield from (stream for stream in together if stream is not None)


def _from(things: list[T], start: int) -> list[T]:
    start %= len(things)
    return things[start:] + things[:start]
