"""Reading one chunk ahead."""

from collections.abc import Iterator

import pytest

from apps.imports.ahead import read_ahead


def test_every_chunk_comes_once_and_in_order() -> None:
    assert list(read_ahead(iter([[n] for n in range(50)]))) == [[n] for n in range(50)]
    assert list(read_ahead(iter([]))) == []


def test_what_reading_raises_comes_at_its_place() -> None:
    def broken() -> Iterator[list[int]]:
        yield [1]
        raise LookupError("line 7")

    chunks = read_ahead(broken())
    assert next(chunks) == [1]
    with pytest.raises(LookupError, match="line 7"):
        next(chunks)


def test_who_leaves_early_leaves_nothing_running() -> None:
    asked = []

    def source() -> Iterator[int]:
        for n in range(100):
            asked.append(n)
            yield n

    chunks = read_ahead(source())
    assert next(chunks) == 0
    chunks.close()
    assert len(asked) <= 2
