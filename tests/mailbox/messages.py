"""Messages as mail programs write them. All people here are fictitious."""

from __future__ import annotations

from email.message import EmailMessage

PERSON = "example.person@example.org"


def plain(
    text: str = "Меня били линейкой. Помогите.", *, sender: str = f"Пример Заявителева <{PERSON}>", subject: str = "Жалоба",
    identifier: str = "<one@example.org>", **headers: str,
) -> EmailMessage:  # fmt: skip
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "office@example.org", subject
    message["Message-ID"], message["Date"] = identifier, "Mon, 16 Mar 2026 09:00:00 +0500"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def with_file(content: bytes, name: str, *, kind: str = "application/octet-stream", **more: str) -> EmailMessage:
    message = plain(**more)
    main, _slash, sub = kind.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message


def returned(identifier: str, *, status: str = "5.1.1") -> bytes:
    """A delivery status notification as Postfix writes it."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: office@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn-{status}@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {PERSON}
Action: failed
Status: {status}

--b
Content-Type: text/rfc822-headers

From: office@example.org
Message-ID: {identifier}
Subject: There is news about your message

--b--
""".encode()
