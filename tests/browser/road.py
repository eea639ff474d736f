"""A complaint's road, walked as its people walk it: every value typed, every step pressed, everything found by names and addresses,
so that the same walk goes in any language, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Browser

from tests.browser.people import DESKTOP, PHONE, Person, jpeg
from tests.browser.server import PASSWORD, From, Server, wait_for
from tests.browser.watch import Watch
from tests.browser.words import CONTACT_EMAIL, words

# Each side calls from an address of its own, so that one can see afterwards whose was written down.
PUBLIC_ADDRESS, STAFF_ADDRESS, BODY_ADDRESS = "127.77.66.55", "127.44.33.22", "127.88.99.11"
HIDDEN = ("csrfmiddlewaretoken", "version")
TABS = ("story", "people", "rights", "evidence", "acts", "terms", "journal")


class Road:
    """One complaint in one office. The methods are the steps; they come in the order in which they stand here."""

    def __init__(
        self,
        browser: Browser,
        server: Server,
        watch: Watch,
        place: Path,
        *,
        said: Mapping[str, str] | None = None,
        identity: str = "named",
        safe: str = "yes",
        script: bool = True,
    ) -> None:
        self.browser, self.server, self.watch, self.language = browser, server, watch, watch.language
        self.place, self.script, self.identity, self.safe = place, script, identity, safe
        self.said = dict(said or words(self.language))
        self.doors = {address: From(address, server.port) for address in (PUBLIC_ADDRESS, STAFF_ADDRESS, BODY_ADDRESS)}
        self.staff: dict[str, Person] = {}
        self.files: set[str] = set()  # addresses of files that were opened
        self.code, self.complaint = "", ""
        self.phone = self._person(PUBLIC_ADDRESS, PHONE)

    def _person(self, address: str, screen: dict[str, int]) -> Person:
        return Person(self.browser, self.doors[address].url, self.language, self.watch, screen=screen, script=self.script)

    def close(self) -> None:
        for person in (self.phone, *self.staff.values()):
            person.close()
        for door in self.doors.values():
            door.close()

    def file(self, door: str) -> str:
        """A text file with what stands for `door` in it, under its name."""
        return self._written(self.said[f"{door}_name"], self.said[door].encode())

    def _written(self, name: str, data: bytes) -> str:
        path = self.place / name
        path.write_bytes(data)
        return str(path)

    # the complainant

    def tell(self) -> None:
        """Eight pages, the code, the receipt."""
        phone, said = self.phone, self.said
        phone.go("")
        phone.press('main a[href$="/tell/"]')
        phone.press("form#begin .actions button")
        phone.choose(about="other")
        phone.type(affected_name=said["affected_name"], relation=said["relation"])
        phone.send("question")
        self._what()
        country = self.server.country
        phone.choose(body=country.police, body_region=country.region)
        phone.type(body_text=said["body_text"])
        phone.send("question")
        phone.choose(region=country.region)
        phone.type(place=said["place"], when=said["when"], date="14 04 2026")
        phone.send("question")
        phone.type(tried=said["tried"])
        phone.choose(court="no")
        phone.send("question")
        phone.type(want=said["want"])
        phone.send("question")
        self._reach()
        self._check_and_send()

    def _what(self) -> None:
        phone, said = self.phone, self.said
        phone.send("question")  # forgotten: the page says so
        assert phone.page.locator(".errors a").count() == 1
        phone.type(story=said["story"])
        photo = self._written(said["photo_name"], jpeg(said["photo_remark"].encode()))
        phone.page.set_input_files('input[name="files"]', [photo, self.file("paper")])
        phone.press('button[name="_add"]')
        assert phone.page.locator(".files li").count() == 2
        phone.send("question")

    def _reach(self) -> None:
        phone, said = self.phone, self.said
        phone.choose(identity=self.identity, safe=self.safe, language=self.language)
        phone.type(**{door: said[door] for door in ("name", "email", "phone", "address", "contact_note")})
        phone.send("question")

    def _check_and_send(self) -> None:
        phone = self.phone
        shown = phone.text()
        doors = ["affected_name", "relation", "body_text", "place", "when", "tried", "want", "name", "email", "phone", "address"]
        missing = [door for door in doors if self.said[door] not in shown]
        assert not missing, f"not among the answers to check: {missing}"
        phone.send("question")
        self.code = " ".join(phone.page.locator(".secret .code").inner_text().split())
        assert re.fullmatch(r"(\d{4} ){5}\d{2}", self.code)
        phone.tick(phone.page.locator('input[name="saved"]'))
        phone.send("question")
        assert phone.page.locator("article.receipt").is_visible()
        assert self.code not in phone.text(), "the receipt shows the code"
        phone.send("question")
        self.nothing_stays()

    def follow(self) -> str:
        """Open the complaint with the code; what the page says."""
        self.phone.go("follow/")
        self.phone.type(code=self.code)
        self.phone.send("question")
        assert self.phone.kind == "follow/complaint/"
        return self.phone.text()

    def newest_letter(self) -> str:
        """Open the newest letter on the complainant's page; its words."""
        self._back_to_the_complaint()
        self.phone.press('section[aria-labelledby="letters-title"] a')
        return self.phone.page.locator("article.sheet").inner_text()

    def write(self) -> None:
        self.phone.press('main a[href$="/follow/write/"]')
        self.phone.type(text=self.said["write"])
        self.phone.page.set_input_files('input[name="files"]', self.file("paper"))
        self.phone.send("question")
        assert self.said["write"] in self.phone.text()

    def supply(self) -> None:
        self.phone.press('main a[href$="/follow/answer/"]')
        assert self.said["ask_more"] in self.phone.text()
        self.phone.type(text=self.said["supply"])
        self.phone.send("question")

    def _back_to_the_complaint(self) -> None:
        if self.phone.kind != "follow/complaint/":
            self.phone.press('nav.margin a[href$="/follow/complaint/"]')

    def leave(self) -> None:
        self._back_to_the_complaint()
        self.phone.press('form[action$="/follow/leave/"] button')
        self.nothing_stays()

    def nothing_stays(self) -> None:
        """Of our cookies only that against forged forms is left: it says nothing of a complaint."""
        left = {str(cookie.get("name")) for cookie in self.phone.context.cookies()}
        assert left <= {"csrftoken"}, f"something of the complaint stays on the device: {left}"

    # the office

    def at_desk(self, name: str) -> Person:
        """A member of staff, signed in."""
        if name not in self.staff:
            person = self.staff[name] = self._person(STAFF_ADDRESS, DESKTOP)
            person.go("desk/")
            assert person.kind.startswith("account/login/"), "the desk is open to anybody"
            person.type(login=name)
            person.page.locator('input[name="password"]').fill(PASSWORD)
            person.press('form[action$="/account/login/"] .actions button.primary')
            assert person.kind == "desk/", f"{name} is on {person.page.url}"
        return self.staff[name]

    def opened(self, name: str) -> Person:
        """A member of staff with the complaint before them."""
        person = self.at_desk(name)
        person.go(f"desk/complaints/{self.complaint}/")
        return person

    def to_verb(self, name: str, verb: str, query: str = "") -> Person:
        """A member of staff on the page of a verb that the complaint's page offers them."""
        person = self.opened(name)
        person.press(f'#next-step a[href$="/do/{verb}/"], main a[href$="/do/{verb}/"]')
        if query:
            person.press(f'main a[href="?{query}"]')
        return person

    def preview(self, person: Person) -> str:
        person.press('form#verb button[name="_preview"]')
        return person.page.locator("article.sheet").first.inner_text()

    def register(self) -> None:
        registrar = self.at_desk("registrar")
        registrar.go("desk/tray/")
        registrar.press("a.row-link")
        found = re.search(r"complaints/([0-9a-f-]{36})/", registrar.page.url)
        assert found
        self.complaint = str(UUID(found[1]))
        assert self.said["story"].splitlines()[0] in registrar.text()
        registrar.press('#next-step a[href$="/do/register/"]')
        registrar.send("verb")  # forgotten
        assert registrar.page.locator(".errors a").count() >= 1
        registrar.type(subject=self.said["subject"])
        registrar.choose(topic="OTH")
        registrar.send("verb")
        assert registrar.page.locator(".subject").inner_text().strip()

    def accept(self) -> None:
        lawyer = self.to_verb("lawyer", "accept")
        assert lawyer.page.locator("article.sheet").count() == 1
        lawyer.send("verb")  # without a word on the grounds
        assert lawyer.page.locator(".errors a").count() >= 1
        lawyer.tick(lawyer.page.locator('input[name="looked"]'))
        lawyer.send("verb")

    def assign(self) -> None:
        head = self.to_verb("head", "assign")
        head.tick(head.page.locator('input[name="officer"]'))
        head.send("verb")

    def look_around(self) -> None:
        """What the officer can look at: the own work, each part of the complaint, the files."""
        officer = self.at_desk("officer")
        officer.go("desk/")
        assert officer.page.locator(f'a.row-link[href*="{self.complaint}"]').count() == 1
        officer.go("desk/complaints/")
        self._each_part(officer)

    def _each_part(self, officer: Person) -> None:
        for tab in TABS:
            officer.go(f"desk/complaints/{self.complaint}/?tab={tab}")
            if tab in ("evidence", "acts"):
                self.open_files(officer)

    def open_files(self, officer: Person) -> None:
        """Each file that was not opened before, on its page and as it came; what stands in it counts as seen. What a body sent with a
        report has no page: its link gives the file itself."""
        links = officer.page.locator(".files a")
        hrefs = {str(one.get_attribute("href")) for one in links.all()} - self.files
        for href in sorted(hrefs):
            shown = officer.download(f'.files a[href="{href}"]').decode("utf-8", "replace")
            originals = [] if "/files/" in href else re.findall(r'href="([^"]+)" download', shown)
            assert originals or "/files/" in href, href  # what a body reported is linked as it came
            self.watch.seen += [shown, *(officer.get(one).decode("utf-8", "replace") for one in originals)]
        self.files |= hrefs

    def note_and_message(self) -> None:
        for verb in ("note", "message"):
            officer = self.at_desk("officer")
            officer.go(f"desk/complaints/{self.complaint}/do/{verb}/")
            officer.type(text=self.said[verb])
            officer.send("verb")
            assert self.said[verb] in officer.text()

    def ask_the_body(self) -> None:
        """A contact is added, the officer sees who learns what, reads the letter, sends it."""
        officer, said = self.to_verb("officer", "send_inquiry"), self.said
        self.add_contact(officer)
        disclosure = officer.page.locator(".disclosure")
        assert disclosure.is_visible()
        assert (said["name"] in disclosure.inner_text()) is (self.identity != "anonymous")
        officer.type(summary=said["inquiry_summary"], questions=said["inquiry_questions"])
        assert officer.field("named").count() == (1 if self.identity == "named" else 0)
        letter = self.preview(officer)
        assert said["inquiry_questions"] in letter
        assert said["name"] not in letter
        officer.send("verb")

    def add_contact(self, officer: Person) -> None:
        officer.page.locator("details.add-contact > summary").click()
        officer.type(**{"new-name": self.said["contact_name"], "new-position": self.said["contact_position"]})
        officer.type(**{"new-email": CONTACT_EMAIL, "new-phone": self.said["contact_phone"]})
        officer.choose(**{"new-language": self.language})
        officer.press('button[name="_add_contact"]')
        chosen = officer.page.locator('input[name="contact"]:checked')
        assert chosen.get_attribute("value") != "post"

    def give_code(self) -> str:
        """The officer has a code made, to read it out by telephone: shown once."""
        officer = self.to_verb("officer", "give_code")
        officer.send("verb")
        code = " ".join(officer.page.locator(".slip .code").inner_text().split())
        assert re.fullmatch(r"\d{4} \d{4}", code)
        self.opened("officer")
        assert code not in officer.text(), "the code stays on the page of the complaint"
        return code

    def through_link(self, number: int) -> Person:
        """The body's contact with the `number`-th link from their mail, and the code that they were told."""
        link = self.server.secure_link(CONTACT_EMAIL, number)
        code = self.give_code()
        contact = self._person(BODY_ADDRESS, DESKTOP)
        contact.open(link.replace(self.server.url, contact.url))
        assert contact.page.locator("article.sheet").count() == 0, "the letter is open without the code"
        contact.type(code="0000 0001" if code != "0000 0001" else "0000 0002")
        contact.send("code")
        assert contact.page.locator(".errors a").count() == 1
        contact.type(code=code)
        contact.send("code")
        assert contact.page.locator("article.sheet").is_visible()
        return contact

    def body_answers(self) -> None:
        contact = self.through_link(0)
        assert self.said["inquiry_questions"] in contact.text()
        contact.type(text=self.said["answer"])
        contact.page.set_input_files('input[name="files"]', self.file("answer_file"))
        contact.send("answer")
        assert contact.kind == "answer/-/sent/"
        contact.close()

    def decide(self) -> None:
        """Finding, recommendation, the decision before the Commissioner."""
        said = self.said
        officer = self.to_verb("officer", "record_finding")
        assert said["answer"] in officer.text()
        officer.choose(result="breach")
        officer.type(reasoning=said["finding"])
        officer.send("verb")
        officer = self.to_verb("officer", "draft_recommendation")
        officer.tick(officer.page.locator('input[name="contact"]:not([value="post"])'))
        assert officer.page.locator(".disclosure").count() == 1
        officer.type(words=said["recommendation"])
        officer.send("verb")
        officer = self.to_verb("officer", "propose_decision")
        proposed = officer.field("text").input_value()
        assert said["finding"] in proposed
        officer.type(text=f"{proposed}\n\n{said['letter']}")
        officer.send("verb")

    def sign(self, name: str) -> None:
        """Sign what waits first in the signing tray."""
        signer = self.at_desk(name)
        signer.go("desk/signing/")
        signer.press(f'a.row-link[href*="{self.complaint}"]')
        sheets = signer.page.locator("article.sheet").count()
        assert sheets >= 1
        told = signer.page.locator(".disclosure").count()
        assert told == sheets - 1, "each letter to a body stands after what it tells; one letter goes to the person"
        signer.press("#sign")

    def consideration_ended(self) -> None:
        officer = self.at_desk("officer")
        officer.go(f"desk/complaints/{self.complaint}/?tab=terms")
        card = officer.page.locator('.term-card[data-purpose="consideration"]')
        assert card.count() == 1
        assert card.get_attribute("data-state") == "ended"

    def body_reports(self) -> None:
        contact = self.through_link(1)
        assert self.said["recommendation"] in contact.text()
        contact.choose(accepted="yes")
        contact.type(text=self.said["report"])
        contact.page.set_input_files('input[name="files"]', self.file("report_file"))
        contact.send("answer")
        assert contact.kind == "answer/-/sent/"
        contact.close()

    def close_follow_up(self) -> None:
        officer = self.to_verb("officer", "close_follow_up")
        assert self.said["report"] in officer.text()
        officer.tick(officer.page.locator('input[name^="assess-"][value="done"]'))
        officer.choose(remedy="restored")
        officer.type(people="1", disciplinary="1", account=self.said["account"])
        assert self.said["account"] in self.preview(officer)
        officer.send("verb")
        self._each_part(officer)

    # the other road

    def ask_more(self) -> None:
        lawyer = self.to_verb("lawyer", "ask_more")
        lawyer.type(questions=self.said["ask_more"])
        assert self.said["ask_more"] in self.preview(lawyer)
        lawyer.send("verb")

    def propose_decline(self, ground: str) -> None:
        lawyer = self.to_verb("lawyer", "propose_decline", f"ground={ground}")
        lawyer.type(reasoning=self.said["decline_reasons"])
        assert self.said["decline_reasons"] in self.preview(lawyer)
        lawyer.send("verb")

    def signing_is_blocked(self, name: str) -> None:
        """The button says why it cannot be pressed, and the address of the verb refuses too."""
        signer = self.at_desk(name)
        signer.go("desk/signing/")
        signer.press(f'a.row-link[href*="{self.complaint}"]')
        assert signer.page.locator("#sign").get_attribute("aria-disabled") == "true"
        assert signer.page.locator("#why-sign").is_visible()
        form = {
            name: signer.page.locator(f'form#verb [name="{name}"]').first.input_value()
            for name in ("csrfmiddlewaretoken", "version")
        }
        answer = signer.context.request.post(signer.page.url, form=form, headers={"Origin": signer.url})
        assert answer.status == 409, answer.status

    def confirm(self, ref: str) -> None:
        lawyer = self.at_desk("lawyer")
        lawyer.go(f"desk/law/?q={ref}")
        lawyer.press(f'main a[href$="/law/{ref}/confirm/"]')
        lawyer.type(act=self.said["act"], article="12", read_on="14 04 2026", source=self.said["source"])
        lawyer.send("confirm")

    def mail_came(self, address: str, count: int) -> None:
        wait_for(lambda: len([to for to, _text in self.server.mails() if to == address]) >= count, f"{count} mails to {address}")
