"""A dovecot of its own on a free port of 127.0.0.1, with one account; nothing of the machine's configuration is used."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOVECOT = "/usr/sbin/dovecot"
USER, PASSWORD = "office", "synthetic-4711"
SETTINGS = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
first_valid_uid = 0
mail_location = maildir:{place}/mail
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}
}}
"""


@contextmanager
def dovecot(place: Path) -> Iterator[int]:
    """Serve while the block runs; gives the port."""
    me = pwd.getpwuid(os.getuid())
    root = me.pw_uid == 0
    owner = pwd.getpwnam("nobody") if root else me
    port = _free_port()
    for folder in (place, place / "mail"):
        folder.mkdir(exist_ok=True)
        os.chmod(folder, 0o755)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    config = place / "dovecot.conf"
    config.write_text(
        SETTINGS.format(
            place=place, port=port, password=PASSWORD, uid=owner.pw_uid, gid=owner.pw_gid,
            login="dovenull" if root else me.pw_name, internal="dovecot" if root else me.pw_name,
            group="dovecot" if root else me.pw_gid,
        )
    )  # fmt: skip
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stdin=subprocess.DEVNULL)
    try:
        _until_it_answers(port, process, place / "log")
        yield port
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(place, ignore_errors=True)


def client(port: int) -> imaplib.IMAP4:
    box = imaplib.IMAP4("127.0.0.1", port)
    box.login(USER, PASSWORD)
    return box


def append(port: int, *messages: bytes) -> None:
    """Put messages into the inbox, as somebody's mail program would."""
    box = client(port)
    for message in messages:
        box.append("INBOX", None, None, message)
    box.logout()


def flags(port: int) -> list[str]:
    """The flags of each message of the inbox."""
    box = client(port)
    box.select("INBOX", readonly=True)
    _kind, data = box.fetch("1:*", "(FLAGS)")
    box.logout()
    return [line.decode() for line in data if line]


def _until_it_answers(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        try:
            client(port).logout()
        except (OSError, imaplib.IMAP4.error):
            assert process.poll() is None, log.read_text() if log.exists() else "dovecot ended at once"
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"dovecot did not answer:\n{log.read_text() if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
