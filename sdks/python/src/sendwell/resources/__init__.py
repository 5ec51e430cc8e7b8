"""One module for each resource; tools/make_async.py makes the asyncio twins in `sendwell.aio` from them."""
