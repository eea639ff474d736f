"""The walk through every door that the two roads leave out: each field of words gets a marked word that nothing else says.

The list of the doors stands in tests/doors.py, made from the forms themselves; what is typed is noted in `marks`, by door.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from email.message import EmailMessage

from tests.browser import doors_inside as inside
from tests.browser.people import Person
from tests.browser.road import TABS, Road
from tests.browser.server import arasha
from tests.doors import NOT_TYPED, doors

DAY = "14 04 2026"
CHECK_CODE = re.compile(r"\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}\b")


class Walk:
    """One office, several complaints. `marks` holds every word that went in, by its door."""

    def __init__(self, road: Road, word: Callable[[int], str]) -> None:
        self.road, self.server, self.watch, self.word = road, road.server, road.watch, word
        self.marks: dict[str, str] = {}
        self.known = doors() - set(NOT_TYPED)
        self.first = self.number = self.lead = ""  # the first complaint, its number, its complainant
        self.read: set[str] = set()  # letters that were looked at
        self.secrets: list[str] = []  # of programs: not words, but nowhere in the clear either

    # typing

    def mark(self, door: str) -> str:
        """A new word for a door."""
        self.marks[door] = self.word(300 + len(self.marks))
        return self.marks[door]

    def fill(self, person: Person, form: str, note: str = "", only: Iterable[str] = ()) -> None:
        """A marked word into every field of words that the page shows of this form."""
        person.page.evaluate("() => document.querySelectorAll(':is(main, aside) details').forEach(one => { one.open = true })")
        for door in sorted(self.known):
            name = door.partition(".")[2]
            if door.startswith(f"{form}.") and (not only or name in only) and person.field(name).count():
                self._type(person, door, f"{door} {note}".strip())

    def _type(self, person: Person, door: str, label: str) -> None:
        name = door.partition(".")[2]
        field = person.field(name).first
        if name in ("files", "file"):
            field.set_input_files(self._file(label))
        elif name == "text" and field.input_value():  # words of a letter, as they were proposed
            field.fill(f"{field.input_value()}\n\n{self.mark(label)}")
        else:
            field.fill(self._value(name, label))

    def _value(self, name: str, label: str) -> str:
        """What one types there: an address, a number, a line a person, or just words."""
        number = len(self.marks)
        if name in ("email", "phone", "iin"):
            forms = {"email": "zqdoor{}vkx@example.org", "phone": "7015{:03d}8293", "iin": "90010{:07d}"}
            self.marks[label] = forms[name].format(number)
            return self.marks[label]
        word = self.mark(label)
        return f"1. {word}; +7 701 555 {number:03d} 1; {self.mark(f'{label} address')}" if name == "names" else word

    def _file(self, label: str) -> str:
        """A text file with a marked word in its name and another in it."""
        path = self.road.place / f"{self.mark(f'{label} name')}.txt"
        path.write_text(self.mark(f"{label} content"), encoding="utf-8")
        return str(path)

    # verbs

    def do(
        self, name: str, verb: str, query: str = "", note: str = "", only: Iterable[str] = (),
        typed: Mapping[str, str] | None = None, **chosen: str,
    ) -> Person:  # fmt: skip
        """One verb: its page, what is chosen, days `typed`, a marked word in each field, the letter's own words, done."""
        person = self.road.at_desk(name)
        person.go(f"desk/complaints/{self.road.complaint}/do/{verb}/{query}")
        person.type(**(typed or {}))
        person.choose(**{field: value for field, value in chosen.items() if person.field(field).count()})
        self._first_entry(person)
        self._read_grounds(person)
        self.fill(person, verb, note, only)
        if f"{verb}.text" in self.known and person.page.locator('form#verb button[name="_preview"]').count():
            self.road.preview(person)
            self.fill(person, verb, note, ["text"])
        return self.send(person, verb)

    def _read_grounds(self, person: Person) -> None:
        box = person.page.locator('input[name="looked"]')
        if box.count():
            person.tick(box)

    def _first_entry(self, person: Person) -> None:
        entries = person.page.locator('input[name="entry"]')
        if entries.count():
            person.tick(entries)

    def send(self, person: Person, what: str) -> Person:
        person.press("form#verb .actions button:not([name])")
        assert not person.page.locator("main .errors a").count(), f"{what}: {person.page.locator('.errors').all_inner_texts()}"
        return person

    def people(self) -> dict[str, str]:
        """Everybody of the complaint: what their card says, by their identifier."""
        person = self.road.at_desk("lawyer")
        person.go(f"desk/complaints/{self.road.complaint}/?tab=people")
        links = person.page.locator('main a[href*="/do/correct_party/?party="]')
        found = {}
        for link in links.all():
            key = str(link.get_attribute("href")).partition("party=")[2]
            found[key] = link.locator("xpath=ancestor::article[1]").inner_text()
        return found

    def look(self, name: str = "commissioner") -> None:
        """Every part of the complaint, its letters and files; what stands there counts as seen."""
        person = self.road.at_desk(name)
        letters: set[str] = set()
        for tab in (*TABS, "examination", "results", "matter"):
            person.go(f"desk/complaints/{self.road.complaint}/?tab={tab}")
            links = person.page.locator('main a[href*="/letters/"]:not([href$="/pdf/"]):not([href$="/docx/"])')
            letters |= {str(one.get_attribute("href")) for one in links.all()} - self.read
            if tab == "evidence":
                self.road.open_files(person)
        for href in letters:
            person.open(f"{person.url}{href}")
        self.read |= letters

    def echo(self, person: Person) -> None:
        """The page once more in Russian and back: what was typed comes back from the office. For words that no page shows afterwards."""
        for language in ("ru", "kk"):
            person.press(f'button[name="_language"][value="{language}"]')


def take_down(walk: Walk) -> None:
    """A complaint that somebody tells in the office, with a code of their own."""
    person = walk.road.at_desk("registrar")
    person.go("desk/new/")
    walk.fill(person, "TakeDownForm")
    person.type(channel_number="ЖТ-2026-0123")
    person.choose(channel="platform", safe="no", identity="named")
    person.choose(region=walk.server.country.region, body=walk.server.country.police)
    person.tick(person.page.locator('input[name="with_code"]'))
    person.press(".entry .actions button.primary")
    walk.road.code = " ".join(person.page.locator(".slip .code").inner_text().split())
    found = re.search(r"desk/new/([0-9a-f-]{36})/", person.page.url)
    person.press("main a.back")
    found = found or re.search(r"desk/new/([0-9a-f-]{36})/", person.page.url)
    assert found
    walk.first = walk.road.complaint = found[1]
    walk.do("registrar", "register", topic="OTH")
    number = re.search(r"2026-\d{6}", person.text())
    assert number
    walk.number = number[0]


def describe(walk: Walk) -> None:
    walk.do("lawyer", "correct_subject", topic="OTH")
    walk.do("head", "correct_registration", typed={"channel_number": "ЖТ-2026-0124"})
    walk.look()
    person = walk.road.at_desk("lawyer")
    person.go(f"desk/complaints/{walk.road.complaint}/do/mark_urgent/")
    person.tick(person.page.locator('input[name="reasons"]'))
    walk.fill(person, "mark_urgent")
    walk.send(person, "mark_urgent")
    walk.look()
    walk.do("lawyer", "unmark_urgent")


def everybody(walk: Walk) -> None:
    """People of every part, an organisation, forty signatures in small; corrected, represented, protected, removed."""
    for role in ("affected", "representative", "witness"):
        walk.do("lawyer", "add_party", note=role, role=role, kind="person")
    walk.do("lawyer", "add_party", note="organisation", role="complainant", kind="organisation")
    walk.do("lawyer", "add_complainants")
    walk.look("lawyer")
    of = {role: walk.marks[f"add_party.name {role}"] for role in ("affected", "representative", "witness", "organisation")}
    who = {role: next(key for key, card in walk.people().items() if word in card) for role, word in of.items()}
    walk.lead = next(iter(walk.people()))
    party = {role: f"?party={key}" for role, key in who.items()}
    walk.do("lawyer", "set_representative", party["representative"], basis="other", stands_for=who["affected"])
    walk.do("lawyer", "set_safe_contact", party["affected"])
    person = walk.road.at_desk("lawyer")
    person.go(f"desk/complaints/{walk.road.complaint}/do/mark_vulnerable/{party['affected']}")
    person.tick(person.page.locator('input[name="detention"]'))
    walk.fill(person, "mark_vulnerable")
    walk.send(person, "mark_vulnerable")
    person.go(f"desk/complaints/{walk.road.complaint}/do/note_safety/{party['affected']}")
    person.type(until="31 12 2030")
    walk.fill(person, "note_safety")
    walk.send(person, "note_safety")
    walk.look("lawyer")
    walk.do("lawyer", "correct_party", party["witness"])
    walk.look("lawyer")
    walk.do("lawyer", "remove_party", party["witness"])
    walk.look("lawyer")


def together(walk: Walk) -> None:
    """The people of two complaints, taken for one and parted again."""
    lead = next(iter(walk.people()))
    walk.do("lawyer", "merge_persons", f"?party={lead}&other={walk.lead}")
    person = walk.road.at_desk("lawyer")
    person.go(f"desk/complaints/{walk.road.complaint}/?tab=people")
    person.press('main a[href*="/do/unmerge_persons/"]')
    walk.fill(person, "unmerge_persons")
    walk.send(person, "unmerge_persons")


def screen(walk: Walk) -> None:
    """Two proposals that the head sends back with a word, then accepted and given to an officer."""
    person = walk.road.at_desk("lawyer")
    person.go(f"desk/complaints/{walk.road.complaint}/do/propose_redirect/")
    offered = [one.get_attribute("value") for one in person.page.locator('select[name="to_body"] option').all()]
    ground = person.page.locator('input[name="ground"]').first.get_attribute("value")
    walk.do("lawyer", "propose_redirect", to_body=next(filter(None, offered)), ground=ground or "")
    walk.look()
    walk.do("head", "send_back_outcome")
    walk.do("lawyer", "propose_decline", "?ground=A-TIME")
    walk.look()
    walk.do("head", "send_back_outcome", note="again")
    walk.do("lawyer", "accept")
    walk.road.assign()
    walk.do("head", "extend_term")
    walk.look()


def measures(walk: Walk) -> None:
    """An interim measure that the body answers itself, and one that it answers by telephone."""
    walk.road.at_desk("officer").go("desk/bodies/")
    _interim(walk, "by link", contact="")
    contact = walk.road.through_link(0)
    contact.choose(reply="partly")
    walk.fill(contact, "InterimAnswerForm")
    contact.send("answer")
    contact.close()
    walk.look()
    walk.do("officer", "end_interim_measure", kept="no")
    _interim(walk, "by post", contact="post")
    walk.do("officer", "record_interim_reply", reply="partly", came_by="phone")
    walk.look()
    walk.do("officer", "lift_interim_measure")
    walk.look()


def _interim(walk: Walk, note: str, contact: str) -> None:
    officer = walk.road.at_desk("officer")
    officer.go(f"desk/complaints/{walk.road.complaint}/do/request_interim_measure/")
    if contact:
        officer.choose(contact=contact)
    else:
        walk.road.add_contact(officer)
    officer.type(until_day="31 12 2030", until_hour="18:00")
    walk.fill(officer, "request_interim_measure", note, ["what", "why"])
    walk.road.preview(officer)
    walk.fill(officer, "request_interim_measure", note, ["text"])
    walk.send(officer, "request_interim_measure")


def by_post(walk: Walk) -> None:
    """An inquiry on paper: handed to the post, come back, answered on paper."""
    walk.do("officer", "send_inquiry", contact="post")
    walk.do("registrar", "mark_posted")
    walk.do("registrar", "mark_returned")
    walk.do("registrar", "record_answer", came_by="post")
    walk.look()


def decide(walk: Walk) -> None:
    """A finding, acts drafted and one thrown away, a decision that the Commissioner sends back once."""
    walk.do("officer", "record_finding", result="breach")
    walk.do("officer", "draft_recommendation", contact="post")
    officer = walk.road.at_desk("officer")
    officer.go(f"desk/complaints/{walk.road.complaint}/do/draft_act/")
    kinds = [one.get_attribute("value") for one in officer.page.locator('select[name="kind"] option').all()]
    walk.do("officer", "draft_act", kind=next(filter(None, kinds)) or "", contact="post")
    walk.look()
    officer.go(f"desk/complaints/{walk.road.complaint}/do/discard_act/")
    officer.tick(officer.page.locator('input[name="act"]').last)
    walk.fill(officer, "discard_act")
    walk.send(officer, "discard_act")
    _propose(walk, "")
    walk.do("commissioner", "send_back_decision")
    walk.look()
    _propose(walk, "returned")
    _ask_the_head(walk)
    walk.do("head", "return_letter")
    walk.look()
    _propose(walk, "again")
    walk.road.sign("commissioner")
    walk.look()


def _ask_the_head(walk: Walk) -> None:
    """The head is asked to approve the letter: of those offered, whose line says so."""
    officer = walk.road.at_desk("officer")
    officer.go(f"desk/complaints/{walk.road.complaint}/do/ask_approval/")
    officer.page.locator("label", has_text="Example head").first.click()
    walk.send(officer, "ask_approval")


def _propose(walk: Walk, note: str) -> None:
    officer = walk.road.at_desk("officer")
    officer.go(f"desk/complaints/{walk.road.complaint}/do/propose_decision/")
    walk.fill(officer, "propose_decision", note)
    walk.send(officer, "propose_decision")


def afterwards(walk: Walk) -> None:
    """What became of it: the body's report on paper, proceedings, what changed for the person."""
    walk.do("registrar", "record_report", came_by="post", accepted="yes")
    walk.do("officer", "record_act_outcome", reply="accepted")
    for verb in ("record_proceeding", "end_proceeding"):
        officer = walk.road.at_desk("officer")
        officer.go(f"desk/complaints/{walk.road.complaint}/do/{verb}/")
        officer.type(day=DAY)
        for name in ("kind", "end"):
            if officer.field(name).count():
                officer.tick(officer.field(name))
        walk.fill(officer, verb)
        walk.send(officer, verb)
    walk.do("officer", "record_remedy", remedy="restored")
    walk.do("officer", "export_complaint")
    walk.look()
    walk.road.at_desk("officer").go(f"desk/complaints/{walk.road.complaint}/exports/")


def second_thoughts(walk: Walk) -> None:
    """The person asks to withdraw, is asked whether that is so, asks again."""
    for verb in ("refuse_withdrawal", "confirm_withdrawal"):
        walk.road.follow()
        walk.road.phone.go("follow/withdraw/")
        walk.fill(walk.road.phone, "WithdrawForm", note=verb)
        walk.road.phone.send("question")
        walk.road.phone.go("follow/complaint/")
        walk.road.leave()
        walk.look()
        walk.do("lawyer", verb, way="portal")
        walk.look()


def on_paper(walk: Walk) -> None:
    """A letter on paper."""
    registrar = walk.road.at_desk("registrar")
    registrar.go("desk/paper/")
    walk.fill(registrar, "PaperForm")
    registrar.choose(channel="post", language="kk")
    registrar.send("paper")
    found = re.search(r"desk/new/([0-9a-f-]{36})/", registrar.page.url)
    assert found, registrar.page.url
    walk.road.complaint = found[1]
    walk.look()
    walk.do("registrar", "register", topic="OTH")


def short(walk: Walk) -> None:
    """No breach, closed with last words; then the officer steps aside."""
    walk.do("lawyer", "accept")
    walk.road.assign()
    walk.do("officer", "record_finding", note="short", result="no_breach")
    _propose(walk, "short")
    walk.road.sign("commissioner")
    walk.do("officer", "close")
    walk.look()
    officer = walk.road.at_desk("officer")
    officer.go(f"desk/complaints/{walk.road.complaint}/do/recuse/")
    walk.fill(officer, "recuse")
    walk.echo(officer)
    walk.send(officer, "recuse")


def erased(walk: Walk) -> None:
    commissioner = walk.road.at_desk("commissioner")
    commissioner.go(f"desk/complaints/{walk.road.complaint}/do/erase/")
    walk.fill(commissioner, "erase")
    walk.echo(commissioner)
    commissioner.tick(commissioner.page.locator('input[name="sure"]'))
    walk.send(commissioner, "erase")
    commissioner.go(f"desk/complaints/{walk.road.complaint}/?tab=journal")


def front_office(walk: Walk) -> None:
    """Advice, hours of reception, an appointment."""
    registrar = walk.road.at_desk("registrar")
    registrar.go("desk/advice/new/")
    registrar.choose(topic="OTH")
    walk.fill(registrar, "AdviceForm")
    registrar.press("main form button.primary")
    registrar.go("desk/advice/")
    head = walk.road.at_desk("head")
    head.go("desk/reception/")
    head.field("receives").select_option(index=1)
    head.type(day="31 12 2030")
    head.press("form#plan button.secondary")
    head.press("main .law-ref a")
    walk.fill(head, "AppointmentForm")
    head.field("slot").select_option(index=1)
    head.press("form#book button.secondary")


def searches(walk: Walk) -> None:
    """What is only asked for stands in addresses, and an address may be logged."""
    lawyer = walk.road.at_desk("lawyer")
    lawyer.go(f"desk/bodies/?q={walk.mark('filters.html q')}")
    lawyer.go(f"desk/law/?q={walk.mark('law.html q')}")
    lawyer.go(f"desk/find/?q={walk.mark('desk.html q')}", expect=404)
    walk.road.at_desk("commissioner").go(f"desk/journal/?number={walk.mark('journal.html number')}")
    walk.road.at_desk("commissioner").go("desk/outbox/?state=")


def genuine(walk: Walk) -> None:
    """Whoever has a letter types its code, and compares a file: of that nothing is shown but the answer."""
    phone = walk.road.phone
    phone.go("letter/")
    walk.fill(phone, "CheckCodeForm")
    phone.press("main form button.primary")
    phone.go(f"letter/{_check_code(walk)}/")
    walk.fill(phone, "CompareForm")
    phone.send("compare")
    assert phone.page.locator(".callout").count(), "no answer about the file"


def _check_code(walk: Walk) -> str:
    """The code at the end of a letter that was sent: it stands only on the paper."""
    reader = walk.road.at_desk("commissioner")
    for href in sorted(walk.read):
        pdf = walk.road.place / "letter.pdf"
        pdf.write_bytes(reader.get(f"{href}pdf/"))
        said = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
        if code := CHECK_CODE.search(said):
            return code[0]
    raise AssertionError("no letter has a code")


def mails(walk: Walk) -> None:
    """Two e-mails of strangers: one becomes a complaint by itself, one is put aside and given to a complaint that somebody looks at."""
    _arrives(walk, "new")
    registrar = walk.road.at_desk("registrar")
    registrar.go("desk/tray/")
    registrar.press(f'.row:has-text("{walk.marks["e-mail subject new"]}") a.row-link')
    walk.road.complaint = registrar.page.url.partition("/complaints/")[2].partition("/")[0]
    walk.look()
    number = walk.number
    _arrives(walk, "robot", **{"Auto-Submitted": "auto-generated"})
    registrar.go("desk/mail/")
    registrar.press('main a[href*="/desk/mail/"]:has(b)')
    registrar.type(number=number)
    registrar.press('button[name="_give"]')
    walk.road.complaint, mine = walk.first, walk.road.complaint
    walk.look()
    walk.do("lawyer", "look_at_email")
    walk.look()
    walk.road.complaint = mine


def _arrives(walk: Walk, note: str, **headers: str) -> None:
    """A message in the office's mailbox, fetched. The mailbox itself belongs to the mail server and lies outside the office."""
    message = EmailMessage()
    message["From"] = f"{walk.mark(f'e-mail sender {note}')} <zqsender{note}vkx@example.org>"
    walk.marks[f"e-mail address {note}"] = f"zqsender{note}vkx"
    message["To"], message["Message-ID"] = "office@example.org", f"<{note}@example.org>"
    message["Subject"] = walk.mark(f"e-mail subject {note}")
    for name, value in headers.items():
        message[name] = value
    message.set_content(walk.mark(f"e-mail text {note}"))
    content, name = walk.mark(f"e-mail file content {note}"), walk.mark(f"e-mail file name {note}")
    message.add_attachment(content.encode(), maintype="text", subtype="plain", filename=f"{name}.txt")
    folder = walk.road.place / "inbox"
    folder.mkdir(exist_ok=True)
    (folder / f"{note}.eml").write_bytes(message.as_bytes())
    settings = {**walk.server.more, "ARASHA_MAIL_FOLDER": str(folder), "ARASHA_MAIL_OFFICE": walk.server.country.office}
    arasha(walk.server.home, "mail", "fetch", more=settings)


def recall(walk: Walk) -> None:
    """The office is stopped and started with a time in which letters can be recalled; one is."""
    walk.server.stop()
    walk.server.more["ARASHA_RECALL_MINUTES"] = "60"
    walk.server.start()
    walk.do("registrar", "register", note="recalled", topic="OTH")
    registrar = walk.road.at_desk("registrar")
    registrar.go(f"desk/complaints/{walk.road.complaint}/do/recall_letter/")
    registrar.tick(registrar.page.locator('input[name="letter"]'))
    walk.fill(registrar, "recall_letter")
    walk.send(registrar, "recall_letter")
    walk.look()


def of_one_matter(walk: Walk) -> None:
    """Complaints about one matter: related and parted again, joined and taken out."""
    walk.do("lawyer", "relate", typed={"number": walk.number}, kind="event")
    walk.look("lawyer")
    walk.do("lawyer", "unrelate", f"?other={walk.first}")
    walk.do("lawyer", "accept", note="lead")
    walk.road.assign()
    lead, number = walk.road.complaint, _another(walk)
    walk.road.complaint = lead
    walk.do("head", "join_complaints", typed={"numbers": number})
    walk.look()
    head = walk.road.at_desk("head")
    head.go(f"desk/complaints/{lead}/do/separate_complaints/")
    head.tick(head.page.locator('input[name="members"]'))
    walk.fill(head, "separate_complaints")
    walk.send(head, "separate_complaints")
    walk.look()


def systemic(walk: Walk) -> None:
    """What is wrong in a system: written down, linked to a complaint, taken off it."""
    head = walk.road.at_desk("head")
    head.go("desk/issues/new/")
    walk.fill(head, "IssueForm")
    head.press("main form button.primary")
    found = re.search(r"issues/([0-9a-f-]{36})/", head.page.url)
    assert found
    walk.do("head", "link_issue", issue=found[1])
    walk.do("head", "unlink_issue", issue=found[1])
    walk.look()


def _another(walk: Walk) -> str:
    """The number of one more complaint that was told in the office and registered."""
    person = walk.road.at_desk("registrar")
    person.go("desk/new/")
    walk.fill(person, "TakeDownForm", "joined")
    person.choose(channel="phone", safe="no", identity="named")
    person.choose(region=walk.server.country.region, body=walk.server.country.police)
    person.press(".entry .actions button.primary")
    found = re.search(r"complaints/([0-9a-f-]{36})/", person.page.content())
    assert found
    walk.road.complaint = found[1]
    walk.look()
    walk.do("registrar", "register", note="joined", topic="OTH")
    person.go(f"desk/complaints/{walk.road.complaint}/")
    numbers = re.findall(r"2026-\d{6}", person.text())
    return str(numbers[0])


def by_program(walk: Walk) -> None:
    """A note that a program writes through the API."""
    told = arasha(walk.server.home, "user", "token", "lawyer", "--may-act", more=walk.server.more).stdout
    secret = re.search(r"arasha_\S+", told)
    assert secret, told
    lawyer = walk.road.at_desk("lawyer")
    answer = lawyer.context.request.post(
        f"{walk.server.url}/api/v1/complaints/{walk.road.complaint}/verbs/note",
        data={"text": walk.mark("api note.text"), "version": _version(lawyer, walk)},
        headers={"Authorization": f"Bearer {secret[0]}", "Idempotency-Key": "one"},
    )
    assert answer.ok, answer.text()
    walk.secrets.append(secret[0])
    walk.look()


def _version(person: Person, walk: Walk) -> int:
    person.go(f"desk/complaints/{walk.road.complaint}/do/note/")
    return int(person.page.locator('form#verb input[name="version"]').input_value())


STEPS = (
    take_down, describe, everybody, screen, measures, by_post, inside.planned, inside.acts, inside.translated, inside.more_time,
    inside.by_telephone, decide, afterwards, inside.review_asked, second_thoughts, on_paper, together, short, inside.reviewed_on_paper,
    erased, front_office, searches, genuine, inside.scans, mails, recall, of_one_matter, systemic, by_program,
)  # fmt: skip
