"""Reading one chunk ahead."""

from collections.abc import Iterator

import pytest

from apps.imports.ahead import ReadAhead


def test_every_chunk_comes_once_and_in_order() -> None:
    assert list(ReadAhead(iter([[n] for n in range(50)]))) == [[n] for n in range(50)]
    assert list(ReadAhead(iter([]))) == []


def test_what_reading_raises_comes_at_its_place() -> None:
    def broken() -> Iterator[list[int]]:
        yield [1]
        raise LookupError("line 7")

    chunks = iter(ReadAhead(broken()))
    assert next(chunks) == [1]
    with pytest.raises(LookupError, match="line 7"):
        next(chunks)


def test_who_leaves_early_leaves_nothing_running() -> None:
    asked = []

    def source() -> Iterator[int]:
        for n in range(100):
            asked.append(n)
            yield n

    chunks = ReadAhead(source())
    assert next(iter(chunks)) == 0
    chunks.begin()
    chunks.begin()
    chunks.close()
    assert asked == [0, 1]


def test_the_next_is_read_when_there_is_time_for_it_or_else_when_it_is_asked_for() -> None:
    asked = []

    def source() -> Iterator[int]:
        for n in range(3):
            asked.append(n)
            yield n

    chunks = ReadAhead(source())
    seen = iter(chunks)
    assert (next(seen), asked) == (0, [0])
    assert (next(seen), asked) == (1, [0, 1])
    chunks.begin()
    assert (next(seen), asked) == (2, [0, 1, 2])
    chunks.close()
