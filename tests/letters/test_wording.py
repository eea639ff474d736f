"""Templates as the office changes them: versions that stay, letters that keep theirs, two editors, languages that wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from arasha import journal, letters
from arasha.journal import Actor
from arasha.journal.models import Entry
from arasha.letters import wording
from arasha.letters.errors import BrokenTemplate, KeepsNoTemplates, NoSuchVersion, NotInThisLanguage, SameText, TemplateChanged
from arasha.letters.models import Letter, Making, TemplateVersion
from arasha.letters.rendering import blocks_of, words_of
from arasha.letters.templates import shipped_text
from arasha.people.models import Role, User
from tests.letters.conftest import AT

pytestmark = pytest.mark.django_db
Make = Callable[..., Letter]
OWN = "What came of it\n\nHello,\n\nComplaint {complaint_number}.\n\nThe end of it\n\n{account}\n\nWith respect,\n"
MAY = {"head", "deputy", "commissioner"}  # by hand


def save(by: User, text: str = OWN, *, seen: int = 0, code: str = "closing", language: str = "en", **more: object):
    actor = Actor("staff", str(by.pk))
    return wording.save_text(code, language, text=text, why="Plainer.", seen=seen, by=by, actor=actor, at=AT, **more)


def usual(by: User, seen: int, **more: object) -> dict:
    return {"why": "Back.", "seen": seen, "by": by, "actor": Actor("staff", str(by.pk)), "at": AT, **more}


def altered() -> list[str]:
    """What the journal finds wrong, but for the accounts that the fixtures make without it."""
    return [str(problem) for problem in journal.examine().problems if not str(problem).startswith("account ")]


@pytest.mark.parametrize("role", Role.values)
def test_who_keeps_the_templates(office, role) -> None:
    user = User.objects.create_user(role, name=role, office=office, roles=[role], joined_at=AT)
    if role in MAY:
        save(user)
        assert TemplateVersion.objects.count() == 1
        return
    for try_it in (
        lambda: save(user),
        lambda: wording.go_back("closing", "en", to=0, **usual(user, 0)),
        lambda: wording.withhold("closing", "en", **usual(user, 0)),
    ):
        with pytest.raises(KeepsNoTemplates):
            try_it()
    assert not TemplateVersion.objects.exists()


def test_a_letter_is_drafted_from_the_newest_text_and_keeps_it(draft: Make, commissioner: User) -> None:
    before = draft(language="en")
    first = save(commissioner)
    made = draft(language="en")
    assert (made.title, made.making.template) == ("What came of it", first)
    save(commissioner, OWN.replace("The end of it", "The end").replace("With respect", "Yours"), seen=1)
    kept = letters.get_letter(made.pk)
    assert {"kind": "heading", "lines": ["The end of it"]} in blocks_of(kept)
    assert "With respect," not in words_of(kept)
    assert Letter.objects.get(pk=before.pk).making.template is None
    assert "Yours" in draft(language="en").text
    assert draft(language="ru").making.template is None


def test_versions_stay_and_each_can_be_in_force_again(draft: Make, commissioner: User) -> None:
    save(commissioner)
    save(commissioner, OWN.replace("Hello", "Good day"), seen=1)
    again = wording.go_back("closing", "en", to=1, **usual(commissioner, 2))
    assert (again.number, again.text) == (3, OWN)
    assert "Hello," in draft(language="en").text
    shipped = wording.go_back("closing", "en", to=0, **usual(commissioner, 3))
    assert (shipped.kind, shipped.text) == ("shipped", "")
    assert wording.text_of("closing", "en", 4) == shipped_text("kz", "closing", "en")
    assert "The end of it" not in draft(language="en").text
    assert [row.number for row in wording.versions_of("closing", "en")] == [4, 3, 2, 1]
    with pytest.raises(NoSuchVersion):
        wording.go_back("closing", "en", to=9, **usual(commissioner, 4))


def test_of_two_editors_the_second_is_told(commissioner: User) -> None:
    save(commissioner)
    for try_it in (
        lambda: save(commissioner, OWN.replace("Hello", "Good day"), seen=0),
        lambda: wording.go_back("closing", "en", to=0, **usual(commissioner, 0)),
        lambda: wording.withhold("closing", "en", **usual(commissioner, 0)),
    ):
        with pytest.raises(TemplateChanged):
            try_it()
    assert [row.text for row in TemplateVersion.objects.all()] == [OWN]


def test_a_broken_text_is_not_kept(commissioner: User) -> None:
    with pytest.raises(BrokenTemplate) as refused:
        save(commissioner, OWN.replace("{account}", "{acount}"))
    assert [one.line for one in refused.value.problems] == [9]
    with pytest.raises(SameText):
        save(commissioner, shipped_text("kz", "closing", "en"))
    assert not TemplateVersion.objects.exists()


def test_a_letter_does_not_go_in_a_language_that_waits_for_its_translation(draft: Make, commissioner: User) -> None:
    save(commissioner, outdates=["kk", "en"])
    assert TemplateVersion.objects.get(language="kk").kind == "withheld"
    assert draft(language="en")
    with pytest.raises(NotInThisLanguage, match=r"What came of it.*Kazakh"):
        draft(language="kk")
    assert not wording.goes("closing", "kk", wording.newest_versions()["closing", "kk"])
    save(commissioner, shipped_text("kz", "closing", "kk").replace("Құрметпен,", "Ізгі ниетпен,"), seen=1, language="kk")
    assert draft(language="kk").text.endswith("Ізгі ниетпен,")


def test_a_letter_that_was_never_written_in_a_language_does_not_go_in_it(
    draft: Make, commissioner: User, tmp_path, settings
) -> None:
    for language in ("ru", "en"):
        (tmp_path / "letters").mkdir(exist_ok=True)
        (tmp_path / "letters" / f"greeting.{language}.txt").write_text("Title\n\nComplaint {complaint_number}.", encoding="utf-8")
    settings.PROFILE = str(tmp_path)
    assert wording.wording_in_force("greeting", "ru").template.title == "Title"
    with pytest.raises(NotInThisLanguage, match="page Templates"):
        wording.wording_in_force("greeting", "kk")
    save(commissioner, "Атауы\n\nШағым: {complaint_number}.", code="greeting", language="kk")
    assert wording.wording_in_force("greeting", "kk").template.title == "Атауы"


def test_the_journal_keeps_each_version_and_finds_an_altered_one(commissioner: User) -> None:
    save(commissioner, outdates=["ru"])
    entries = Entry.objects.filter(verb="set_template")
    assert {entry.subject_id for entry in entries} == {"closing.en", "closing.ru"}
    assert not altered()
    TemplateVersion.objects.filter(language="en").update(text=OWN.replace("Hello", "Go away"))
    assert ["template closing.en" in one for one in altered()] == [True]


def test_a_version_slipped_in_without_a_journal_is_found(commissioner: User) -> None:
    TemplateVersion.objects.create(code="closing", language="en", number=1, kind="own", text=OWN, why="x", by=commissioner, at=AT)
    assert ["template closing.en" in one for one in altered()] == [True]


def test_the_print_of_a_letter_is_sealed_beside_every_letter(draft: Make) -> None:
    usual_one, large = draft(), draft(large_print=True)
    lengths = {len(row["print"]) for row in Making.objects.values("print")}
    assert len(lengths) == 1
    letters.set_print(usual_one, large=True)
    assert [str(Making.objects.get(letter=one).print) for one in (usual_one, large)] == ["large", "large"]
