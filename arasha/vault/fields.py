"""Model fields whose value is encrypted in the database and opens when it is read.

A sealed value is bound to its table, column and row, so the row's identifier must exist before it is saved (`arasha.ids.new_id`).
Reading opens lazily: a list that does not show a field never decrypts it. Neither `filter()` nor `update()` nor `bulk_update()`
takes a clear value: they know no row to bind it to. Add such a column to a table with rows as null=True.
"""

from __future__ import annotations

import base64
import json
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from arasha.vault.errors import VaultError
from arasha.vault.keyring import open_sealed, seal

_leave_sealed: ContextVar[bool] = ContextVar("arasha_leave_sealed", default=False)


class SealedBytes(bytes):
    """A sealed value as it stands in the database. What `values()` gives for a sealed field."""


class SealedAttribute(DeferredAttribute):
    """Holds the sealed value until somebody reads it, then the clear one."""

    field: _SealedField

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            super().__get__(instance, cls)  # a deferred column: Django reads it from the database
        value = instance.__dict__[name]
        if type(value) is SealedBytes and not _leave_sealed.get():
            value = instance.__dict__[name] = self.field.open(value, instance)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class _SealedField(models.BinaryField):
    descriptor_class = SealedAttribute
    if TYPE_CHECKING:  # for Django's stubs: a row's attribute is the clear value, not bytes
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def __init__(self, *args: Any, key: str = "key_id", **kwargs: Any) -> None:
        self.key = key
        super().__init__(*args, **kwargs)

    def encode(self, value: Any) -> bytes:
        raise NotImplementedError

    def decode(self, data: bytes) -> Any:
        raise NotImplementedError

    def open(self, value: SealedBytes, instance: models.Model) -> Any:
        """The clear value. Raises CannotOpen, KeyErased."""
        return self.decode(open_sealed(value, place=self._place(instance)))

    def seal(self, value: Any, instance: models.Model) -> SealedBytes:
        """The sealed value. Raises VaultError (the row names no key, or has no identifier yet), KeyErased."""
        key_id = getattr(instance, self.key)
        if key_id is None:
            raise VaultError(f"{self} cannot be saved: the row's {self.key} is empty, so there is no key to seal it with.")
        if not isinstance(key_id, UUID):
            key_id = UUID(str(key_id))
        return SealedBytes(seal(key_id, self.encode(value), place=self._place(instance)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        if type(value) is SealedBytes:
            if add:  # a copied row: a value that could never be opened there must not be saved
                self.open(value, model_instance)
            return value
        return self.seal(value, model_instance)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> SealedBytes | None:
        return None if value is None else SealedBytes(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or type(value) is SealedBytes:
            return value if value is None else bytes(value)
        raise TypeError(f"{self} is sealed: a clear value can neither be searched for nor written by update(). Use save().")

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        _refresh_without_opening(cls)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.key != "key_id":
            kwargs["key"] = self.key
        return name, path, args, kwargs

    def get_default(self) -> Any:
        return models.Field.get_default(self)

    def _check_str_default_value(self) -> list[Any]:
        return []  # unlike a BinaryField's, the clear default may be text

    def value_from_object(self, obj: models.Model) -> Any:
        value = obj.__dict__.get(self.attname)
        return value if type(value) is SealedBytes or value is None else self.seal(value, obj)

    def value_to_string(self, obj: models.Model) -> str:
        """For `dumpdata`: never the clear value."""
        return base64.b64encode(self.value_from_object(obj) or b"").decode()

    def _place(self, instance: models.Model) -> str:
        pk = instance._meta.pk.to_python(instance.pk)  # a UUID may have been assigned as text
        if pk is None:
            raise VaultError(f"{self} is sealed for one row: the row needs its identifier first.")
        return f"{self.model._meta.db_table}.{self.column}:{pk}"


class SealedText(_SealedField):
    """Text, encrypted. `key` names the attribute of the row that holds the id of its key."""

    description = "Sealed text"

    def encode(self, value: str) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self} takes text, not {type(value).__name__}.")
        return value.encode()

    def decode(self, data: bytes) -> str:
        return data.decode()


class SealedJSON(_SealedField):
    """Anything JSON can hold, encrypted. Change it by assigning a new value or in place; both are saved by `save()`."""

    description = "Sealed JSON"
    empty_strings_allowed = False

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

    def decode(self, data: bytes) -> Any:
        return json.loads(data)


def _refresh_without_opening(cls: type[models.Model]) -> None:
    """`refresh_from_db` copies attribute by attribute; without this it would open every sealed value, and fail on erased rows."""
    original = cls.refresh_from_db
    if getattr(original, "leaves_sealed", False):
        return

    @wraps(original)
    def refresh_from_db(self: models.Model, *args: Any, **kwargs: Any) -> None:
        before = _leave_sealed.set(True)
        try:
            original(self, *args, **kwargs)
        finally:
            _leave_sealed.reset(before)

    refresh_from_db.leaves_sealed = True  # type: ignore[attr-defined]
    cls.refresh_from_db = refresh_from_db  # type: ignore[method-assign]
