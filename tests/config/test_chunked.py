"""A body without a Content-Length is read all the same."""

from io import BytesIO
from typing import Any

import pytest

from config.chunked import with_length


def seen(environ: dict[str, Any]) -> tuple[str | None, bytes]:
    """The length and the body as the application sees them."""
    got: list[Any] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        got.extend((environ.get("CONTENT_LENGTH"), environ["wsgi.input"].read()))
        return []

    with_length(application)(environ, lambda *_: None)
    return tuple(got)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "how",
    [
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_TRANSFER_ENCODING": "Chunked"},
        {"SERVER_PROTOCOL": "HTTP/2"},
    ],
)
def test_a_length_is_found_out(how: dict[str, str]) -> None:
    assert seen({"wsgi.input": BytesIO(b"{}"), **how}) == ("2", b"{}")


def test_a_length_that_is_there_is_left_alone() -> None:
    environ = {"wsgi.input": BytesIO(b"{}  "), "CONTENT_LENGTH": "4", "HTTP_TRANSFER_ENCODING": "chunked"}
    assert seen(environ) == ("4", b"{}  ")


def test_without_chunks_nothing_is_read_that_was_not_announced() -> None:
    assert seen({"wsgi.input": BytesIO(b""), "SERVER_PROTOCOL": "HTTP/1.1"}) == (None, b"")


def test_too_much_is_cut_where_it_is_known_to_be_too_much(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5
    assert seen({"wsgi.input": BytesIO(b"0123456789"), "HTTP_TRANSFER_ENCODING": "chunked"}) == (
        "6",
        b"012345",
    )
