"""The product's settings with the clockwork's schedule: what `manage.py worker` runs on in its tests."""

import os

from config.settings import *  # noqa: F403
from config.settings import Q_CLUSTER

SCHEDULE = "tests.common.clockwork.SCHEDULE"
if "CLOCKWORK_TIMEOUT" in os.environ:
    Q_CLUSTER["timeout"] = int(os.environ["CLOCKWORK_TIMEOUT"])
