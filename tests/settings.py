"""Settings of the tests: the shipped ones in a temporary place, with a cheap key derivation.

ARASHA_TEST_DB=sqlite (default: files in the temporary place) | postgres (127.0.0.1:5432, databases of this process only).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

PLACE = Path(tempfile.mkdtemp(prefix="arasha-tests-"))
_OWNER = os.getpid()


def _tidy() -> None:
    if os.getpid() == _OWNER:  # a forked child must not take the place away
        shutil.rmtree(PLACE, ignore_errors=True)


atexit.register(_tidy)

for _name in [name for name in os.environ if name.startswith("ARASHA_") and not name.startswith("ARASHA_TEST_")]:
    del os.environ[_name]  # the developer's own office must not reach into the tests
os.environ["ARASHA_HOME"] = str(PLACE)

TEST_DB = os.environ.get("ARASHA_TEST_DB", "sqlite")
if TEST_DB == "postgres":
    _server = os.environ.get("ARASHA_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
    os.environ["ARASHA_DATABASE_URL"] = os.environ["ARASHA_KEYS_URL"] = _server

from arasha.site.settings import *  # noqa: E402, F403

for _alias, _database in DATABASES.items():  # noqa: F405
    if TEST_DB == "postgres":
        # pytest-django appends the number of the parallel process
        _database["TEST"] = {"NAME": f"test_arasha_{_alias}_{os.getpid()}"}
    else:
        _database["TEST"] = {"NAME": str(PLACE / f"{_alias}.test.sqlite3")}
        # Durability is tested in processes of their own, with the shipped settings.
        _database["OPTIONS"] = {
            **_database["OPTIONS"],
            "init_command": _database["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF"),
        }

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ARASHA_KDF = {"memory_kib": 64, "time_cost": 1, "parallelism": 1}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
RECALL_MINUTES = 0  # the tests of recalling set their own
