"""What the people on the road type, in three languages. All of it is made up."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]
LANGUAGES = ("kk", "ru", "en")
EMAIL, CONTACT_EMAIL = "aigerim@example.org", "kense@example.org"

# What each door takes: Kazakh, Russian, English.
_TOLD = {
    "affected_name": ("Ерлан Үлгіұлы", "Ерлан Примеров", "Yerlan Exampleson"),
    "relation": ("анасы", "мать", "mother"),
    "story": (
        "Ұлымды полиция бөлімінде ұрды.\nДәрігер шақырудан бас тартты.",
        "Моего сына избили в отделе полиции.\nВрача вызвать отказались.",
        "My son was beaten at the police station.\nThey refused to call a doctor.",
    ),
    "body_text": ("Екінші бөлім, жасы үлкен капитан", "Второй отдел, пожилой капитан", "The second station, an elderly captain"),
    "place": ("Сынақ ауылы, Мысал көшесі, 1", "село Пробное, улица Примерная, 1", "Trialville, Sample street 1"),
    "when": ("өткен күзде, кешке", "прошлой осенью, вечером", "last autumn, in the evening"),
    "tried": (
        "Бөлім бастығына жаздым, жауап жоқ.",
        "Писала начальнику отдела, ответа нет.",
        "I wrote to the head of the station.",
    ),
    "want": (
        "Дәрігер көрсін, кінәлілер жауап берсін.",
        "Пусть осмотрит врач и ответят виновные.",
        "A doctor, and an investigation.",
    ),
    "name": ("Әйгерім Мысалова", "Айгерим Образцова", "Aigerim Samplova"),
    "phone": ("+7 700 000 00 01", "+7 700 000 00 02", "+7 700 000 00 03"),
    "address": ("Сынақ қаласы, 12-үй", "город Пробный, дом 12", "Trialtown, house 12"),
    "contact_note": ("тек күндіз", "только днём", "by day only"),
}
_ANSWERED = {
    "write": ("Тағы бір куә бар екенін білдім.", "Узнала, что есть ещё один свидетель.", "There is one more witness."),
    "supply": ("Бөлім Мысал көшесінде.", "Отдел на улице Примерной.", "The station is in Sample street."),
}
_DESK = {
    "subject": ("Қамауда ұрып-соғу", "Избиение под стражей", "Beating in custody"),
    "note": ("Алдымен куәлерді сұрау керек.", "Сначала опросить свидетелей.", "Hear the witnesses first."),
    "message": ("Шағымыңызды оқып жатырмыз.", "Мы читаем вашу жалобу.", "We are reading your complaint."),
    "ask_more": ("Бөлім қай көшеде?", "На какой улице отдел?", "In which street is the station?"),
    "contact_name": ("Серік Үлгібаев", "Серик Шаблонов", "Serik Templatov"),
    "contact_position": ("кеңсе меңгерушісі", "заведующий канцелярией", "head of the chancery"),
    "contact_phone": ("+7 700 000 00 04", "+7 700 000 00 05", "+7 700 000 00 06"),
    "inquiry_summary": ("Ұсталған адам жарақат алған.", "Задержанный получил травмы.", "A detained man was injured."),
    "inquiry_questions": ("Кім кезекші болды?", "Кто дежурил?", "Who was on duty?"),
    "finding": ("Екі куә бірдей айтады.", "Два свидетеля говорят одно.", "Two witnesses agree."),
    "recommendation": ("Қызметтік тексеру бастау.", "Начать служебную проверку.", "Begin an internal inquiry."),
    "letter": ("Шыдамдылығыңызға рақмет.", "Благодарим за терпение.", "Thank you for your patience."),
    "account": ("Ұлыңызды дәрігер қарады.", "Вашего сына осмотрел врач.", "A doctor has seen your son."),
    "decline_reasons": (
        "Оқиғадан бері бір жылдан көп уақыт өтті.",
        "С события прошло больше года.",
        "It is more than a year ago.",
    ),
    "source": (
        "Мерзім бір жыл. Заң кітабы, 3-бет.",
        "Срок один год. Книга законов, с. 3.",
        "One year. The book of laws, page 3.",
    ),
    "act": ("Сынақ заңы", "Пробный закон", "Trial act"),
}
_BODY = {
    "answer": ("Кезекші капитан болды, жарақат жоқ.", "Дежурил капитан, травм нет.", "The captain was on duty; no injury."),
    "report": ("Тексеру басталды, капитан шеттетілді.", "Проверка начата, капитан отстранён.", "The captain was suspended."),
}
DOORS = {**_TOLD, **_ANSWERED, **_DESK, **_BODY}


def words(language: str) -> dict[str, str]:
    """Everything that is typed, by the door it goes in through."""
    place = LANGUAGES.index(language)
    return {
        **{door: texts[place] for door, texts in DOORS.items()},
        "email": EMAIL,
        "photo_name": "photo.jpg",
        "paper_name": "paper.txt",
        "photo_remark": DOORS["write"][place],
        "paper": DOORS["write"][place],
        "answer_file_name": "answer.txt",
        "answer_file": DOORS["answer"][place],
        "report_file_name": "report.txt",
        "report_file": DOORS["report"][place],
    }
