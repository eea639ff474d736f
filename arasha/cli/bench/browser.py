"""Whole submissions, page by page, as a browser without JavaScript makes them, against the running server."""

from __future__ import annotations

import http.client
import io
import os
import re
import secrets
import threading
import time
from dataclasses import dataclass, field

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STORY = "Synthetic. On the second day they said that there was no doctor and took the papers away. " * 12
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("who", {"about": "me"}),
    ("what", {"story": STORY}),
    ("body", {"body_text": "the police department"}),
    ("place", {"place": "Sampletown", "when": "in spring"}),
    ("tried", {"tried": "I wrote to the head."}),
    ("want", {"want": "A doctor."}),
    ("reach", {"identity": "confidential", "name": "Example Person", "safe": "no", "language": "ru"}),
)


@dataclass
class Outcome:
    """What the clients saw. `commits` are seconds of the sending request alone."""

    done: int = 0
    failed: int = 0
    requests: int = 0
    commits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    trouble: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.done / self.seconds if self.seconds else 0.0


class Visitor:
    """One browser: its cookies and one connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.requests = 0

    def get(self, path: str) -> str:
        return self._ask("GET", path, b"", "")

    def post(self, path: str, fields: dict[str, str], photo: bytes = b"") -> str:
        body, kind = form({"csrfmiddlewaretoken": self.token, **fields}, photo)
        return self._ask("POST", path, body, kind)

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept-Encoding": "identity"}
        if kind:
            headers["Content-Type"] = kind
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self.requests += 1
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status not in (200, 302, 303):
            raise RuntimeError(f"{method} {path} answered {answer.status}")
        if method == "POST" and answer.status == 200:
            raise RuntimeError(f"{method} {path} showed the form again")
        if found := TOKEN.search(text):
            self.token = found[1]
        return text

    def rest(self) -> None:
        """Close the connection, as a browser left alone for a while does; the next request opens another."""
        self.connection.close()

    def tell(self, photo: bytes) -> None:
        """Everything up to the page to check."""
        self.get("/ru/")
        self.get("/ru/tell/")
        self.post("/ru/tell/", {})
        for slug, fields in PAGES:
            self.get(f"/ru/tell/{slug}/")
            self.post(f"/ru/tell/{slug}/", fields, photo if slug == "what" else b"")
        self.get("/ru/tell/check/")

    def send(self) -> float:
        """The sending request alone: seconds."""
        begun = time.perf_counter()
        self.post("/ru/tell/check/", {})
        return time.perf_counter() - begun

    def finish(self) -> None:
        page = self.get("/ru/tell/code/")
        if len(re.findall(r"\d{4}", page)) < 5:
            raise RuntimeError("no code was shown")
        self.post("/ru/tell/code/", {"saved": "on"})
        self.get("/ru/tell/done/")


def form(fields: dict[str, str], photo: bytes) -> tuple[bytes, str]:
    """A multipart body, as a form with a file input sends it."""
    boundary = "form" + secrets.token_hex(8)
    out = io.BytesIO()
    for name, value in fields.items():
        out.write(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    if photo:
        head = 'Content-Disposition: form-data; name="files"; filename="photo.jpg"\r\nContent-Type: image/jpeg'
        out.write(f"--{boundary}\r\n{head}\r\n\r\n".encode() + photo + b"\r\n")
    out.write(f"--{boundary}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={boundary}"


def a_photo(size: int = 200 * 1024) -> bytes:
    """A JPEG of noise of at least `size` bytes."""
    from PIL import Image

    side = 64
    while True:
        out = io.BytesIO()
        Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(out, "JPEG", quality=90)
        if out.tell() >= size:
            return out.getvalue()
        side = int(side * 1.2)


def whole(port: int, *, clients: int, seconds: float) -> Outcome:
    """Submissions from beginning to end by `clients` at once, for about `seconds`."""
    photo = a_photo()

    def one(outcome: Outcome, guard: threading.Lock) -> None:
        visitor = Visitor(port)
        visitor.tell(photo)
        commit = visitor.send()
        visitor.finish()
        with guard:
            outcome.done += 1
            outcome.requests += visitor.requests
            outcome.commits.append(commit)

    return _crowd(one, clients, seconds)


def commits_alone(port: int, *, clients: int, each: int) -> Outcome:
    """Only the sending request, of drafts made ready before."""
    photo = a_photo()
    ready: list[Visitor] = []
    for _ in range(clients * each):
        visitor = Visitor(port)
        visitor.tell(photo)
        visitor.rest()  # else the server closes it while the others are made ready, and what is counted is that
        ready.append(visitor)

    def one(outcome: Outcome, guard: threading.Lock) -> None:
        with guard:
            if not ready:
                raise StopIteration
            visitor = ready.pop()
        commit = visitor.send()
        with guard:
            outcome.done += 1
            outcome.requests += 1
            outcome.commits.append(commit)

    return _crowd(one, clients, seconds=600.0)


def _crowd(one: object, clients: int, seconds: float) -> Outcome:
    outcome, guard = Outcome(), threading.Lock()
    begun = time.perf_counter()

    def work() -> None:
        while time.perf_counter() - begun < seconds:
            try:
                one(outcome, guard)  # type: ignore[operator]
            except StopIteration:
                return
            except Exception as trouble:  # counted and told: a benchmark that hides failures measures nothing
                with guard:
                    outcome.failed += 1
                    outcome.trouble.append(str(trouble))
                if outcome.failed > 50:
                    return

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - begun
    return outcome
