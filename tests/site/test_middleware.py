"""Headers, the emptied keyring, refusals as pages: what surrounds every request."""

from __future__ import annotations

import logging
import sys

import pytest
from django.test import Client

from arasha.vault import keyring
from tests.site import pages

pytestmark = pytest.mark.urls("tests.site.pages")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


def test_strict_headers_on_every_answer(client: Client) -> None:
    for address in ("/fine/", "/conflict/", "/nowhere/", "/broken/x/"):
        response = client.get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Cache-Control"] == "no-store"
        # "no-referrer" would make browsers send "Origin: null" with our own forms
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_view_may_say_that_its_page_is_for_all(client: Client) -> None:
    assert client.get("/cached/")["Cache-Control"] == "public, max-age=60"


def test_strict_transport_only_over_https(client: Client, settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    assert "Strict-Transport-Security" not in client.get("/fine/")
    assert client.get("/fine/", secure=True)["Strict-Transport-Security"] == "max-age=60"


@pytest.mark.parametrize("address", ["/with-key/", "/with-key-and-fault/"])
def test_no_key_outlives_the_request(client: Client, address: str) -> None:
    client.get(address)
    assert not keyring.knows(pages.KEY)


@pytest.mark.django_db  # closing an answer looks after the connections
def test_a_stream_keeps_its_keys_until_it_is_closed(client: Client) -> None:
    response = client.get("/streamed/")
    assert b"".join(response.streaming_content) == b"onetwo"
    assert pages.seen["while streaming"]
    response.close()
    assert not keyring.knows(pages.KEY)


@pytest.mark.parametrize(("address", "status"), [("/conflict/", 409), ("/gone/", 410), ("/often/", 429), ("/malformed/", 400)])
def test_a_refusal_is_a_page_with_its_status(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert "<h1>" in response.content.decode()


def test_a_refusal_speaks_the_readers_language(client: Client) -> None:
    texts = {client.get("/conflict/", headers={"accept-language": language}).content.decode() for language in ("kk", "ru", "en")}
    assert len(texts) == 3


def test_the_message_is_escaped(client: Client) -> None:
    page = client.get("/gone/").content.decode()
    assert "Used &lt;once&gt;" in page
    assert "<once>" not in page


@pytest.mark.parametrize("address", ["/fine/?q=a%00b", "/fine/?%00=1", "/word/a%00b/"])
def test_nul_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_too_much_text_is_413(client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post("/typed/", {"story": "x" * 2000})
    assert response.status_code == 413


def test_too_many_fields_and_files_are_413(client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    assert client.post("/typed/", {f"f{n}": "" for n in range(9)}).status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\r\n\r\n"),
        ("multipart/form-data; boundary=" + "y" * 300, b"--y"),
        ("application/x-www-form-urlencoded", b"a=%ff&%00=%00"),
    ],
)
def test_a_malformed_form_is_no_fault_of_ours(client: Client, kind: str, body: bytes) -> None:
    assert client.post("/typed/", body, content_type=kind).status_code in {200, 400}


def test_a_fault_shows_a_page_and_tells_nothing(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    response = client.get("/broken/secret-token/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "<h1>" in page
    assert "Айгүл" not in page
    assert "Traceback" not in page


def test_no_such_page(client: Client) -> None:
    assert client.get("/nowhere/").status_code == 404


class TestLostToken:
    """The form's token is old or missing: what was typed comes back in a form that can be sent."""

    @pytest.fixture
    def strict(self) -> Client:
        return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})

    def test_typed_text_is_shown_again_and_can_be_sent(self, strict: Client) -> None:
        story = "First line\nsecond “line” & <b>"
        headers = {"origin": "http://testserver"}
        response = strict.post("/typed/", {"story": story, "password": "hunter2hunter2"}, headers=headers)
        page = response.content.decode()
        assert response.status_code == 403
        assert "second “line” &amp; &lt;b&gt;" in page
        assert "hunter2" not in page
        token = strict.cookies["csrftoken"].value
        again = strict.post("/typed/", {"story": story, "csrfmiddlewaretoken": token}, headers=headers)
        assert again.content.decode() == f"kept {story}"

    def test_another_sites_form_is_not_offered_for_sending(self, strict: Client) -> None:
        for headers in (
            {"origin": "https://elsewhere.example"},
            {"origin": "null"},
            {"origin": "http://testserver.elsewhere.example"},
            {},
        ):
            response = strict.post("/typed/", {"story": "forged"}, headers=headers)
            assert response.status_code == 403
            page = response.content.decode()
            assert "forged" not in page
            assert "account" not in page, "whoever tells us what happened has no account"


@pytest.mark.django_db
def test_signed_out_while_typing_keeps_the_text(client: Client) -> None:
    response = client.post("/desk/note/?to=7", {"story": "a long note"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "a long note" in page
    assert 'action="/desk/note/?to=7"' in page
    assert "/account/login/" in page


@pytest.mark.django_db
def test_only_what_was_typed_is_shown_and_no_names_of_fields(client: Client) -> None:
    """What a page sends along unseen is sent along unseen again, and no code of ours stands as a label."""
    page = client.post("/desk/note/", {"version": "7", "press": "0190-ab", "date_1": "4", "text": "a long note"}).content.decode()
    assert '<input type="hidden" name="version" value="7">' in page
    assert '<input type="hidden" name="press" value="0190-ab">' in page
    for code in ("version", "press", "text", "date_1"):
        assert f">{code}</label>" not in page
    assert page.count("<textarea") == 1
    assert "What you typed (1)</label>" in page


def test_a_fault_of_the_installation_is_named() -> None:
    from arasha.site import logs

    try:
        import arasha.no_such_module  # noqa: F401
    except ImportError:
        text = logs.Line().formatException(sys.exc_info())
    assert "No module named 'arasha.no_such_module'" in text


def test_logs_name_no_path_no_words_and_no_address(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    """The log of a fault: where in the code, but neither the secret link in the address nor the words in the exception."""
    from arasha.site import logs

    handler = logging.StreamHandler()
    handler.setFormatter(logs.Line("%(message)s"))
    handler.addFilter(logs.NoPersonalData())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get("/broken/secret-token/", REMOTE_ADDR="203.0.113.7")
        logging.getLogger("django.request").error("From 203.0.113.7 and 2001:db8::5 at 12:30:15, not 127.0.0.1")
    finally:
        logger.removeHandler(handler)
    written = capsys.readouterr().err
    assert "builtins.RuntimeError" in written
    assert "pages.py" in written
    assert "GET /broken/<str:token>/" in written
    for secret in ("secret-token", "Айгүл", "87010000000", "203.0.113.7", "2001:db8"):
        assert secret not in written
    assert "127.0.0.1" in written
    assert "12:30:15" in written
