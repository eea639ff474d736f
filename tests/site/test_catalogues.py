"""The catalogues are complete and sound in both languages, and nothing a person reads stands outside them."""

from __future__ import annotations

import ast
import builtins
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.template.base import Lexer, TokenType

from arasha.cli import catalogues, messages, texts

LANGUAGES = messages.LANGUAGES


@pytest.fixture(scope="module")
def entries() -> list[polib.POEntry]:
    return messages.project_entries()


# The catalogues themselves


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_missing_guessed_obsolete_or_broken(language):
    wrong = [str(problem) for problem in catalogues.problems(messages.path(language))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_what_code_templates_django_and_allauth_say(language, entries):
    """After a change of texts: make messages, then translate what is new."""
    wanted = {(e.msgctxt, e.msgid, e.msgid_plural) for e in messages.updated(language, entries, prune=True)}
    kept = {(e.msgctxt, e.msgid, e.msgid_plural) for e in polib.pofile(str(messages.path(language)))}
    assert not wanted ^ kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_tells_nothing_of_a_day_a_person_or_a_machine(language):
    text = messages.path(language).read_text(encoding="utf-8")
    assert not re.search(r"(?m)^\"(POT-Creation|PO-Revision|Last-Translator|Report-Msgid)|#: .*:\d|/home/|/tmp/|://", _head(text))
    assert f"Plural-Forms: {messages.PLURALS[language]}" in text.replace('"\n"', "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_rules_agree_with_djangos(language):
    theirs = messages.upstream_catalogue(messages.UPSTREAMS[0], language)
    assert theirs is not None
    assert theirs.metadata["Plural-Forms"].replace(" ", "") == messages.PLURALS[language].replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_dashes_and_apostrophes_are_the_languages_own(language):
    ours = [e for e in polib.pofile(str(messages.path(language))) if e.occurrences]
    for entry in ours:
        for form in [entry.msgstr, *entry.msgstr_plural.values()]:
            plain = catalogues.TAG.sub("", form)
            assert not re.search(r"[“”„]| - |\w'\w", plain), form


WITHOUT_YO = re.compile(
    r"(?i)\b(еще|ее|нее|мое|свое|твое|чье|причем|трех|четырех|идет|пойдет|придет|найдет|пройдет|дает|ведет|ждет|ждем|прочтем|пришлем|"
    r"назовем|поймем|вернем|прием|прием[аеу]|приемом|ребенок|счет|отчет|учет|ключем|стерт[аоы]?|завершен|продлен|введен|"
    r"осужденн\w+|защищенн\w+|определенн\w+|подтвержден|возвращен|надежно|надежн[а-я]{2}|шел|пришел|прошел|нашел|дошел)\b"
)


def test_russian_writes_yo():
    """Words that are read with ё, as often typed with е."""
    for entry in polib.pofile(str(messages.path("ru"))):
        for form in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not WITHOUT_YO.findall(form), form


def _head(text: str) -> str:
    return text.split("\nmsgid", 2)[1] + "\n".join(line for line in text.splitlines() if line.startswith("#"))


# What makes an entry unsound


def _entry(msgid: str, msgstr: str, plural: str = "", forms: tuple[str, ...] = (), **more: object) -> polib.POEntry:
    numbered = dict(enumerate(forms))
    return polib.POEntry(msgid=msgid, msgstr=msgstr, msgid_plural=plural, msgstr_plural=numbered, **more)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (_entry("Send", ""), "not translated"),
        (_entry("Send", "Отправить", flags=["fuzzy"]), "fuzzy"),
        (_entry("Send", "Отправить", obsolete=True), "obsolete"),
        (_entry("by %(date)s", "до %(data)s"), "placeholders"),
        (_entry("by %(date)s", "до"), "placeholders"),
        (_entry("%s of %s", "%s"), "placeholders"),
        (_entry("{rule} on {day}", "{rule} {rule}"), "placeholders"),
        (_entry("%(share)s%% of %(all)s", "%(share)s% от %(all)s"), "percent"),
        (_entry("the <b>code</b>", "код"), "tags"),
        (_entry("the <b>code</b>", "<b>код<b>"), "tags"),
        (_entry("Files:\n", "Файлы:"), "edge"),
        (_entry("Files", " Файлы"), "edge"),
        (_entry("Yes\nWe may", "Да, можно"), "new lines inside"),
        (_entry("term", "мерзiм"), "mixed"),
        (_entry("%(n)s file", "", "%(n)s files", ("файл", "%(n)s файла", "%(n)s файлов", "%(n)s файлов")), "placeholders"),
        (_entry("%(n)s file", "", "%(n)s files", ("%(n)s файл", "%(n)s файла", "", "")), "not translated"),
    ],
)
def test_faults(entry, says):
    assert any(says in fault for fault in catalogues.faults(entry, "ru"))


@pytest.mark.parametrize(
    ("entry", "language"),
    [
        (_entry("%(share)s%% of %(all)s", "%(all)s ішінен %(share)s%%"), "kk"),
        (_entry("{rule} on {day}", "{day}: {rule}"), "ru"),
        (_entry("one file", "", "%(n)s files", ("бір файл", "%(n)s файл")), "kk"),
        (_entry("the <b>code</b>", "<b>код</b>"), "ru"),
        (_entry("PDF file", "PDF файлы"), "kk"),
    ],
)
def test_sound_entries_have_no_fault(entry, language):
    assert catalogues.faults(entry, language) == []


# Bringing them in step


@pytest.fixture
def locale(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    return tmp_path


def _text(singular: str, file: str = "arasha/a.py", context: str | None = None, plural: str = "") -> texts.Text:
    return texts.Text(context, singular, plural, file, 1)


def _written(language: str, *translations: polib.POEntry) -> None:
    catalogue = polib.POFile()
    catalogue.extend(translations)
    messages.save(catalogue, language)


def test_translations_are_kept_and_nothing_is_guessed(locale):
    _written("ru", _entry("Send", "Отправить"), _entry("Erase", "Стереть"))
    fresh = messages.updated("ru", messages.project_entries([_text("Send"), _text("Send again"), _text("Send", "arasha/b.py")]))
    send, again, erase = (fresh.find(text, include_obsolete_entries=True) for text in ("Send", "Send again", "Erase"))
    assert send.msgstr == "Отправить"
    assert send.occurrences == [("arasha/a.py", ""), ("arasha/b.py", "")]
    assert again.msgstr == ""
    assert "fuzzy" not in again.flags
    assert erase.obsolete
    assert erase.msgstr == "Стереть"


def test_prune_drops_what_nobody_says_any_more(locale):
    _written("ru", _entry("Erase", "Стереть"))
    assert messages.updated("ru", [], prune=True).find("Erase", include_obsolete_entries=True) is None


def test_a_text_that_comes_back_finds_its_translation(locale):
    _written("ru", _entry("Erase", "Стереть", obsolete=True))
    back = messages.updated("ru", messages.project_entries([_text("Erase")])).find("Erase")
    assert back.msgstr == "Стереть"
    assert not back.obsolete


def test_writing_twice_changes_nothing(locale, entries):
    messages.save(messages.updated("kk", entries), "kk")
    once = messages.path("kk").read_bytes()
    messages.save(messages.updated("kk", entries), "kk")
    assert messages.path("kk").read_bytes() == once


def test_what_django_and_allauth_do_not_say_in_kazakh_is_ours(locale):
    ours = messages.updated("kk", [])
    assert "Use a passkey" in str(ours) or ours.find("Authenticator App") is not None
    assert len(ours) > 200
    assert all(entry.comment.startswith(("Django: ", "django-allauth: ")) for entry in ours)
    theirs = messages.upstream_catalogue(messages.UPSTREAMS[0], "kk")
    assert theirs.find("This field is required.").translated()
    assert ours.find("This field is required.") is None


def test_our_own_words_for_a_text_of_django_stay(locale):
    _written("ru", _entry("This field is required.", "Заполните это поле."))
    ours = messages.updated("ru", []).find("This field is required.")
    assert ours.msgstr == "Заполните это поле."
    assert not ours.obsolete


def test_check_answers_with_its_exit_code(locale, capsys, entries, monkeypatch):
    monkeypatch.setattr(messages, "project_entries", lambda: entries)
    assert messages.main(["--check"]) == 1
    assert "not translated" in capsys.readouterr().out
    assert not messages.path("kk").exists()


# Finding the texts


def test_texts_are_found_in_python(tmp_path):
    source = tmp_path / "arasha" / "a.py"
    source.parent.mkdir()
    source.write_text(
        'N_("Of the law.")\n_("Split "\n  "in two.")\nngettext("%s day", "%s days", n)\npgettext("filter", "Due")\n_(name)\n'
    )
    found = texts.project_texts(source.parent)
    assert [(t.context, t.singular, t.plural, t.line) for t in found] == [
        (None, "Of the law.", "", 1),
        (None, "Split in two.", "", 2),
        (None, "%s day", "%s days", 4),
        ("filter", "Due", "", 5),
    ]


def test_texts_are_found_in_templates(tmp_path):
    source = tmp_path / "arasha" / "templates" / "a.html"
    source.parent.mkdir(parents=True)
    source.write_text(
        '<p>{% translate "Say (if you wish)" %}</p>\n{% include "b.html" with label=_("Send") %}{{ _("Back") }}\n'
        "{% blocktranslate count n=n trimmed %}{{ n }} file\n{% plural %}{{ n }} files{% endblocktranslate %}\n"
        '{% translate "Due" context "filter" %}{% comment %}{% translate "Not this" %}{% endcomment %}'
    )
    found = texts.project_texts(tmp_path / "arasha")
    assert {(t.context, t.singular, t.plural) for t in found} == {
        (None, "Say (if you wish)", ""),
        (None, "Send", ""),
        (None, "Back", ""),
        (None, "%(n)s file", "%(n)s files"),
        ("filter", "Due", ""),
    }


@pytest.mark.parametrize("call", ['_(f"Hello {name}")', '_("Hello " + name)', '_("Hello %s" % name)'])
def test_a_text_put_together_while_running_is_refused(tmp_path, call):
    source = tmp_path / "arasha" / "a.py"
    source.parent.mkdir()
    source.write_text(call)
    with pytest.raises(texts.NotExtractable, match=r"arasha/a.py:1"):
        texts.project_texts(source.parent)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="Debian's gettext is not installed")
def test_xgettext_finds_nothing_more(entries, tmp_path):
    """It does not look into f-strings, so it may find less."""
    python = [str(path) for path in texts.sources() if path.suffix == ".py"]
    keywords = ["N_", "gettext_lazy", "gettext_noop", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2"]
    command = [
        "xgettext",
        "-L",
        "Python",
        "--from-code=UTF-8",
        "-o",
        str(tmp_path / "x.pot"),
        *(f"-k{word}" for word in keywords),
    ]
    subprocess.run([*command, *python], check=True, capture_output=True)
    theirs = {(e.msgctxt, e.msgid, e.msgid_plural) for e in polib.pofile(str(tmp_path / "x.pot"))}
    ours = {(e.msgctxt, e.msgid, e.msgid_plural) for e in entries if any(name.endswith(".py") for name, _line in e.occurrences)}
    assert theirs
    assert not theirs - ours


# Nothing a person reads stands outside the catalogues

STANDS_FOR_A_TAG = "ZQ"
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
NOT_WORDS = {"Arasha", "PDF", "j", "k", "x", "Enter", "Esc"}  # the name, a format, keys of the keyboard
LETTER = re.compile(r"[^\W\d_]")


def _outside_tags(content: str) -> str:
    """A template with each tag and variable replaced by a sign, and what is translated, commented or a CSS class taken out."""
    kept, until = [], ""
    for token in Lexer(content).tokenize():
        if token.token_type == TokenType.BLOCK:
            words = token.contents.split()
            if until:
                until = "" if words[0] == until else until
            elif words[0] in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
                until = f"end{words[0]}"
            elif words[:2] == ["block", "body_class"]:
                until = "endblock"
        if not until:
            kept.append(token.contents if token.token_type == TokenType.TEXT else STANDS_FOR_A_TAG)
    return "".join(kept)


class _Reader(HTMLParser):
    """What a person would read or hear of a template."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in {"script", "style"}
        self.read += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        self.unseen -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.unseen:
            self.read.append(data)


def _bare_words(content: str) -> list[str]:
    reader = _Reader()
    reader.feed(_outside_tags(content))
    reader.close()
    words = " ".join(reader.read).replace(STANDS_FOR_A_TAG, " ").split()
    return [word for word in words if LETTER.search(word) and word not in NOT_WORDS]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("<p>Send {{ name }}</p>", ["Send"]),
        ('<p>{% translate "Send" %}</p>', []),
        ("{% blocktranslate %}Send{% endblocktranslate %}", []),
        ('<img alt="A photo">', ["A", "photo"]),
        ('<h{{ level }} class="big">Шағым</h{{ level }}>', ["Шағым"]),
        ("<{% if url %}a href='{{ url }}'{% else %}b{% endif %}>{{ label }}", []),
        ("<script>let here = 1</script>", []),
    ],
)
def test_bare_words_are_seen(content, found):
    assert _bare_words(content) == found


@pytest.mark.parametrize("template", texts.templates(), ids=lambda path: path.relative_to(texts.ROOT).as_posix())
def test_a_template_says_nothing_outside_gettext(template):
    assert _bare_words(template.read_text(encoding="utf-8")) == []


# Where another alphabet is data, not interface: the alphabet, months, languages in themselves, citations in the language of a letter,
# names of places, made-up people and words of the example office and the benchmark, words that a typed date may carry, letters and
# words by which a message's language or an article of law is known.
DATA = {
    "arasha/alphabet.py", "arasha/cli/bench/", "arasha/cli/demo", "arasha/complaints/forms/", "arasha/dates.py", "arasha/law/rules.py",
    "arasha/letters/checking.py", "arasha/letters/citations.py", "arasha/mailbox/reading.py", "arasha/parties/names.py",
    "arasha/parties/tokens.py", "arasha/complaints/sketching.py", "arasha/cli/bench/campaigns.py",
    "arasha/profiles/", "arasha/site/context.py", "arasha/site/design/",
}  # fmt: skip
SAID = {"label", "help_text", "heading", "hint", "submit_label", "empty_label", "summary", "lead", "verbose_name"}
PYTHON = [path for path in texts.sources() if path.suffix == ".py"]
FACES = [
    path for path in PYTHON if path.relative_to(texts.ROOT).parts[0] not in {"cli", "journal", "vault", "law", "profiles", "jobs"}
]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return path.relative_to(texts.ROOT.parent).as_posix()


def _strings(tree: ast.AST) -> Iterator[ast.Constant]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, documented) and ast.get_docstring(n, clean=False)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def test_no_text_of_one_language_stands_in_the_code():
    for path in PYTHON:
        if not _name(path).startswith(tuple(DATA)):
            for node in _strings(_tree(path)):
                assert not catalogues.CYRILLIC.search(node.value), f"{_name(path)}:{node.lineno}: {node.value}"


def test_labels_hints_and_headings_go_through_gettext():
    for path in FACES:
        for node in ast.walk(_tree(path)):
            for keyword in node.keywords if isinstance(node, ast.Call) else ():
                literal = isinstance(keyword.value, ast.Constant | ast.JoinedStr) and LETTER.search(
                    ast.unparse(keyword.value)[1:]
                )
                text = isinstance(keyword.value, ast.JoinedStr) or isinstance(getattr(keyword.value, "value", None), str)
                assert not (keyword.arg in SAID and literal and text), f"{_name(path)}:{node.lineno}: {ast.unparse(keyword)}"


def test_errors_that_a_person_meets_go_through_gettext():
    """Python's own errors, a broken letter template or seal are for whoever runs or writes the program."""
    ours = {"TemplateError", "NoSuchTemplate", "SealUnusable", "CannotOpen", *dir(builtins)}
    for path in FACES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) not in ours:
                said = [a for a in node.exc.args if isinstance(a, ast.JoinedStr) or " " in str(getattr(a, "value", ""))]
                assert not said, f"{_name(path)}:{node.lineno}: {ast.unparse(node.exc)}"


def test_choices_go_through_gettext():
    for path in FACES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
                for line in node.body:
                    if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                        assert not isinstance(line.value.elts[-1], ast.Constant), f"{_name(path)}:{line.lineno}"


# The words of the field

WORDS = texts.ROOT.parent / "docs" / "words.md"


def _words() -> list[list[str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in WORDS.read_text("utf-8").splitlines()
        if line[:2] == "| "
    ]
    return [row for row in rows if row[0] != "English"]


def test_every_word_stands_once_in_three_languages_and_says_how_sure_it_is():
    rows = _words()
    assert len(rows) > 90
    assert len({row[0] for row in rows}) == len(rows)
    for english, kazakh, russian, sure, _note in rows:
        assert LETTER.search(english)
        assert catalogues.CYRILLIC.search(kazakh)
        assert catalogues.CYRILLIC.search(russian)
        assert sure in {"verified", "usual"}, english


@pytest.mark.parametrize(("language", "column"), [("kk", 1), ("ru", 2)])
def test_a_word_that_is_a_text_by_itself_reads_as_in_the_table(language, column):
    words = {row[0].lower(): row[column] for row in _words()}
    compared = 0
    for entry in polib.pofile(str(messages.path(language))):
        if word := words.get(entry.msgid.lower()):
            compared += 1
            assert entry.msgstr.lower() in {form.strip().lower() for form in word.split("/")}, f"{entry.msgid}: {entry.msgstr}"
    assert compared > 10
