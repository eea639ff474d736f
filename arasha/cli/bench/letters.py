"""How long one worker needs for many letters: typeset and kept sealed, without and with the office's seal on the file."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from arasha import letters, vault
from arasha.complaints.book import current_book
from arasha.ids import new_id
from arasha.jobs import work_off
from arasha.jobs.models import Job
from arasha.letters.models import Letter
from arasha.people.models import Office, User

LANGUAGES = ("kk", "ru", "en")
PARAGRAPH = (
    "Құқықтар мен бостандықтар. Права и свободы человека. The rights and freedoms of a person are looked at one by one. " * 3
)


def measure(count: int, home: Path, signer: User) -> dict[str, Any]:
    """`count` letters of about 300 words in three languages through the job worker, first without a seal, then with one."""
    found: dict[str, Any] = {"count": count}
    for name, key_file in (("unsigned", None), ("signed", _seal(home))):
        settings.SEAL_FILE, settings.SEAL_PASSPHRASE = (
            (str(key_file), str(key_file.with_suffix(".pass"))) if key_file else ("", "")
        )
        made = _send(count, signer)
        vault.forget_keys()
        begun = time.perf_counter()
        work_off()
        found[name] = {"seconds": round(time.perf_counter() - begun, 1), "kept": _kept(made), "failed": _failed()}
    return found


def _send(count: int, signer: User) -> list[Any]:
    """Letters signed and sent, each under a key of its own; their files wait in the queue."""
    book, office, at = current_book(), Office.objects.get(region=""), datetime.now(UTC)
    made = []
    for number in range(count):
        with transaction.atomic():
            keys = vault.create_complaint_keys(None, at=at)
            draft = letters.draft_letter(
                "closing", language=LANGUAGES[number % 3], office=office, subject_id=new_id(), key_id=keys.postbox,
                recipient_kind=Letter.Recipient.COMPLAINANT, recipient_name="Example Person",
                values={"complaint_number": f"2026-{number:06}", "account": "\n\n".join([PARAGRAPH] * 4)}, book=book, by=signer, at=at,
            )  # fmt: skip
            letters.sign_letter(draft, by=signer, book=book, at=at)
            letters.send_letter(draft, at=at, hold=timedelta(0))
        made.append(draft.pk)
    return made


def _kept(made: list[Any]) -> int:
    return Letter.objects.filter(pk__in=made, pdf__isnull=False).count()


def _failed() -> int:
    return Job.objects.exclude(state="done").exclude(state="waiting", attempts=0).count()


def _seal(home: Path) -> Path:
    """A key file for this run only (RSA 2048, its own certificate)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    key, now = rsa.generate_private_key(public_exponent=65537, key_size=2048), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Synthetic office")])
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = built.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    place, phrase = home / "seal.p12", b"synthetic"
    place.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, BestAvailableEncryption(phrase)))
    place.with_suffix(".pass").write_bytes(phrase)
    return place
