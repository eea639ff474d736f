"""Messages as they really come: old character sets, odd names, hostile structure."""

from __future__ import annotations

import pytest

from arasha.mailbox.reading import guess_language, read
from tests.mailbox import messages

RUSSIAN = "Здравствуйте, меня избили в отделе."


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"])
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_text_in_old_character_sets(charset, encoding):
    message = messages.plain()
    message.set_content(RUSSIAN, charset=charset, cte=encoding) if (charset, encoding) else None
    letter = read(message.as_bytes())
    assert letter.text == RUSSIAN
    assert letter.subject == "Жалоба"
    assert (letter.sender, letter.sender_name) == (messages.PERSON, "Пример Заявителева")


@pytest.mark.parametrize("named", ["", "; charset=no-such-set", "; charset=us-ascii"])
def test_a_character_set_that_is_missing_or_false(named):
    raw = f"From: a@example.org\nContent-Type: text/plain{named}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    assert read(raw + RUSSIAN.encode("cp1251")).text == RUSSIAN
    assert read(raw + RUSSIAN.encode()).text == RUSSIAN


def test_raw_bytes_in_headers():
    raw = b"From: a@example.org\nSubject: " + "Жалоба на школу".encode("cp1251") + b"\n\ntext"
    assert read(raw).subject == "Жалоба на школу"


def test_a_page_becomes_words():
    message = messages.plain("")
    message.set_content(
        "<html><head><style>p{}</style></head><body><p>Бірінші</p><script>x()</script><p>Екінші &amp; үшінші</p></body></html>",
        subtype="html",
    )
    assert read(message.as_bytes()).text == "Бірінші\n\nЕкінші & үшінші"


def test_plain_is_preferred_to_the_page():
    message = messages.plain("the plain words")
    message.add_alternative("<p>the page</p>", subtype="html")
    assert read(message.as_bytes()).text == "the plain words"


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=utf-8''%D1%81%D0%BF%D1%80%D0%B0%D0%B2%D0%BA%D0%B0.pdf",
        "attachment; filename*0*=utf-8''%D1%81%D0%BF%D1%80; filename*1*=%D0%B0%D0%B2%D0%BA%D0%B0.pdf",
        'attachment; filename="=?windows-1251?B?8e/w4OLq4C5wZGY=?="',
    ],
)
def test_names_of_files(disposition):
    raw = (
        'From: a@example.org\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nhello\n'
        f"--b\nContent-Type: application/pdf\nContent-Disposition: {disposition}\n\n%PDF-1.4\n--b--\n"
    )
    assert [file.name for file in read(raw.encode()).files] == ["справка.pdf"]


def test_deep_nesting_does_not_break_us():
    inner = "Content-Type: text/plain\n\nhello\n"
    for level in range(1500):
        inner = f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n{inner}\n--b{level}--\n'
    letter = read(b"From: a@example.org\n" + inner.encode())
    assert not letter.readable or letter.text == "hello"


def test_too_many_parts_are_not_read():
    part = "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    raw = 'From: a@example.org\nContent-Type: multipart/mixed; boundary="b"\n\n' + part * 400 + "--b--\n"
    assert not read(raw.encode()).readable


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff", b"From\n\n\n", b"Content-Type: multipart/mixed\n\n--\n", b"From: =?x?q?\xff?=\n\n"]
)
def test_rubbish_is_read_without_an_error(raw):
    assert isinstance(read(raw).text, str)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Мен ұрып-соққан", "kk"), ("Меня били", "ru"), ("They beat me", "en"), ("Көмек керек", "kk"), ("", "en"), ("І", "kk")],
)
def test_language_is_guessed_from_letters(text, language):
    assert guess_language(text) == language


def test_a_returned_mail_names_ours():
    letter = read(messages.returned("<ours@example.org>"))
    assert letter.is_return
    assert letter.returned == ["<ours@example.org>"]
    assert letter.returned_status == "5.1.1"
