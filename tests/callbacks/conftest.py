"""What the tests of callbacks share: daytime."""

from tests.clockface import daytime  # noqa: F401 - a fixture
