"""What can be said of a file while its bytes go by once: size, SHA-256, encoding, NUL bytes."""

import codecs
import hashlib

HEAD = 64 * 1024
# Bytes that Windows-1252 leaves undefined: a text that has one is Latin-1.
_NOT_CP1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Scan:
    """Feed it every block, in order; then ask."""

    def __init__(self) -> None:
        self.size = 0
        self.lines = 0
        self.head = b""
        self.has_nul = False
        self._sha = hashlib.sha256()
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._latin1 = False

    def feed(self, block: bytes) -> None:
        self.size += len(block)
        self.lines += block.count(b"\n")
        self._sha.update(block)
        if len(self.head) < HEAD:
            self.head += block[: HEAD - len(self.head)]
        self.has_nul = self.has_nul or b"\0" in block
        self._latin1 = self._latin1 or any(byte in block for byte in _NOT_CP1252)
        self._try_utf8(block)

    @property
    def sha256(self) -> str:
        return self._sha.hexdigest()

    @property
    def is_wide(self) -> bool:
        return self.encoding.startswith(("utf-16", "utf-32"))

    @property
    def encoding(self) -> str:
        """A byte order mark decides; then zeros in every other byte; then whether all of it is UTF-8."""
        for mark, name in _MARKS:
            if self.head.startswith(mark):
                return name
        if wide := _wide(self.head):
            return wide
        if self._utf8 is not None and self._ends_whole():
            return "utf-8"
        return "latin-1" if self._latin1 else "cp1252"

    def _try_utf8(self, block: bytes) -> None:
        if self._utf8 is None:
            return
        try:
            self._utf8.decode(block)
        except UnicodeDecodeError:
            self._utf8 = None

    def _ends_whole(self) -> bool:
        return self._utf8 is not None and not self._utf8.getstate()[0]


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: text of mostly Latin letters has zeros at every second place."""
    even, odd = head[0::2], head[1::2]
    if len(head) < 4:
        return ""
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""
