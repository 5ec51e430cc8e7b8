"""The settings of the suite: the product's own, on a folder of its own, so that ./var is never touched."""

import atexit
import os
import shutil
import tempfile

# Every xdist worker is a process, so every one gets its own folder, lock files and SQLite database.
_folder = tempfile.mkdtemp(prefix="sendwell-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DATA_DIR"] = _folder

from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR, DATABASES, Q_CLUSTER, STORAGES  # noqa: E402

# A file, not ":memory:": a second thread or process must see the same rows.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

# WhiteNoise warns, once a request, of a folder that is not there.
(DATA_DIR / "static").mkdir(exist_ok=True)

# One queue per process: with Redis all of them share the server.
Q_CLUSTER["name"] = f"sendwell-test-{os.getpid()}"

# No thread writes behind a test's back; those about the request log flush it themselves.
REQUEST_LOG_SECONDS = 0

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# The real hasher takes 100 ms and more on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
