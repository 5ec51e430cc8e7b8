"""The clock of these promises."""

from tests.clockface import daytime  # noqa: F401
