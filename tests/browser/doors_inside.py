"""The doors inside an examination and among the scans: steps of the walk of tests/browser/every_door.py."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.browser.words import CONTACT_EMAIL

if TYPE_CHECKING:
    from tests.browser.every_door import Walk
    from tests.browser.people import Person

DAY, LATER = "14 04 2026", "31 12 2030"
LONGER = timedelta(days=24)  # after the ten working days for an answer, within the ten more that it may get


def planned(walk: Walk) -> None:
    """A question that is written anew and settled, and one that is dropped."""
    until = {"due_on": LATER}
    walk.do("officer", "add_plan_line", typed=until)
    walk.look()
    walk.do("officer", "change_plan_line")
    walk.look()
    walk.do("officer", "finish_plan_line")
    walk.do("officer", "add_plan_line", note="dropped", typed=until)
    walk.do("officer", "drop_plan_line")
    walk.look()


def acts(walk: Walk) -> None:
    """A call that may be disclosed, one opinion that came and one that is not awaited any more, a hearing."""
    walk.do("officer", "record_examination_act", kind="call")
    walk.do("officer", "set_act_disclosure", readers="yes")
    until = {"due_on": LATER}
    walk.do("officer", "order_expert_opinion", typed=until)
    walk.do("registrar", "receive_expert_opinion")
    walk.do("officer", "order_expert_opinion", note="cancelled", typed=until)
    walk.do("officer", "cancel_expert_opinion")
    walk.do("officer", "record_hearing", way="oral", typed={"held_on": DAY})
    walk.look()


def translated(walk: Walk) -> None:
    """A certified translation, then a working one into another language that is certified afterwards."""
    certified = {"certified_on": DAY}
    walk.do("officer", "add_translation", language_to="ru", typed=certified)
    walk.do("officer", "add_translation", note="working", only=["text", "files"], language_to="en")
    walk.look()
    walk.do("lawyer", "certify_translation", typed=certified)
    walk.look()


def more_time(walk: Walk) -> None:
    """A body that asks for more time on the page of its link and gets none, then by telephone and gets it; its link is closed, and
    nobody waits for it any longer."""
    officer = walk.road.at_desk("officer")
    officer.go(f"desk/complaints/{walk.road.complaint}/do/send_inquiry/")
    if not officer.page.locator('input[name="contact"]:not([value="post"])').count():
        walk.road.add_contact(officer)
    officer.tick(officer.page.locator('input[name="contact"]:not([value="post"])'))
    walk.fill(officer, "send_inquiry", "by link", ["summary", "questions"])
    before = sum(to == CONTACT_EMAIL for to, _text in walk.server.mails())
    walk.send(officer, "send_inquiry")
    contact = walk.road.through_link(before)
    contact.page.locator('details.fold:has(button[name="_more_time"]) > summary').click()
    contact.type(**{"time-until": LATER, "time-reason": walk.mark("MoreTimeForm.reason")})
    contact.press('button[name="_more_time"]')
    walk.look()
    walk.do("officer", "refuse_more_time")
    _read_there(walk, contact, "refuse_more_time.reason")
    until = f"{datetime.now(UTC) + LONGER:%d %m %Y}"
    walk.do("officer", "grant_more_time", came_by="phone", typed={"until": until})
    _read_there(walk, contact, "grant_more_time.words")
    walk.do("officer", "revoke_link")
    walk.do("officer", "go_on_without")
    contact.close()
    walk.look()


def _read_there(walk: Walk, contact: Person, door: str) -> None:
    """The body reads it on the page of its link."""
    walk.echo(contact)
    assert walk.marks[door] in contact.text(), f"the body does not read {door}"


def by_telephone(walk: Walk) -> None:
    """A request to withdraw that came by telephone, which somebody else finds not to be the person's own wish."""
    walk.do("registrar", "record_withdrawal_request", channel="phone")
    walk.look()
    walk.do("lawyer", "refuse_withdrawal", note="by telephone")
    walk.look()


def review_asked(walk: Walk) -> None:
    """The person asks for a review with their code."""
    walk.road.follow()
    walk.road.phone.go("follow/review/")
    walk.fill(walk.road.phone, "ReviewForm")
    walk.road.phone.send("question")
    walk.road.phone.go("follow/complaint/")
    walk.road.leave()
    walk.look()


def reviewed_on_paper(walk: Walk) -> None:
    """A request by letter, which the registrar records; its answer is sent back once. The lawyer took no part in this decision."""
    walk.do("registrar", "record_review_request", channel="post")
    walk.look()
    _given(walk)
    _answer(walk, "")
    walk.do("commissioner", "send_back_review")
    walk.look()
    _answer(walk, "again")
    _signed(walk)


def _given(walk: Walk) -> None:
    """To the only one who took no part in the decision: the lawyer."""
    head = walk.road.at_desk("head")
    head.go(f"desk/complaints/{walk.road.complaint}/do/assign_review/")
    head.tick(head.page.locator('input[name="reviewer"]'))
    walk.send(head, "assign_review")


def _signed(walk: Walk) -> None:
    commissioner = walk.road.at_desk("commissioner")
    commissioner.go(f"desk/complaints/{walk.road.complaint}/do/sign_review/")
    commissioner.press("#sign")
    walk.look()


def _answer(walk: Walk, note: str) -> None:
    walk.do("lawyer", "propose_review", note=note, answer="upheld")
    walk.look()


def scans(walk: Walk) -> None:
    """Scans: one is a letter, one belongs to a complaint that we have, one is nothing."""
    registrar = walk.road.at_desk("registrar")
    _dropped(walk, registrar, "letter")
    walk.fill(registrar, "ScannedLetterForm")
    registrar.choose(channel="post", language="kk")
    registrar.press('form#letter button[name="_new"]')
    mine = walk.road.complaint
    found = re.search(r"desk/new/([0-9a-f-]{36})/", registrar.page.url)
    assert found, registrar.page.url
    walk.road.complaint = found[1]
    walk.look()
    _dropped(walk, registrar, "more")
    registrar.page.locator("form#give").get_by_role("textbox").first.fill(walk.number)
    registrar.press('form#give button[name="_give"]')
    walk.road.complaint = walk.first
    walk.look()
    walk.road.complaint = mine
    _kept(registrar, str(walk.road.file("paper")))
    registrar.press('ul.scans a[href*="/desk/scans/"]')
    walk.fill(registrar, "NothingForm")
    registrar.press('form#nothing button[name="_nothing"]')
    registrar.go("desk/scans/?done=1")


def _dropped(walk: Walk, registrar: Person, note: str) -> None:
    """A file with marked words, kept and ticked as one letter."""
    registrar.go("desk/scans/")
    walk.fill(registrar, "DropForm", note)
    registrar.press("form#drop button.secondary")
    registrar.page.locator('label.check:has(input[name="scan"])').first.click()
    registrar.press('form[action$="/desk/scans/letter/"] button.primary')


def _kept(registrar: Person, path: str) -> None:
    registrar.go("desk/scans/")
    registrar.field("files").set_input_files(path)
    registrar.press("form#drop button.secondary")
