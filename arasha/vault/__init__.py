"""Keys, sealing, secret codes and tokens. Knows nothing of complaints.

    key_id = vault.create_key("complaint", at)         a data key, wrapped, committed in the key store
    vault.load_keys(key_ids)                           many keys in one statement; then sealed fields open without another
    vault.erase_keys([key_id])                         what was sealed with it is unreadable for ever
    story = vault.SealedJSON()                         a model field that is encrypted in the database

Everything a room needs is here; the modules below are the vault's own. Names are looked up when first used, because the settings
import this package (for Django's secret) before there can be any models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from arasha.vault.codes import (
        PRODUCTION_KDF,
        DerivedCode,
        derive,
        kdf_is_production,
        kdf_parameters,
        new_code,
        read_code,
        show_code,
    )
    from arasha.vault.errors import (
        CannotOpen,
        CodeMistyped,
        KeyErased,
        MasterKeyError,
        MasterKeyExposed,
        MasterKeyMissing,
        MasterKeyWrong,
        VaultError,
    )
    from arasha.vault.fields import SealedBytes, SealedJSON, SealedText
    from arasha.vault.keyring import add_key, forget_keys, open_sealed, raw_key, seal
    from arasha.vault.keys import (
        ComplaintKeys,
        create_complaint_keys,
        create_key,
        create_keys,
        create_many_complaint_keys,
        erase_keys,
        existing_keys,
        final_on,
        give_postbox_code,
        load_keys,
        open_for_token,
        open_postbox_with_code,
        open_postbox_with_key,
        seal_for_token,
    )
    from arasha.vault.tokens import blind, key_of_token, new_token, server_secret, token_hash

__all__ = [
    "PRODUCTION_KDF",
    "CannotOpen",
    "CodeMistyped",
    "ComplaintKeys",
    "DerivedCode",
    "KeyErased",
    "MasterKeyError",
    "MasterKeyExposed",
    "MasterKeyMissing",
    "MasterKeyWrong",
    "SealedBytes",
    "SealedJSON",
    "SealedText",
    "VaultError",
    "add_key",
    "blind",
    "create_complaint_keys",
    "create_key",
    "create_keys",
    "create_many_complaint_keys",
    "derive",
    "erase_keys",
    "existing_keys",
    "final_on",
    "forget_keys",
    "give_postbox_code",
    "kdf_is_production",
    "kdf_parameters",
    "key_of_token",
    "load_keys",
    "new_code",
    "new_token",
    "open_for_token",
    "open_postbox_with_code",
    "open_postbox_with_key",
    "open_sealed",
    "raw_key",
    "read_code",
    "seal",
    "seal_for_token",
    "server_secret",
    "show_code",
    "token_hash",
]
_MODULES = ("errors", "tokens", "codes", "keyring", "fields", "keys")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = vars(import_module(f"arasha.vault.{module}"))
            if name in found:
                return globals().setdefault(name, found[name])
    raise AttributeError(f"arasha.vault has no {name}")
