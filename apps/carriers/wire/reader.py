"""Reading one answer as its bytes come, in whatever pieces (RFC 9112).

Of the body at most MOST bytes are kept; an answer that is longer is whole with those, and its connection is
not used again. Nothing here touches a socket.
"""

from dataclasses import dataclass, field

MOST = 65_536
HEAD_MOST = 32_768
LINE_MOST = 1_024


class Garbage(ValueError):
    """These bytes are no HTTP answer."""


@dataclass(slots=True)
class Answer:
    """What came back. Header names are lower-case; of one that came twice the last counts."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Reader:
    """Feed it; `answer` is set when it is whole."""

    answer: Answer | None = None
    reusable: bool = False  # whether another request may follow on the connection
    _buffer: bytearray = field(default_factory=bytearray)
    _body: bytearray = field(default_factory=bytearray)
    _status: int = 0
    _headers: dict[str, str] = field(default_factory=dict)
    _keeps_open: bool = False
    _left: int | None = None  # of the body or the chunk; None: until the end, or the next chunk's size
    _chunked: bool = False
    _trailing: bool = False

    def feed(self, data: bytes) -> None:
        """More bytes. Raises Garbage."""
        self._buffer += data
        while self.answer is None and self._step():
            pass
        if self.answer is None and len(self._body) >= MOST:
            self._finish(reusable=False)

    def end(self) -> None:
        """The other side sends no more. An answer without a length ends here; any other stays unfinished."""
        if self.answer is None and self._status and not self._chunked and self._left is None:
            self._finish(reusable=False)

    def _step(self) -> bool:
        """Take the next piece out of the buffer; False when it is not whole yet."""
        if not self._status:
            return self._read_head()
        if self._chunked and self._left is None:
            return self._read_chunk_line()
        return self._read_body()

    def _read_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > HEAD_MOST or not b"HTTP/1.".startswith(bytes(self._buffer[:7])):
                raise Garbage("no head")
            return False
        first, *lines = bytes(self._buffer[:end]).decode("latin-1").split("\r\n")
        del self._buffer[: end + 4]
        status = _status(first)
        if 100 <= status < 200:  # 100 Continue, 103 Early Hints: the answer is still to come
            return True
        self._status, self._headers = status, _headers(lines)
        self._measure(first.startswith("HTTP/1.1"))
        return True

    def _measure(self, is_1_1: bool) -> None:
        """How long the body is, and whether the connection lives on."""
        said = self._headers.get("connection", "").lower()
        self._keeps_open = "close" not in said and (is_1_1 or "keep-alive" in said)
        self._chunked = "chunked" in self._headers.get("transfer-encoding", "").lower()
        length = self._headers.get("content-length")
        if self._status in (204, 304):
            self._chunked, self._left = False, 0
        elif length is not None and not self._chunked:
            if not (length.isascii() and length.isdecimal()):
                raise Garbage("no length")
            self._left = int(length[:18])
        if self._left == 0:
            self._finish(reusable=self._keeps_open)

    def _read_body(self) -> bool:
        if not self._buffer:
            return False
        piece = self._buffer[: self._left]
        del self._buffer[: len(piece)]
        self._body += piece[: MOST - len(self._body)]
        if self._left is not None:
            self._left -= len(piece)
            if not self._left:
                return self._body_ended()
        return bool(self._buffer)

    def _body_ended(self) -> bool:
        if self._chunked:
            self._left = None
            return True
        self._finish(reusable=self._keeps_open)
        return False

    def _read_chunk_line(self) -> bool:
        end = self._buffer.find(b"\r\n")
        if end < 0:
            if len(self._buffer) > LINE_MOST:
                raise Garbage("no chunk")
            return False
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        if self._trailing:
            if not line:
                self._finish(reusable=self._keeps_open)
        elif line or not self._body:
            self._begin_chunk(line)
        return True

    def _begin_chunk(self, line: bytes) -> None:
        digits = line.partition(b";")[0].strip()
        if not digits or len(digits) > 15 or digits.strip(b"0123456789abcdefABCDEF"):
            raise Garbage("no chunk size")
        size = int(digits, 16)
        self._trailing, self._left = not size, size or None

    def _finish(self, reusable: bool) -> None:
        self.reusable = reusable and not self._buffer
        self.answer = Answer(self._status, self._headers, bytes(self._body))


def _status(line: str) -> int:
    """HTTP/1.1 200 OK"""
    version, _, rest = line.partition(" ")
    code = rest[:3]
    if not version.startswith("HTTP/1.") or not (code.isascii() and code.isdecimal() and len(code) == 3):
        raise Garbage("no status")
    return int(code)


def _headers(lines: list[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise Garbage("no header")
        found[name.lower()] = value.strip()
    return found
