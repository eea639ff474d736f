"""Made-up content for /design, in the three languages: data to look at, not interface (that goes through gettext)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

ZONE = ZoneInfo("Asia/Almaty")
DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 5, tzinfo=ZONE)
NAME = ("Айгерім Үлгібаева", "Айгерим Ульгибаева", "Aigerim Ulgibayeva")
LONG_NAME = ("Әбдірахманқызы-Нұрмұхаммедова Жанбота-Гүлнәр Сұлтанмұратқызы",) * 2 + (
    "Abdirakhmankyzy-Nurmukhammedova Zhanbota-Gulnar Sultanmuratkyzy",
)
RTL_NAME = ("محمد بن عبد الله الطويل",) * 3
OFFICER = ("Ерлан Мысалов", "Ерлан Мысалов", "Yerlan Mysalov")
POLICE = ("Қалалық полиция департаменті", "Департамент полиции города", "City Police Department")
SCHOOL = ("№ 12 мектеп-гимназия", "Школа-гимназия № 12", "School-gymnasium No. 12")
COLONY = (
    "Қылмыстық-атқару жүйесінің № 5 мекемесі", "Учреждение № 5 уголовно-исполнительной системы", "Penal institution No. 5",
)  # fmt: skip
INSTITUTION = (
    "Қазақстан Республикасындағы Адам құқықтары жөніндегі уәкіл",
    "Уполномоченный по правам человека в Республике Казахстан",
    "Commissioner for Human Rights in the Republic of Kazakhstan",
)
CITATION = (
    "Шағымдарды қарау қағидалары, мерзім туралы тармақ",
    "Правила рассмотрения жалоб, пункт о сроке",
    "Rules for considering complaints, point on the term",
)


def say(words: tuple[str, str, str]) -> str:
    """The text in the language of the page; `words` are Kazakh, Russian, English."""
    return words[{"kk": 0, "ru": 1}.get((get_language() or "en")[:2], 2)]


def in_days(days: int) -> date:
    return DAY + timedelta(days=days)


def term(state: str = "running", days: int | None = 9, **more: Any) -> dict[str, Any]:
    """A term as components/term.html wants it."""
    label = ("Шағым бойынша шешім", "Решение по жалобе", "Decision on the complaint")
    why = (
        ("Тіркелген күні: 2026 ж. 18 қараша", "Зарегистрирована 18 ноября 2026 г.", "Registered on 18 November 2026"),
        ("19 қарашадан бастап 15 жұмыс күні", "15 рабочих дней, первый — 19 ноября", "15 working days, the first is 19 November"),
        ("Демалыс: сенбі, жексенбі", "Выходные: суббота, воскресенье", "Days off: Saturdays and Sundays"),
    )
    values = {"due_on": in_days(15), "days_left": days, "state": state, "basis": "statute", "analogy": False, "verified": True,
              "citation": say(CITATION), "label": say(label), "why": [say(line) for line in why]}  # fmt: skip
    return values | more


def terms() -> list[dict[str, Any]]:
    """Every kind of term: each state, then law by analogy, policy, and unverified."""
    return [
        term(),
        term("soon", 1, due_on=in_days(1)),
        term("soon", 0, due_on=DAY, at=datetime(2026, 11, 24, 18, 0, tzinfo=ZONE)),
        term("late", -3, due_on=in_days(-5)),
        term("paused", None),
        term("ended", None, due_on=in_days(-8)),
        term(analogy=True, verified=False, citation=say(("ӘРПК, 76-бап", "АППК, статья 76", "APPC, article 76"))),
        term(basis="policy", citation="", why=[say(("Кеңсе белгілеген мерзім", "Срок установлен офисом", "A term set by the office"))]),
    ]


def rows() -> list[dict[str, Any]]:
    """Lines of a work list: urgent, late, sealed, a name from right to left, a very long one, nothing said yet."""
    return [
        {"id": "1", "url": "#worklist", "number": "2026-004512", "state": "examination", "urgent": True, "unread": True,
         "title": say(("Қамауда ұрып-соғу туралы", "Избиение в изоляторе", "Beating in custody")), "place": say(POLICE),
         "next": say(("Органның жауабын күту", "Ждём ответа органа", "Answer of the body due")), "people": say(OFFICER),
         "term": term("soon", 0, due_on=DAY, at=datetime(2026, 11, 24, 18, 0, tzinfo=ZONE))},
        {"id": "2", "url": "#worklist", "number": "2026-004377", "state": "screening", "place": say(SCHOOL),
         "title": say(("Мектеп мүгедектігі бар баланы қабылдаудан бас тартты", "Школа отказала в приёме ребёнка с инвалидностью",
                       "School refused a child with a disability")),
         "next": say(("Қабылдауға жарамдылығын шешу", "Решить о приемлемости", "Decide admissibility")),
         "people": say(OFFICER), "term": term("soon", 1, due_on=in_days(1))},
        {"id": "3", "url": "#worklist", "number": "2026-004101", "state": "awaiting_complainant", "title": say(RTL_NAME), "place": say(COLONY),
         "next": say(("Өтініш берушіден құжат күту", "Ждём документы от заявителя", "Waiting for papers from the complainant")),
         "people": say(OFFICER), "term": term()},
        {"id": "4", "url": "#worklist", "number": "2026-003990", "state": "findings", "sealed": True, "title": "", "place": "—",
         "next": say(("Тұжырым жазу", "Записать выводы", "Record the findings")), "people": say(OFFICER), "term": term("paused", None)},
        {"id": "5", "url": "#worklist", "number": "2026-003822", "state": "follow_up", "title": say(LONG_NAME), "place": say(POLICE),
         "next": say(("Ұсынымның орындалуын тексеру", "Проверить исполнение рекомендации", "Check that the recommendation was carried out")),
         "people": say(LONG_NAME), "term": term(basis="policy")},
        {"id": "6", "url": "#worklist", "number": None, "state": "received", "title": "", "place": "", "next": say(("Тіркеу", "Зарегистрировать", "Register")),
         "people": "", "term": None},
    ]  # fmt: skip


def files() -> list[dict[str, Any]]:
    return [
        {"name": say(("қол-фото.jpg", "фото-руки.jpg", "photo-of-the-arm.jpg")), "size": 204_800, "kind": "picture", "url": "#files"},
        {"name": say(("Дәрігердің анықтамасы, 2026 жылғы қараша.pdf", "Справка врача, ноябрь 2026.pdf", "Doctor's note, November 2026.pdf")),
         "size": 1_310_720, "kind": "file", "url": "#files", "note": say(("дерексіз көшірме", "копия без метаданных", "copy without metadata"))},
        {"name": "x" * 70 + ".docx", "size": 12, "kind": "file", "remove_value": "3"},
    ]  # fmt: skip


def road() -> list[dict[str, Any]]:
    """The complainant's timeline, next step on top."""
    return [
        {"state": "next", "until": in_days(15), "title": say(("Сізге дәлелді жауап хат келеді", "Вы получите мотивированный ответ", "You get a reasoned letter")),
         "text": say(("Онда біз не анықтағанымыз жазылады.", "В нём сказано, что мы установили.", "It says what we found."))},
        {"state": "now", "at": NOON - timedelta(days=2), "title": say(("Біз органнан түсініктеме сұрадық", "Мы запросили объяснение у органа",
                                                                     "We asked the body for an explanation")),
         "text": say(("Олар 8 желтоқсанға дейін жауап беруі керек. Біз сіздің атыңызды айтқан жоқпыз.",
                      "Они должны ответить до 8 декабря. Вашего имени мы не назвали.", "They must answer by 8 December. We did not give your name."))},
        {"at": NOON - timedelta(days=4), "title": say(("Шағымыңыз қарауға қабылданды", "Ваша жалоба принята к рассмотрению", "Your complaint was taken up")),
         "letter_url": "#road", "letter_label": say(("Қабылдау туралы хат", "Письмо о принятии", "Letter of acceptance"))},
        {"at": NOON - timedelta(days=6), "title": say(("Біз шағымыңызды алып, тіркедік: 2026-004512", "Мы получили и зарегистрировали вашу жалобу: 2026-004512",
                                                      "We received and registered your complaint: 2026-004512"))},
    ]  # fmt: skip


def story() -> list[dict[str, Any]]:
    """The desk's timeline: every kind of entry."""
    return [
        {"at": NOON, "kind": "message", "who": say(NAME), "title": say(("Өтініш берушінің хабарламасы", "Сообщение заявителя", "Message of the complainant")),
         "text": say(("Дәрігердің анықтамасын жібердім.", "Отправляю справку врача.", "I send the doctor's note.")), "files": files()[:2]},
        {"at": NOON - timedelta(hours=3), "kind": "note", "who": say(OFFICER), "title": say(("Ішкі жазба", "Внутренняя заметка", "Internal note")),
         "text": say(("Қоңырау шалмаңыз: үйде басқа адам тыңдап отыруы мүмкін.", "Не звонить: дома могут слушать.", "Do not call: somebody at home may listen."))},
        {"at": NOON - timedelta(days=2), "kind": "inquiry", "who": say(OFFICER), "title": say(("Сұрау салу жіберілді", "Направлен запрос", "Inquiry sent")) + " № 1-7/512",
         "url": "#story", "text": say(POLICE)},
        {"at": NOON - timedelta(days=3), "kind": "term", "who": say(OFFICER), "title": say(("Мерзім есептеле бастады", "Срок начал течь", "The term started"))},
        {"at": NOON - timedelta(days=4), "kind": "verb", "who": say(OFFICER), "title": say(("Қарауға қабылдады", "Принял к рассмотрению", "Accepted")), "state": "accepted"},
        {"at": NOON - timedelta(days=4), "kind": "letter", "who": say(OFFICER), "title": say(("Қабылдау туралы хат", "Письмо о принятии", "Letter of acceptance")), "url": "#story"},
        {"at": NOON - timedelta(days=6), "kind": "answer", "who": say(POLICE), "title": say(("Органның жауабы", "Ответ органа", "Answer of the body"))},
        {"at": NOON - timedelta(days=6), "kind": "file", "who": say(NAME), "title": say(("Файл қосылды", "Добавлен файл", "File added"))},
    ]  # fmt: skip


def letter() -> dict[str, Any]:
    paragraphs = (
        ("Құрметті Айгерім Үлгібаева!", "Уважаемая Айгерим Ульгибаева!", "Dear Aigerim Ulgibayeva,"),
        ("Сіз 2026 жылғы 18 қарашада полиция қызметкерлерінің балаңызды заңды өкілінсіз жауапқа тартқаны туралы бізге жаздыңыз. "
         "Біз органның түсініктемесін, бейнежазбаны және дәрігердің анықтамасын зерделедік.",
         "18 ноября 2026 г. вы написали нам о том, что сотрудники полиции опросили вашего ребёнка без законного представителя. "
         "Мы изучили объяснение органа, видеозапись и справку врача.",
         "On 18 November 2026 you wrote to us that police officers had questioned your child without a legal representative. "
         "We studied the body's explanation, the recording and the doctor's note."),
        ("Біз құқықтың бұзылғанын анықтадық. Органға жауапты адамдарды анықтауды және болашақта мұндай жағдайға жол бермеуді ұсындық.",
         "Мы установили, что право нарушено. Мы рекомендовали органу выявить ответственных и не допускать такого впредь.",
         "We found that the right was breached. We recommended that the body establish who is responsible and see that it does not happen again."),
    )  # fmt: skip
    return {
        "institution": say(INSTITUTION), "address": ["Астана, Үлгі көшесі, 1" if get_language() == "kk" else "Astana, Ulgi 1"], "date": DAY,
        "number": "1-7/2026-004512", "to": [say(NAME)], "subject": say(("Шағымыңыз бойынша шешім", "Решение по вашей жалобе", "Decision on your complaint")),
        "paragraphs": [say(words) for words in paragraphs],
        "signatory": {"office": say(("Адам құқықтары жөніндегі уәкіл", "Уполномоченный по правам человека", "Commissioner for Human Rights")),
                      "name": say(("Үлгі Мысалұлы", "Ульги Мысалулы", "Ulgi Mysaluly"))},
        "enclosures": [say(("Органға ұсыным", "Рекомендация органу", "Recommendation to the body"))],
    }  # fmt: skip
