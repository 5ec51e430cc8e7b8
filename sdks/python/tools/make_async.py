"""Makes the asyncio twins (`sendwell/aio`, `async_client.py`) out of the ordinary modules.

    python tools/make_async.py            # write them
    python tools/make_async.py --check    # exit 1 when they are not what would be written

So every method is written once, and both clients have it with full types.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "src" / "sendwell"
NOTE = "# Made by tools/make_async.py from {}; change that one.\n"
METHOD = re.compile(r"    def (\w+)\((.*?)\) -> (.+?):\n", re.DOTALL)


def resource(text: str) -> str:
    """A module of `resources`, awaited."""
    text = METHOD.sub(_method, text)
    text = text.replace("return self._ask(", "return await self._ask(")
    text = text.replace("import Resource, at", "import AsyncResource, at").replace(
        "(Resource)", "(AsyncResource)"
    )
    return re.sub(r"\bPaged\b", "AsyncPaged", text)


def _method(found: re.Match[str]) -> str:
    """A walk asks nothing yet, so it is not awaited."""
    word = "def" if found[3].startswith("Paged[") else "async def"
    return f"    {word} {found[1]}({found[2]}) -> {found[3]}:\n"


def client(text: str) -> str:
    """client.py, awaited."""
    text = text.replace("sendwell.resources.", "sendwell.aio.").replace(
        "class Sendwell", "class AsyncSendwell"
    )
    text = text.replace("sync_transport import Transport", "async_transport import AsyncTransport")
    text = text.replace("= Transport(", "= AsyncTransport(").replace("httpx.Client", "httpx.AsyncClient")
    text = text.replace("for ordinary code", "for asyncio").replace(
        "between threads", "between tasks of one loop"
    )
    text = text.replace("with `with`, or `close()` it", "with `async with`, or `await close()` it")
    text = text.replace("    def request(", "    async def request(").replace(
        "    def close(", "    async def close("
    )
    text = text.replace("return self._transport.send", "return await self._transport.send")
    text = text.replace("self._transport.http.close()", "await self._transport.http.aclose()")
    text = text.replace("    def __enter__", "    async def __aenter__").replace(
        "    def __exit__", "    async def __aexit__"
    )
    return text.replace("        self.close()", "        await self.close()")


def twins() -> dict[Path, str]:
    """Every file that is made, and what stands in it."""
    made = {HERE / "async_client.py": NOTE.format("client.py") + client((HERE / "client.py").read_text())}
    for path in sorted((HERE / "resources").glob("*.py")):
        if path.name == "__init__.py":
            text = '"""The asyncio twins of `sendwell.resources`."""\n'
        else:
            text = resource(path.read_text())
        made[HERE / "aio" / path.name] = NOTE.format(f"resources/{path.name}") + text
    return made


def main() -> int:
    check = "--check" in sys.argv
    stale = [path for path, text in twins().items() if not path.exists() or path.read_text() != text]
    for path in stale if not check else []:
        path.parent.mkdir(exist_ok=True)
        path.write_text(twins()[path])
    for path in stale:
        print(path.relative_to(HERE), "is stale" if check else "written")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
