"""The office's seal on the file of a letter: a door with one implementation, PAdES by pyHanko with a key file (PKCS#12).

It shows that the file is as the office made it. It is no qualified or national electronic signature and is never called one: pages
say "office seal (PAdES)". The worker alone loads pyHanko, which takes seconds; importing this module loads nothing of it.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Protocol

from django.conf import settings


class SealUnusable(RuntimeError):
    """The key file cannot be opened: missing, not PKCS#12, or another passphrase. Letters wait until it can."""


class Signer(Protocol):
    """Whoever can seal a file. An office with another kind of key (a card, a service) brings another one of these."""

    def sign(self, pdf: bytes) -> bytes:
        """The same PDF with the seal appended; nothing that was in it changes. Raises SealUnusable."""
        ...


class KeyFileSigner:
    """PAdES baseline B-B (ETSI EN 319 142-1) with the key and certificate of a PKCS#12 file."""

    def __init__(self, key_file: Path, passphrase: bytes) -> None:
        from pyhanko.sign import signers

        found = signers.SimpleSigner.load_pkcs12(str(key_file), passphrase=passphrase)
        if found is None:
            raise SealUnusable("The key file of the seal cannot be opened: look at ARASHA_SEAL_FILE and ARASHA_SEAL_PASSPHRASE.")
        self._signer = found

    def sign(self, pdf: bytes) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter

        about = signers.PdfSignatureMetadata(field_name="OfficeSeal", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
        sealed = BytesIO()
        signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), about, signer=self._signer, output=sealed)
        return sealed.getvalue()


_loaded: dict[tuple[str, str], Signer] = {}


def office_signer() -> Signer | None:
    """The signer that the settings name, loaded once a process; None where the office has no seal. Raises SealUnusable."""
    if not settings.SEAL_FILE:
        return None
    named = (settings.SEAL_FILE, settings.SEAL_PASSPHRASE)
    if named not in _loaded:
        try:
            passphrase = Path(settings.SEAL_PASSPHRASE).read_bytes().rstrip(b"\r\n") if settings.SEAL_PASSPHRASE else b""
        except OSError as trouble:
            raise SealUnusable("The passphrase file of the seal cannot be read.") from trouble
        _loaded[named] = KeyFileSigner(Path(settings.SEAL_FILE), passphrase)
    return _loaded[named]
