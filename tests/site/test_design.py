"""The look: what each tag writes, what a form shows, and the promises of docs/design.md (contrast, weight, no scripts in pages)."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import brotli
import pytest
from django import forms
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from arasha.dates import FORMS, write_date, write_moment
from arasha.law import load_book
from arasha.site import icons, states
from arasha.site.context import in_language, page
from arasha.site.design.samples import _texts
from arasha.site.design.views import PAGES

SITE = Path(__file__).resolve().parents[2] / "arasha" / "site"
STATIC = SITE / "static" / "arasha"
TEMPLATES = SITE / "templates"
LANGUAGES = ("kk", "ru", "en")
DAY = date(2026, 11, 24)


def render(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


# Dates


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("kk", "long", "2026 ж. 24 қараша"),
        ("ru", "long", "24 ноября 2026 г."),
        ("en", "long", "24 November 2026"),
        ("kk", "until", "2026 ж. 24 қарашаға"),
        ("kk", "from", "2026 ж. 24 қарашадан"),
        ("kk", "on", "2026 ж. 24 қарашада"),
        ("ru", "until", "24 ноября 2026 года"),
        ("en", "until", "24 November 2026"),
        ("kk", "day", "24 қараша"),
        ("ru", "short", "24.11.2026"),
        ("en", "short", "24 Nov 2026"),
        ("de", "long", "24 November 2026"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, form: str, words: str) -> None:
    assert write_date(DAY, language, form) == words


def test_kazakh_endings_follow_the_vowels_and_the_last_consonant() -> None:
    months = {month: write_date(date(2026, month, 1), "kk", "until").split()[-1] for month in range(1, 13)}
    assert months == {
        1: "қаңтарға", 2: "ақпанға", 3: "наурызға", 4: "сәуірге", 5: "мамырға", 6: "маусымға", 7: "шілдеге", 8: "тамызға",
        9: "қыркүйекке", 10: "қазанға", 11: "қарашаға", 12: "желтоқсанға",
    }  # fmt: skip


def test_an_unknown_form_of_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday"):
        write_date(DAY, "en", "weekday")


def test_a_moment_is_shown_in_office_time() -> None:
    moment = datetime(2026, 11, 24, 20, 30, tzinfo=ZoneInfo("UTC"))
    assert "25 November 2026, 01:30" in render("{% office_moment moment %}", moment=moment)
    assert write_moment(moment, "en") == "24 November 2026, 20:30"


def test_every_form_of_a_date_can_be_asked_for_in_a_template() -> None:
    for form in FORMS:
        assert render("{{ day|office_date:form }}", "kk", day=DAY, form=form) == write_date(DAY, "kk", form)
    assert render("{% office_date day %}", day=None) == ""


@pytest.mark.parametrize(
    ("days", "words"), [(9, "9 working days left"), (1, "1 working day left"), (0, "due today"), (-3, "3 working days late")]
)
def test_working_days_in_words(days: int, words: str) -> None:
    assert render("{% wd_left days %}", days=days) == words


def test_thousands_stand_apart() -> None:
    assert render("{{ n|grouped }}", "en", n=9712) == "9,712"
    assert render("{{ n|grouped }}", "ru", n=9712) == "9\u00a0712"


# States, terms, signs


@pytest.mark.parametrize("profile", ["kz", "paris"])
def test_every_state_of_the_road_has_a_look(profile: str) -> None:
    assert set(load_book(profile).procedure.states) <= set(states.LOOKS)


def test_every_look_has_a_shape_that_is_drawn() -> None:
    assert {shape for shape, _tone in states.LOOKS.values()} <= set(icons.ICONS)


def test_a_state_without_a_look_is_shown_by_its_code() -> None:
    assert "on the moon" in render("{% state_badge 'on_the_moon' %}")


def test_a_term_says_its_date_its_days_and_its_reason() -> None:
    term = {"due_on": DAY, "days_left": -3, "state": "late", "basis": "statute", "analogy": True, "verified": False,
            "citation": "APPC 76", "why": ["15 working days"], "label": "Decision"}  # fmt: skip
    html = render("{% term t %}", t=term)
    for words in ("24 Nov 2026", "3 working days late", "By analogy", "APPC 76", "not checked yet", "15 working days"):
        assert words in html


def test_office_policy_is_never_cited_as_law() -> None:
    html = render("{% term t %}", t={"due_on": DAY, "basis": "policy", "citation": "Article 1"})
    assert "Office policy, not law" in html
    assert "Article 1" not in html


def test_no_term_is_said_and_a_wrong_state_is_refused() -> None:
    assert "No term by law" in render("{% term None %}")
    with pytest.raises(ValueError, match="soonish"):
        render("{% term t %}", t={"due_on": DAY, "state": "soonish"})


def test_the_label_of_a_sign_cannot_break_out_of_it() -> None:
    html = render("{% icon 'check' label %}", label='"><script>')
    assert "<script>" not in html


# Forms


class Story(forms.Form):
    name = forms.CharField()
    way = forms.ChoiceField(choices=[("a", "Confidential\nThe body is not told")], widget=forms.RadioSelect)
    text = forms.CharField(widget=forms.Textarea, max_length=5000, help_text="In your own words.", required=False)


def test_each_error_links_to_what_one_can_fill_in() -> None:
    form = Story({"text": "kept <b>"})
    html = render("{% error_summary form %}{{ form }}", form=form)
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets == ["id_name", "id_way_0"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "Name: This field is required." in html
    assert "kept &lt;b&gt;</textarea>" in html


def test_an_unsent_form_has_no_errors() -> None:
    assert render("{% error_summary form %}", form=Story()).strip() == ""


def test_a_choice_may_have_a_hint_and_an_optional_field_says_so() -> None:
    html = render("{{ form }}", form=Story())
    assert 'Confidential<span class="hint">The body is not told</span>' in html
    assert html.count("(optional)") == 1
    assert "Up to 5,000 characters." in html
    assert "maxlength" not in html, "a browser would cut a pasted text off without a word"


def test_a_help_text_is_read_out_with_its_field() -> None:
    html = render("{{ form }}", form=Story())
    assert 'aria-describedby="id_text_helptext"' in html
    assert 'id="id_text_helptext"' in html


def test_one_label_may_be_the_heading() -> None:
    form = Story()
    form.heading_field = "text"  # type: ignore[attr-defined]
    assert '<h1><label for="id_text">' in render("{{ form }}", form=form)


# The page around


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/kk/desk/?q=1", "/ru/desk/?q=1"),
        ("/kk/", "/ru/"),
        ("/en", "/ru/"),
        ("/", "/ru/"),
        ("//evil.example/", "/ru//evil.example/"),
    ],
)
def test_the_same_page_in_another_language(path: str, there: str) -> None:
    assert in_language(path, "ru") == there


def test_the_language_switch_is_links_or_buttons_of_the_form() -> None:
    with translation.override("kk"):
        shell = page(RequestFactory().get("/kk/tell/"))["shell"]
        links = Template("{% lang_switch %}").render(Context({"shell": shell}))
        buttons = Template("{% lang_switch %}").render(Context({"shell": shell, "form_id": "question"}))
    assert 'href="/ru/tell/"' in links
    assert '<button form="question" name="_language" value="ru" formaction="/ru/tell/" formnovalidate' in buttons
    assert "href" not in buttons
    assert 'aria-current="true"' in links


@pytest.mark.usefixtures("at_work")
def test_public_pages_open_no_session_and_load_no_script() -> None:
    for name in ("home", "question", "follow", "code", "letter"):
        response = Client().get(f"/kk/design/pages/{name}/")
        assert response.status_code == 200
        assert "<script" not in response.content.decode()
        assert not [cookie for cookie in response.cookies if cookie != "csrftoken"]


@pytest.mark.usefixtures("at_work")
def test_leaving_says_nothing_about_where_one_was() -> None:
    html = Client().get("/kk/design/pages/home/").content.decode()
    assert re.search(r'<a href="https://[^"]+" rel="noreferrer', html)


def test_an_error_page_needs_no_request() -> None:
    context = {"status": 500, "title": "Something broke", "message": "Please try again."}
    html = Template('{% include "errors/500.html" %}').render(Context(context))
    assert "Something broke" in html
    assert 'href="/"' in html


# Promises


@pytest.mark.usefixtures("at_work")
def test_every_component_is_shown_on_the_design_page_or_a_sample_page() -> None:
    shown: set[str] = set()
    for address in ("/en/design/", *(f"/en/design/pages/{name}/" for name in PAGES)):
        shown |= {template.name for template in Client().get(address).templates if template.name}
    missing = {f"components/{path.name}" for path in (TEMPLATES / "components").glob("*.html")} - shown
    assert missing - {"components/flashes.html"} == set()


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.stem)
def test_every_component_documents_itself(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("{% comment %}")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_no_template_carries_style_or_script_of_its_own(path: Path) -> None:
    """A block of JSON is data: no browser runs it, and the content security policy lets it stand."""
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\s(?:src=|type=\"application/json\"))", source)


def test_samples_speak_every_language() -> None:
    assert all(set(words) == set(LANGUAGES) and all(words.values()) for words in _texts().values())


def compressed(*names: str) -> int:
    return sum(len(brotli.compress((STATIC / name).read_bytes())) for name in names)


def test_weight_of_styles_and_scripts() -> None:
    assert compressed("css/arasha.css") <= 9 * 1024
    assert compressed("css/arasha.css", "css/desk.css") <= 14 * 1024
    assert (STATIC / "js/desk.js").stat().st_size <= 3 * 1024


@pytest.mark.usefixtures("at_work")
def test_the_first_page_with_all_its_parts_stays_light() -> None:
    html = Client().get("/kk/design/pages/home/").content
    parts = re.findall(rb'(?:src|href)="(/static/[^"]+)"', html)
    assert parts == [b"/static/arasha/css/arasha.css"]
    assert len(brotli.compress(html)) + compressed("css/arasha.css") < 20 * 1024


# Contrast, computed from the tokens


def tokens() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\n\s*\}", (STATIC / "css/arasha.css").read_text(encoding="utf-8"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in blocks[:2])
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio as WCAG 2.2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_reads_at_seven_to_one_on_paper_and_four_and_a_half_everywhere(theme: str) -> None:
    palette = tokens()[theme]
    for text in ("ink", "ink-2", "act", "act-2", "soon", "late", "done"):
        for ground in ("paper", "sheet"):
            assert contrast(palette[text], palette[ground]) >= 7, (text, ground)
        for ground in ("sunk", "act-soft", "soon-soft", "late-soft", "done-soft"):
            assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
    assert contrast(palette["on-act"], palette["act"]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_and_focus_can_be_seen(theme: str) -> None:
    palette = tokens()[theme]
    for line in ("edge", "focus"):
        for ground in ("paper", "sheet", "act-soft"):
            assert contrast(palette[line], palette[ground]) >= 3, (line, ground)


def test_the_contrast_formula_knows_black_on_white() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
