# Made by tools/make_async.py from resources/__init__.py; change that one.
"""The asyncio twins of `sendwell.resources`."""
