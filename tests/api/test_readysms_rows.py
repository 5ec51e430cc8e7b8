"""Each row of the contract has its golden file, and each address that is served has a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from apps.api.readysms import urls
from tests.api.readysms_rows import CONTRACT
from tests.api.test_readysms_golden import FILES

# Served beyond the contract's own spellings: aliases of an alias.
ALIASES = re.compile(r"/zapier/(searches/contacts|actions/\w*_\w+)")


@dataclass(frozen=True)
class Row:
    section: str
    verb: str
    path: str
    status: int
    said: str

    def __str__(self) -> str:
        return f"{self.section} {self.verb} {self.path} {self.status} {self.said}".strip()

    def fits(self, case: dict[str, Any]) -> bool:
        request, expect = case["request"], case["expect"]
        body = expect.get("json", {})
        words = [body.get("error"), body.get("error_code")] if isinstance(body, dict) else []
        asked = request["path"].partition("?")[0]
        place = re.sub(r":\w+", "[^/]+", re.escape(self.path).replace(r"\:", ":"))
        return (
            (request["verb"], expect["status"]) == (self.verb, self.status)
            and re.fullmatch(place, asked) is not None
            and (not self.said or self.said in words)
        )


def rows() -> Iterator[Row]:
    section = ""
    for line in CONTRACT.strip().splitlines():
        if line.startswith("§"):
            section = line
        elif line:
            verb, path, status, said = [*line.split(" ", 3), ""][:4]
            yield Row(section, verb, path, int(status), said)


ROWS = list(rows())
CASES = [orjson.loads(file.read_bytes()) for file in FILES]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_row_of_the_contract_has_its_golden_file(row: Row) -> None:
    assert any(row.fits(case) for case in CASES), f"No file in golden/readysms answers {row}"


def test_a_row_without_a_file_is_noticed() -> None:
    assert not any(Row("§2.1", "POST", "/sms/send", 200, "never said").fits(case) for case in CASES)
    assert not any(Row("§9", "POST", "/nowhere", 200, "").fits(case) for case in CASES)


def test_each_address_that_is_served_has_a_row() -> None:
    known = {re.sub(r":\w+", ":id", row.path) for row in ROWS}
    served = {_plain(str(pattern.pattern)) for pattern in urls.urlpatterns if _is_an_address(pattern)}
    missing = {path for path in served if path not in known and not ALIASES.fullmatch(path)}
    assert missing == set()


def _is_an_address(pattern: Any) -> bool:
    """Those of the surface; OAuth's own are tests/connect's, and samples go by event."""
    return str(pattern.name).startswith("readysms-") and pattern.name not in (
        "readysms-unknown",
        "readysms-zapier-sample",
    )


def _plain(pattern: str) -> str:
    return "/" + re.sub(r"\(\?P<\w+>[^)]*\)", ":id", pattern).strip("^$/?").removesuffix("/?")
