"""The letter as a file: readable Kazakh, tagged, archival, sealed; hostile words stay words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from arasha import files, letters, vault
from arasha.letters.errors import LetterFrozen
from arasha.letters.models import Letter
from arasha.letters.tasks import render_pdf
from tests.letters.conftest import AT

pytestmark = pytest.mark.django_db
Make = Callable[..., Letter]
KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[[Letter], Path]:
    def keep(letter: Letter) -> Path:
        vault.forget_keys()  # a worker begins with an empty keyring
        render_pdf(str(letter.pk))
        kept = letters.get_letter(letter.pk)
        path = tmp_path / "letter.pdf"
        path.write_bytes(b"".join(files.open_blob(kept.pdf)))
        return path

    return keep


def read(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def test_a_letter_is_typeset_in_kazakh(sent: Make, pdf: Callable[[Letter], Path]) -> None:
    path = pdf(sent(values={"complaint_number": "2026-000001", "account": KAZAKH}))
    text = read(path)
    for words in (
        KAZAKH,
        "Қазақстан",
        "Айгүл Әбдіқадырқызы",
        "centre-2026/00001",
        "2026 ж. 16 наурыз",
        "Сәуле Қ.",
        "Ұлттық орталық",
    ):
        assert words in text
    about = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    assert "Tagged:          yes" in about
    assert "Шағымыңыздың нәтижесі" in about
    raw = path.read_bytes()
    assert b"/Lang (kk)" in raw or b"/Lang(kk)" in raw
    assert b"pdfuaid" in raw
    assert b"pdfaid" in raw


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("code", ["decline_not_considered", "inquiry", "redirect"])
def test_other_letters_are_typeset(sent: Make, pdf: Callable[[Letter], Path], code: str, language: str) -> None:
    letter = sent(code, language, text="A paragraph.\n\n– one\n– two\n\nLast,", citations=["KZ-C11"])
    text = " ".join(read(pdf(letter)).split())
    assert letter.title in text
    assert "A paragraph. – one – two Last," in text


def test_markup_in_words_stays_words(sent: Make, pdf: Callable[[Letter], Path]) -> None:
    hostile = '#eval("1+1") $x^2$ *bold* _it_ = heading `raw` <label> @ref #panic() \\ // {due} https://x.example'
    text = " ".join(read(pdf(sent(values={"complaint_number": "#1", "account": hostile}))).split())
    assert hostile in text


def test_signs_without_a_glyph_do_not_stop_a_letter(sent: Make, pdf: Callable[[Letter], Path]) -> None:
    text = read(pdf(sent(text="Шарасыз 🙂 汉字 👨‍👩‍👧 \u200e محمد \ufffe соңы", language="en")))
    assert "Шарасыз □" in text
    assert "соңы" in text
    assert "□ stands for" in text


def test_the_file_is_sealed_and_made_once(sent: Make, pdf: Callable[[Letter], Path], settings) -> None:
    letter = sent()
    pdf(letter)
    kept = letters.get_letter(letter.pk)
    assert (kept.pdf.key_id, kept.pdf.content_type) == (letter.key_id, "application/pdf")
    assert kept.pdf.name == "centre-2026-00001.pdf"
    first = kept.pdf_id
    render_pdf(str(letter.pk))
    assert letters.get_letter(letter.pk).pdf_id == first
    assert all(b"%PDF" not in path.read_bytes() for path in Path(settings.FILES).rglob("*") if path.is_file())


def test_the_typesetter_never_loads_with_the_letters() -> None:
    """It is larger than a web process may become."""
    code = "import django, sys; django.setup(); from arasha.letters import actions, mail, queries, tasks; print('typst' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=dict(os.environ))
    assert run.stdout.split()[-1] == "False"


def test_a_long_letter_numbers_its_pages(sent: Make, pdf: Callable[[Letter], Path]) -> None:
    pages = read(pdf(sent(text="\n\n".join(f"Абзац {n}. " + "Құқық пен бостандық. " * 30 for n in range(40))))).split("\f")[:-1]
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert page.rstrip().endswith(f"{number} / {len(pages)}")
    assert "Абзац 39." in pages[-1]


def test_an_erased_letter_makes_no_file(sent: Make, keys: vault.ComplaintKeys) -> None:
    letter = sent()
    vault.erase_keys([keys.complaint, keys.postbox])
    vault.forget_keys()
    render_pdf(str(letter.pk))
    assert Letter.objects.get(pk=letter.pk).pdf_id is None


def sizes(path: Path) -> dict[float, str]:
    """The type sizes in points that stand on the pages, each with some words set in it, as poppler reads them."""
    xml = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", path], check=True, capture_output=True, text=True
    ).stdout
    fonts = {number: float(size) for number, size in re.findall(r'<fontspec id="(\d+)" size="(-?[\d.]+)"', xml)}
    return {fonts[number]: words for number, words in re.findall(r'<text [^>]*font="(\d+)"[^>]*>(.*?)</text>', xml)}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_in_large_print_nothing_is_smaller_than_18_points(sent: Make, pdf: Callable[[Letter], Path], language: str) -> None:
    values = {"complaint_number": "2026-000001", "account": ["Бірінші 🙂", "Екінші"]}
    small = pdf(sent(language=language, values=values))
    assert min(sizes(small)) < 10
    large = pdf(sent(language=language, values=values, large_print=True))
    found = sizes(large)
    assert min(found) >= 18, found
    words = " ".join(read(large).split())
    assert "□" in words
    assert "/letter/" in words  # the address of the page where anybody checks it is as large
    about = subprocess.run(["pdfinfo", large], check=True, capture_output=True, text=True).stdout
    assert "Tagged:          yes" in about


def test_what_was_wished_after_the_draft_holds(draft: Make, pdf: Callable[[Letter], Path], commissioner, book) -> None:
    letter = draft()
    letters.set_print(letter, large=True)
    letters.send_letter(letters.sign_letter(letter, by=commissioner, book=book, at=AT), at=AT)
    assert min(sizes(pdf(letter))) >= 18
    with pytest.raises(LetterFrozen):
        letters.set_print(letter, large=False)
