"""Running the program: one port, the door for texts in front, the general server behind it."""

import asyncio
import signal
from functools import partial

from aiohttp import web

from apps.carriers.virtual.door import Door
from apps.carriers.virtual.server import REQUEST_MOST, Program


async def serve(program: Program, host: str, port: int) -> None:
    """Until SIGTERM or SIGINT. Raises OSError when the port cannot be had."""
    runner = web.AppRunner(program.app, access_log=None)
    await runner.setup()
    try:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        server = await listen(runner, program, host, port)
        await stop.wait()
        server.close()
    finally:
        await runner.cleanup()


async def listen(runner: web.AppRunner, program: Program, host: str, port: int) -> asyncio.Server:
    """Serve a program that was set up; the caller closes what is returned."""
    assert runner.server is not None, "set up"
    door = partial(Door, program.take, runner.server, REQUEST_MOST)
    return await asyncio.get_running_loop().create_server(door, host, port, backlog=1024)
