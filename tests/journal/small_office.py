"""Settings with the journal and the vault only, synced to disk as shipped: for the processes that tests start side by side."""

import os
from pathlib import Path

from arasha.site.databases import database
from arasha.vault.master import django_secret

HOME = Path(os.environ["ARASHA_HOME"])
KEYS = HOME / "keys"
ANCHORS = HOME / "anchors"
KEY_BACKUP_DAYS = 30
SECRET_KEY = django_secret(KEYS)  # makes the master key
INSTALLED_APPS = ["arasha.vault", "arasha.journal"]
DATABASES = {
    "default": database(os.environ.get("ARASHA_DATABASE_URL", ""), default_file=HOME / "office.sqlite3"),
    "keys": database("", default_file=KEYS / "keystore.sqlite3"),
}
DATABASE_ROUTERS = ["arasha.site.databases.KeyStoreRouter"]
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
