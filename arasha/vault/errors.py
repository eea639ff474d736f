"""What can go wrong in the vault. Those that a person meets carry a sentence; the others are for the administrator."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.errors import BadRequest, Gone


class VaultError(Exception):
    """Anything the vault refuses."""


class CannotOpen(VaultError):
    """The sealed value was altered, or moved to another row or column, or the key is not the one it was sealed with."""


class KeyErased(VaultError, Gone):
    """The key is not in the key store any more (or never was): what was sealed with it is unreadable for ever."""

    message = _("This was erased and cannot be read any more.")


class CodeMistyped(VaultError, BadRequest):
    """What was typed cannot be a secret code. Found by the check digits, before any lookup or key derivation."""

    message = _("This code is not right. Compare it with what you wrote down: two digits may have changed places.")


class MasterKeyError(VaultError):
    """The master key cannot be used; the message says how to mend it. Nothing starts without it."""


class MasterKeyMissing(MasterKeyError):
    """There is no master key file and none may be made."""


class MasterKeyExposed(MasterKeyError):
    """Others than its owner may read the master key file."""


class MasterKeyWrong(MasterKeyError):
    """The master key file is damaged, or it is not the one that the key store was made with."""
