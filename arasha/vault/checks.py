"""What `arasha doctor` asks about the keys. Red also for what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.utils.translation import gettext as _

from arasha.vault import master
from arasha.vault.codes import kdf_is_production
from arasha.vault.errors import MasterKeyError
from arasha.vault.models import Key
from arasha.vault.tokens import master_mark

Finding = tuple[str, str, str]  # "ok", "warn" or "red"; what was found; how to mend it ("" when there is nothing to mend)


def run() -> list[Finding]:
    """Every check of the vault, in the order in which one would mend them."""
    return [*_master_key(), *_folder(), *_volume(), *_key_store(), *_derivation()]


def _master_key() -> Iterator[Finding]:
    path = Path(settings.KEYS) / master.FILE_NAME
    try:
        if not path.exists():
            yield "red", _("The master key %(path)s is missing.") % {"path": path}, _("Put back the copy that was kept apart.")
            return
        master._read(path)  # not the copy that this process keeps
    except MasterKeyError as error:
        yield "red", str(error), _("See docs/install.md, “The master key”.")
    else:
        yield "ok", _("The master key is whole and only its owner may read it."), ""


def _folder() -> Iterator[Finding]:
    try:
        wrong = master.exposure(Path(settings.KEYS))
    except OSError as error:
        yield "red", str(error), _("Make the folder readable for the account that runs Arasha.")
        return
    if wrong:
        yield "warn", wrong, f"chmod 700 {settings.KEYS}"
    else:
        yield "ok", _("Only its owner may enter the folder of the keys."), ""


def _volume() -> Iterator[Finding]:
    """A thief of one disk must not have both the data and the key. Compared by device number."""
    try:
        key, data = Path(settings.KEYS).stat().st_dev, Path(settings.HOME).stat().st_dev
    except OSError as error:
        yield "red", _("Whether the keys lie apart from the data cannot be told: %(why)s") % {"why": error}, ""
        return
    if key != data:
        yield "ok", _("The keys lie on another volume than the data."), ""
        return
    level = "red" if settings.PRODUCTION else "warn"
    mend = _("Set ARASHA_KEYS to a folder on another volume and move the folder of the keys there.")
    yield level, _("The master key lies on the same volume as the data: who takes the disk can read everything."), mend


def _key_store() -> Iterator[Finding]:
    try:
        first = Key.objects.order_by("id").values_list("master", flat=True).first()
        fits = first is None or bytes(first) == master_mark()
    except Error as error:
        mend = _("See ARASHA_KEYS_URL, and run `arasha migrate`.")
        yield "red", _("The key store does not answer: %(why)s") % {"why": error}, mend
    except MasterKeyError:
        yield "red", _("Whether the key store fits the master key cannot be told."), _("Mend the master key first.")
    else:
        if fits:
            yield "ok", _("The key store answers and fits the master key."), ""
        else:
            yield "red", _("The key store was made with another master key."), _("Put back the master key that belongs to it.")


def _derivation() -> Iterator[Finding]:
    if kdf_is_production():
        yield "ok", _("Secret codes are protected as they should be (Argon2id, 19 MiB)."), ""
    else:
        yield "red", _("Secret codes are protected less than they should be."), _("Remove ARASHA_KDF from the settings.")
