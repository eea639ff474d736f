"""A message out of its bytes, whatever they are: it never raises, so that nothing that arrives is lost for being odd.

RFC 5322 and MIME by Python's own parser; what mail programs do wrong (raw bytes in headers, unknown or false character sets) is read as
well as can be. Archives are never unpacked.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses
from html.parser import HTMLParser

from arasha.files.names import clean_name

MOST_PARTS = 300
LONGEST_TEXT = 200_000  # characters; the raw message keeps the rest
KAZAKH = frozenset("әғқңөұүһі")
_IDENTIFIER = re.compile(r"<[^<>\s]+>")
_BLOCKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol"))
_UNSEEN = frozenset(("script", "style", "head", "title"))


@dataclass(frozen=True)
class File:
    """A file of the message."""

    name: str
    content: bytes


@dataclass
class Letter:
    """What a message says. `refers_to` are the Message-IDs that it answers; `returned` those of ours that came back with it."""

    sender: str = ""
    sender_name: str = ""
    to: list[str] = field(default_factory=list)
    subject: str = ""
    date: str = ""
    message_id: str = ""
    refers_to: list[str] = field(default_factory=list)
    text: str = ""
    files: list[File] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)  # names in small letters, the first of each
    returned: list[str] = field(default_factory=list)
    returned_status: str = ""
    is_return: bool = False
    readable: bool = True


def read(raw: bytes) -> Letter:
    """The message, as far as it can be read; `readable` is False when its structure defeats us."""
    letter = Letter()
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(raw)
        _read_headers(letter, message)
        _read_parts(letter, message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError, KeyError):
        letter.readable = False  # the parser of the standard library raises these on hostile input
    return letter


def guess_language(text: str) -> str:
    """kk for any letter that Russian has not, else ru for Cyrillic, else en. A guess: the page says so."""
    small = text.casefold()
    if KAZAKH.intersection(small):  # the Latin i is another letter
        return "kk"
    return "ru" if re.search("[а-яё]", small) else "en"


def _read_headers(letter: Letter, message: EmailMessage) -> None:
    for name, value in message.raw_items():
        letter.headers.setdefault(name.lower(), _header(message, name, str(value)))
    head = letter.headers
    senders = [(name, address) for name, address in getaddresses([head.get("from", "")]) if "@" in address]
    letter.sender_name, letter.sender = senders[0] if senders else ("", "")
    letter.sender = letter.sender.strip().casefold()
    letter.to = [address.casefold() for _name, address in getaddresses([head.get("to", ""), head.get("cc", "")]) if address]
    letter.subject, letter.date = head.get("subject", "")[:1000], head.get("date", "")[:100]
    letter.message_id = _first_id(head.get("message-id", ""))
    letter.refers_to = list(dict.fromkeys(_ids(head.get("in-reply-to", "")) + _ids(head.get("references", ""))))[-50:]


def _header(message: EmailMessage, name: str, raw: str) -> str:
    """A header in words. Raw bytes, which no standard allows and many programs send, are UTF-8 or else Windows-1251."""
    if any("\udc80" <= sign <= "\udcff" for sign in raw):
        return _clean(_decoded(raw.encode("ascii", "surrogateescape"), ""))
    try:
        return _clean(str(message.get(name, raw)))
    except (ValueError, LookupError, IndexError, TypeError, AttributeError):
        return _clean(raw)


def _read_parts(letter: Letter, message: EmailMessage) -> None:
    plain: list[str] = []
    rich: list[str] = []
    count = 0
    letter.is_return = message.get_content_type() == "multipart/report" and message.get_param("report-type") == "delivery-status"
    for count, part in enumerate(_leaves(message), start=1):
        if count > MOST_PARTS:
            letter.readable = False
            break
        _read_part(letter, part, plain, rich)
    text = "\n\n".join(filter(None, plain)) or _html_as_text("\n".join(rich))
    letter.text = text.strip()[:LONGEST_TEXT]


def _leaves(message: MIMEPart) -> Iterator[MIMEPart]:
    """The parts that hold content; a message within the message is one, and stays closed."""
    if message.get_content_type() in {"message/rfc822", "message/delivery-status"} or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        yield from _leaves(part)


def _read_part(letter: Letter, part: MIMEPart, plain: list[str], rich: list[str]) -> None:
    kind = part.get_content_type()
    if kind == "message/delivery-status":
        letter.returned_status = _status(part)
    elif kind == "text/rfc822-headers" or kind == "message/rfc822":
        inner = part.get_payload()
        text = "\n".join(str(one) for one in inner) if isinstance(inner, list) else _text_of(part)
        if letter.is_return:
            letter.returned += _ids("\n".join(re.findall(r"(?im)^message-id:[ \t]*(.*)$", text)))
        else:
            letter.files.append(File("message.txt", text.encode("utf-8", "replace")))
    elif part.get_content_disposition() == "attachment" or part.get_filename() or part.get_content_maintype() != "text":
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            letter.files.append(File(_name_of(part), content))
    elif kind == "text/html":
        rich.append(_text_of(part))
    else:
        plain.append(_text_of(part))


def _name_of(part: MIMEPart) -> str:
    name = part.get_filename() or ""
    if any("\udc80" <= sign <= "\udcff" for sign in name):
        name = _decoded(name.encode("utf-8", "surrogateescape"), "")
    return (
        clean_name(_clean(name))
        if name
        else f"file.{ {'jpeg': 'jpg', 'plain': 'txt'}.get(part.get_content_subtype(), part.get_content_subtype()) }"
    )


def _status(part: MIMEPart) -> str:
    inner = part.get_payload()
    text = "\n".join(str(one) for one in inner) if isinstance(inner, list) else str(inner)
    found = re.search(r"(?im)^status:\s*([245]\.\d{1,3}\.\d{1,3})", text)
    return found[1] if found else ""


def _text_of(part: MIMEPart) -> str:
    content = part.get_payload(decode=True)
    return _clean(_decoded(content, part.get_content_charset() or "")) if isinstance(content, bytes) else ""


def _decoded(content: bytes, charset: str) -> str:
    """In the character set that is named, unless it is none or the bytes are not in it; then UTF-8 or Windows-1251."""
    for encoding in filter(None, (charset, "utf-8", "cp1251")):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1251", "replace")


def _clean(text: str) -> str:
    """Plain line ends; no NUL and no half characters, which no database keeps."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode()


def _ids(text: str) -> list[str]:
    return _IDENTIFIER.findall(text)


def _first_id(text: str) -> str:
    return next(iter(_ids(text)), text.strip())[:500]


class _Words(HTMLParser):
    """What a page says, without what it hides."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _UNSEEN
        if tag in _BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(self.hidden - (tag in _UNSEEN), 0)
        if tag in _BLOCKS - {"br"}:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(re.sub(r"\s+", " ", data))


def _html_as_text(source: str) -> str:
    if not source:
        return ""
    words = _Words()
    words.feed(source[: 10 * LONGEST_TEXT])
    words.close()
    lines = (line.strip() for line in "".join(words.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
