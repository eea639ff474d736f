"""Synthetic text in three languages: words drawn with the skew of life (Zipf), lengths as letters have them. Nothing here is real."""

from __future__ import annotations

import random
from itertools import accumulate

WORDS = {
    "kk": (
        "мен біз олар шағым өтініш құқық қала ауыл мектеп аурухана полиция бөлім қызметкер бастық жауап күн ай жыл бала ана әке үй су "
        "жол жұмыс ақша көмек дәрігер құжат анықтама тергеу сот түрме қамау айып зиян уақыт кеше бүгін ертең айтты келді бармады берді "
        "алмады көрсетті жазды сұрадым күттім қорқамын сенемін керек мүмкін жоқ бар қайта неге қашан қайда кім қалай"
    ),
    "ru": (
        "я мы они жалоба обращение право город село школа больница полиция отдел сотрудник начальник ответ день месяц год ребёнок мать "
        "отец дом вода дорога работа деньги помощь врач документ справка следствие суд колония арест обвинение вред время вчера сегодня "
        "завтра сказал пришёл отказал выдал показал написал просила ждала боюсь верю нужно можно нет есть снова почему когда где кто как"
    ),
    "en": (
        "i we they complaint request right town village school hospital police department officer head answer day month year child mother "
        "father house water road work money help doctor paper certificate investigation court prison arrest charge harm time yesterday "
        "today tomorrow said came refused gave showed wrote asked waited afraid trust need may not there again why when where who how"
    ),
}
LANGUAGES = ("kk", "ru", "en")
LANGUAGE_SHARES = (46, 50, 4)


class Writer:
    """Writes text from its own seeded chance, so that two runs fill the same office."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.lists = {language: words.split() for language, words in WORDS.items()}
        self.weights = {
            language: list(accumulate(1 / rank for rank in range(1, len(words) + 1))) for language, words in self.lists.items()
        }

    def text(self, language: str, words: int) -> str:
        drawn = self.chance.choices(self.lists[language], cum_weights=self.weights[language], k=max(words, 1))
        return " ".join(drawn)

    def story(self, language: str) -> str:
        """Median some 150 words, now and then a thousand: as letters are."""
        return self.text(language, min(int(self.chance.lognormvariate(5.0, 0.8)), 2000))

    def language(self) -> str:
        return self.chance.choices(LANGUAGES, LANGUAGE_SHARES)[0]
