"""The office's seal: made by one tool, looked at by another (pdfsig of poppler); the letter stays tagged; the web never loads it."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from arasha import files, letters
from arasha.letters import signing
from arasha.letters.models import Letter
from arasha.letters.tasks import render_pdf

pytestmark = pytest.mark.django_db
Make = Callable[..., Letter]


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("seal")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Synthetic Office")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = place / "seal.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, BestAvailableEncryption(b"synthetic"))
    )
    (place / "passphrase").write_text("synthetic\n")
    return path


@pytest.fixture
def sealed(sent: Make, key_file: Path, settings, tmp_path: Path) -> Path:
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(key_file), str(key_file.parent / "passphrase")
    letter = sent()
    render_pdf(str(letter.pk))
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"".join(files.open_blob(letters.get_letter(letter.pk).pdf)))
    return path


def pdfsig(path: Path) -> str:
    return subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout


def test_another_tool_finds_the_seal_valid(sealed: Path) -> None:
    said = pdfsig(sealed)
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Signature is Valid" in said
    assert "Synthetic Office" in said
    assert "Total document signed" in said


def test_a_changed_file_is_found_out(sealed: Path) -> None:
    data = sealed.read_bytes()
    place = data.index(b"/MediaBox") + 12
    sealed.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    assert "Signature is Valid" not in pdfsig(sealed)


def test_the_sealed_letter_stays_tagged(sealed: Path) -> None:
    about = subprocess.run(["pdfinfo", sealed], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in about
    assert "Шағымыңыздың нәтижесі" in about


def test_a_wrong_passphrase_stops_the_file_not_the_letter(sent: Make, key_file: Path, settings) -> None:
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(key_file), ""
    letter = sent()
    with pytest.raises(signing.SealUnusable):
        render_pdf(str(letter.pk))
    assert letters.get_letter(letter.pk).pdf_id is None


def test_without_a_key_there_is_no_seal() -> None:
    assert signing.office_signer() is None


def test_pyhanko_never_loads_with_the_letters() -> None:
    code = (
        "import django, sys; django.setup(); import arasha.letters.signing, arasha.site.urls; "
        "from arasha.letters import actions, queries, tasks, outbox; print('pyhanko' in sys.modules or 'docx' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=dict(os.environ))
    assert run.stdout.split()[-1] == "False"
