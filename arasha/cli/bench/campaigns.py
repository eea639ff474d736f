"""The set on which finding near-duplicates is measured, made by the rules of docs/near-duplicates.md. Nothing here is real."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from arasha.cli.bench.words import LANGUAGES, Writer

EACH, HARD, UNRELATED = 5, 10, 400  # letters of a strength, hard ones of a campaign, unrelated ones of a language
STRENGTHS = ("as it was", "names and days", "a sentence", "a paragraph")
NAMES = {
    "kk": ("Мысал", "Үлгі", "Өрнек", "Қалып", "Сынақ", "Ойдан", "Ертегі", "Балама", "Әдіс", "Көшірме"),
    "ru": ("Примеров", "Образцов", "Вымыслова", "Пробная", "Сказкин", "Выдумкина", "Шаблонов", "Копиева", "Опытова", "Тестов"),
    "en": ("Exampleson", "Sampleton", "Fictova", "Triallis", "Mockfield", "Inventedov", "Templar", "Copyman", "Testley", "Fabel"),
}
MONTHS = {
    "kk": ("қаңтардан", "ақпаннан", "наурыздан", "сәуірден", "қыркүйектен", "қазаннан", "қарашадан"),
    "ru": ("января", "февраля", "марта", "апреля", "сентября", "октября", "ноября"),
    "en": ("January", "February", "March", "April", "September", "October", "November"),
}
RUSSIAN_LETTERS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
LATIN = dict(
    zip("абвгғдезийкқлмнңоөпрстуұүфхһшщыіэ", "abvgğdeziikqlmnñoöprstuūüfhhşşyıe", strict=True), ә="ä", ж="j", ё="io", ц="ts", ч="ch",
    ю="iu", я="ia", ъ="", ь="",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One letter of the set; `campaign` is empty for one that belongs to none, and `kind` says how it was made."""

    language: str
    campaign: str
    kind: str
    text: str


@cache
def _kept() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "campaigns.toml").read_text("utf-8"))


def made(seed: int) -> Iterator[Told]:
    """Every letter of the set, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    writer = Writer(chance)
    for language in LANGUAGES:
        for campaign in _kept()["campaign"]:
            of = _Campaign(language, campaign, chance, writer)
            yield Told(language, campaign["code"], STRENGTHS[0], of.whole(of.letter()))
            for strength in STRENGTHS[1:]:
                for _ in range(EACH):
                    yield Told(language, campaign["code"], strength, of.edited(strength))
            for _ in range(HARD):
                yield Told(language, "", "hard", of.whole(of.own(6)))
        for _ in range(UNRELATED):
            yield Told(language, "", "unrelated", _Campaign(language, None, chance, writer).whole([writer.story(language) + "."]))


class _Campaign:
    """Writes the letters of one campaign in one language."""

    def __init__(self, language: str, campaign: dict[str, Any] | None, chance: random.Random, writer: Writer) -> None:
        self.language, self.chance, self.writer = language, chance, writer
        self.kept = campaign[language] if campaign else {"letter": [], "words": ""}

    def letter(self) -> list[str]:
        """Its six sentences, with other names, days and numbers each time."""
        chance, names = self.chance, NAMES[self.language]
        filled = {
            "name": " ".join(chance.sample(names, 2)), "other": " ".join(chance.sample(names, 2)),
            "day": f"{chance.randint(1, 28)} {chance.choice(MONTHS[self.language])}",
            "n": chance.randint(2, 99), "m": chance.randint(2, 300),
        }  # fmt: skip
        return [sentence.format(**filled) for sentence in self.kept["letter"]]

    def own(self, sentences: int) -> list[str]:
        """Sentences of somebody's own about the same subject: half of the words are the subject's."""
        found = []
        for _ in range(sentences):
            words = self.chance.choices(self.kept["words"].split(), k=6) + self.writer.text(self.language, 7).split()
            self.chance.shuffle(words)
            found.append(" ".join(words).capitalize() + ".")
        return found

    def whole(self, sentences: list[str]) -> str:
        first, last = self.chance.sample(_kept()["formulas"][self.language], 2)
        return " ".join([first, *sentences, last])

    def edited(self, strength: str) -> str:
        sentences = self.letter()
        if strength == "a sentence":
            for edit in self.chance.sample((self._out, self._in, self._swap), self.chance.randint(1, 2)):
                edit(sentences)
        elif strength == "a paragraph":
            sentences = self._rewritten(sentences)
        return self._typed(self.whole(sentences))

    def _out(self, sentences: list[str]) -> None:
        sentences.pop(self.chance.randrange(len(sentences)))

    def _in(self, sentences: list[str]) -> None:
        sentences.insert(self.chance.randint(0, len(sentences)), self.own(1)[0])

    def _swap(self, sentences: list[str]) -> None:
        one, other = self.chance.sample(range(len(sentences)), 2)
        sentences[one], sentences[other] = sentences[other], sentences[one]

    def _rewritten(self, sentences: list[str]) -> list[str]:
        paragraphs = [sentences[at : at + 2] for at in (0, 2, 4)]
        new = self.chance.randrange(3)
        paragraphs[new] = self.own(2)
        if self.chance.random() < 0.5:
            one, other = (at for at in range(3) if at != new)
            paragraphs[one], paragraphs[other] = paragraphs[other], paragraphs[one]
        return [sentence for paragraph in paragraphs for sentence in paragraph]

    def _typed(self, text: str) -> str:
        """As people type: commas missing, small letters, Kazakh in Russian or Latin letters."""
        text = "".join(sign for sign in text if sign != "," or self.chance.random() >= 0.1)
        if self.chance.random() < 0.2:
            text = text.lower()
        if self.language == "kk":
            way = self.chance.random()
            if way < 0.2:
                text = text.translate(RUSSIAN_LETTERS)
            elif way < 0.3:
                text = "".join(LATIN.get(sign, sign) for sign in text.lower())
        return text
