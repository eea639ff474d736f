"""Settings with the journal and the vault only: for the processes that tests of writers side by side start."""

import os
from pathlib import Path

from arasha.site.databases import database

HOME = Path(os.environ["ARASHA_HOME"])
KEYS = HOME / "keys"
ANCHORS = HOME / "anchors"
KEY_BACKUP_DAYS = 30
SECRET_KEY = "tests only"
INSTALLED_APPS = ["arasha.vault", "arasha.journal"]
DATABASES = {
    "default": database(os.environ.get("ARASHA_DATABASE_URL", ""), default_file=HOME / "office.sqlite3"),
    "keys": database("", default_file=KEYS / "keystore.sqlite3"),
}
DATABASE_ROUTERS = ["arasha.site.databases.KeyStoreRouter"]
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
