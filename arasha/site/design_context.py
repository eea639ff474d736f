"""What /design and its sample pages show: each component with its variables, from the made-up samples."""

from __future__ import annotations

from typing import Any

from django import forms

from arasha.site import design_samples as samples
from arasha.site.design_samples import NOON, say
from arasha.site.icons import ICONS
from arasha.site.states import STATES

TONES = ("info", "warning", "danger", "done", "quiet")


class DateParts(forms.MultiWidget):
    """Day, month and year apart."""

    template_name = "django/forms/widgets/date_parts.html"

    def __init__(self) -> None:
        super().__init__([forms.TextInput({"size": size, "inputmode": "numeric"}) for size in ("2", "2", "4")])

    def decompress(self, value: Any) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


def sample_form(data: dict[str, Any] | None = None, *, prefix: str) -> forms.Form:
    """A form with every kind of field; with `data` it is bound and shows what is wrong."""
    form = forms.Form(data, prefix=prefix)
    ways = [("named", say(("Атым айтылсын", "Назвать моё имя", "Give my name"))),
            ("confidential", say(("Құпия\nКеңсе атыңызды біледі, органға айтылмайды", "Конфиденциально\nОфис знает ваше имя, орган — нет",
                                  "Confidential\nThe office knows your name, the body does not"))),
            ("anonymous", say(("Атымды атамаймын\nБіз азырақ көмектесе алуымыз мүмкін", "Анонимно\nВозможно, мы сможем меньше",
                               "Anonymous\nThen we may be able to do less")))]  # fmt: skip
    form.fields = {
        "name": forms.CharField(label=say(("Аты-жөніңіз", "Как вас зовут", "Your name")),
                                help_text=say(("Құжаттағыдай.", "Как в документе.", "As in your document."))),
        "number": forms.CharField(label=say(("Индекс", "Индекс", "Postcode")), required=False, widget=forms.TextInput({"size": "6"})),
        "what": forms.CharField(label=say(("Не болды?", "Что произошло?", "What happened?")), widget=forms.Textarea, max_length=20_000,
                                help_text=say(("Өз сөзіңізбен жазыңыз.", "Своими словами.", "In your own words."))),
        "day": forms.CharField(label=say(("Қай күні?", "Какого числа?", "On which day?")), widget=forms.TextInput({"size": "12"}),
                               help_text=say(("Мысалы, 14 04 2026", "Например, 14 04 2026", "For example 14 04 2026"))),
        "parts": forms.MultiValueField([forms.CharField(), forms.CharField(), forms.CharField()], widget=DateParts(),
                                       label=say(("Туған күні", "Дата рождения", "Date of birth"))),
        "region": forms.ChoiceField(label=say(("Өңір", "Регион", "Region")), choices=[("", "—"), ("10", say(("Абай облысы", "область Абай", "Abai Region")))]),
        "identity": forms.ChoiceField(label=say(("Атыңызды қалай сақтайық?", "Как быть с вашим именем?", "What about your name?")),
                                      choices=ways, widget=forms.RadioSelect),
        "tried": forms.MultipleChoiceField(label=say(("Қайда жүгіндіңіз?", "Куда вы обращались?", "Where did you turn before?")), required=False,
                                           widget=forms.CheckboxSelectMultiple,
                                           choices=[("body", say(("Органның өзіне", "В сам орган", "To the body itself"))),
                                                    ("court", say(("Сотқа", "В суд", "To a court"))), ("none", say(("Ешқайда", "Никуда", "Nowhere")))]),
        "files": forms.FileField(label=say(("Файлдар", "Файлы", "Files")), required=False, widget=SeveralFiles(),
                                 help_text=say(("Бірнешеуін таңдауға болады.", "Можно выбрать несколько.", "You may choose several."))),
        "agree": forms.BooleanField(label=say(("Оқыдым және келісемін", "Прочитал и согласен", "I have read this and agree"))),
    }  # fmt: skip
    return form


def short_form(prefix: str, label: tuple[str, str, str]) -> forms.Form:
    form = forms.Form(prefix=prefix)
    form.fields = {"text": forms.CharField(label=say(label), widget=forms.Textarea({"rows": "3"}))}
    return form


def question_form(data: dict[str, Any] | None = None) -> forms.Form:
    """One question: its label is the heading of the page."""
    form = sample_form(data, prefix="q")
    form.fields = {"what": form.fields["what"]}
    form.heading_field = "what"  # type: ignore[attr-defined]
    return form


def public_parts() -> dict[str, Any]:
    """Variables of the components that the public meets."""
    return {
        "states": list(STATES), "tones": TONES, "icons": list(ICONS), "terms": samples.terms(), "events": samples.road(), "letter": samples.letter(),
        "draft_letter": samples.letter() | {"draft": True, "number": "", "date": None, "signatory": None}, "files": samples.files(),
        "form_ok": sample_form(prefix="ok"), "form_bad": sample_form({"bad-name": say(samples.NAME), "bad-day": "31 02"}, prefix="bad"),
        "checked": [{"label": say(("Не болды", "Что произошло", "What happened")), "url": "#summary", "value": say(("Балам үш сағат бойы менсіз сұралды.\nБұл мектепте болды.",
                     "Ребёнка опрашивали три часа без меня.\nЭто было в школе.", "My child was questioned for three hours without me.\nIt was at school."))},
                    {"label": say(("Аты-жөніңіз", "Ваше имя", "Your name")), "url": "#summary", "value": say(samples.RTL_NAME)},
                    {"label": say(("Файлдар", "Файлы", "Files")), "url": "#summary", "parts": ["photo.jpg", "note.pdf"]},
                    {"label": say(("Телефон", "Телефон", "Telephone")), "url": "#summary", "value": ""}],
        "messages_": [{"at": NOON, "who": say(samples.OFFICER), "text": say(("Бізге дәрігердің анықтамасы керек. Оны осында тіркей аласыз ба?",
                       "Нам нужна справка врача. Можете приложить её здесь?", "We need the doctor's note. Can you attach it here?"))},
                      {"at": NOON, "mine": True, "text": say(("Иә, жібердім.", "Да, отправляю.", "Yes, here it is.")), "files": samples.files()[:1], "seen_at": NOON}],
        "code": "4821 9037 5526 1140 8873 06",
        "receipt": {"institution": say(samples.INSTITUTION), "filed_at": NOON, "number": "2026-004512", "check": "K7Q2-93",
                    "rows": [{"label": say(("Тәсілі", "Способ", "Channel")), "value": say(("Портал", "Портал", "Portal"))}]},
        "disclosures": disclosures(), "numbers": [{"number": "102", "name": say(("Полиция", "Полиция", "Police"))},
                                                  {"number": "111", "name": say(("Балалар мен отбасы", "Дети и семья", "Children and family")),
                                                   "note": say(("тәулік бойы, тегін", "круглосуточно, бесплатно", "day and night, free of charge"))}],
        "offices": [{"name": say(("Орталық", "Центр", "Centre")), "address": letter_address(), "phone": "+7 7172 00 00 00", "email": "office@example.org",
                     "hours": say(("Дүйсенбі–жұма, 9:00–18:00", "Понедельник–пятница, 9:00–18:00", "Monday to Friday, 9:00–18:00"))},
                    {"name": say(("Абай облысындағы өкіл", "Представитель в области Абай", "Representative in Abai Region")), "phone": "+7 7222 00 00 00"}],
        "figures": [{"value": "12", "label": say(("адам бізге жазды", "человек написали нам", "people wrote to us")), "url": "#home-parts"}], "year": 2026,
    }  # fmt: skip


def letter_address() -> str:
    return samples.letter()["address"][0]


def disclosures() -> list[dict[str, Any]]:
    """The consent given, refused, and never asked."""
    told = [say(("Шағымның мәні", "Суть жалобы", "What the complaint is about")), say(("Күні мен орны", "День и место", "Day and place"))]
    name, contact = say(("Аты-жөні", "Имя", "Name")), say(("Телефоны мен мекенжайы", "Телефон и адрес", "Telephone and address"))
    base = {"to": say(samples.POLICE), "how": say(("Қорғалған сілтеме арқылы", "По защищённой ссылке", "By a secure link"))}
    way = say(("порталда", "на портале", "on the portal"))
    return [
        base | {"told": [*told, name], "withheld": [contact], "consent": {"given": True, "said_at": NOON, "how": way}},
        base | {"told": told, "withheld": [name, contact], "consent": {"given": False, "said_at": NOON, "how": way}},
        base | {"told": told, "withheld": [name, contact], "consent": {"given": None}, "url": "#disclosure",
                "label": say(("Келісім сұрау", "Спросить согласия", "Ask for consent"))},
    ]  # fmt: skip


def desk_parts() -> dict[str, Any]:
    """Variables of the components of the desk."""
    rows = samples.rows()
    today, week = say(("Бүгін", "Сегодня", "Today")), say(("Осы апта", "На этой неделе", "This week"))
    send = say(("Сұрау салу жіберу", "Направить запрос", "Send an inquiry"))
    return {
        "groups": [{"heading": say(("Мерзімі өткен", "Просрочено", "Late")), "tone": "late", "count": 1, "rows": [rows[1] | {"term": samples.term("late", -3)}]},
                   {"heading": today, "count": 2, "rows": rows[:2]}, {"heading": week, "rows": rows[2:], "url": "#worklist"}],
        "filters": [{"name": say(("Күйі", "Состояние", "State")), "value": say(("Зерттеу", "Рассмотрение", "Examination")), "clear_url": "#filters",
                     "options": [{"label": state, "url": "#filters", "count": 12, "current": state == "examination"} for state in list(STATES)[:5]]},
                    {"name": say(("Өңір", "Регион", "Region")), "options": [{"label": say(("Абай облысы", "область Абай", "Abai Region")), "url": "#filters"}]},
                    {"name": say(("Маман", "Сотрудник", "Officer")), "options": [{"label": say(samples.LONG_NAME), "url": "#filters"}]}],
        "tabs": [{"label": say(words), "url": f"#{anchor}", "current": anchor == "story", "count": count} for words, anchor, count in (
            (("Оқиға", "История", "Story"), "story", None), (("Адамдар", "Люди", "People"), "people", 2), (("Құқықтар", "Права", "Rights"), "tabs", 1),
            (("Дәлелдер", "Доказательства", "Evidence"), "files", 3), (("Мерзімдер", "Сроки", "Terms"), "terms", 2), (("Журнал", "Журнал", "Journal"), "journal", None))],
        "pagers": [{"newer_url": "#pager", "older_url": "#pager", "shown": 50, "total": 812, "jump_action": "", "jump_date": ""},
                   {"label": "2", "older_url": "#pager", "shown": 50, "total": 1000, "inexact": True, "jump_action": "#pager", "jump_date": "14 04 2026"},
                   {"label": "3", "shown": 3, "total": None}],
        "removable": [{"label": say(("Өңір: Ұлытау", "Регион: Улытау", "Region: Ulytau")), "url": "#empty", "count": 12}],
        "counts": [{"value": 3, "label": say(("мерзімі өткен", "просрочено", "late")), "url": "#counts", "tone": "late"},
                   {"value": 12, "label": say(("бүгін бітеді", "срок сегодня", "due today")), "url": "#counts", "tone": "soon"},
                   {"value": 1204, "label": say(("құқық қалпына келтірілді", "прав восстановлено", "rights restored")), "url": "#counts", "tone": "restored"},
                   {"value": 1000, "label": say(("ашық шағым", "открытых жалоб", "open complaints")), "url": "#counts", "inexact": True}],
        "subject": {"number": "2026-004512", "title": rows[0]["title"], "state": "examination", "urgent": True, "confidential": True,
                    "next": {"label": send, "url": "#next-step"},
                    "terms": samples.terms()[1:2], "facts": [say(samples.POLICE), say(("Абай облысы", "область Абай", "Abai Region")), say(samples.OFFICER)]},
        "step": {"text": say(("Өтініш беруші келісім берді. Енді органнан түсініктеме сұраңыз.", "Заявитель дал согласие. Теперь запросите объяснение у органа.",
                              "The complainant agreed. Now ask the body for an explanation.")), "label": send, "url": "#next", "term": samples.terms()[1]},
        "waiting": {"text": say(("Органның жауабын күтіп отырмыз. Қазір ештеңе істеудің қажеті жоқ.", "Ждём ответа органа. Сейчас ничего делать не нужно.",
                                 "We wait for the body's answer. There is nothing to do now."))},
        "others": [{"label": say(words), "url": "#next"} for words in (("Тұжырым жазу", "Записать вывод", "Record a finding"),
                                                                      ("Маман ауыстыру", "Передать другому", "Hand over"))],
        "impossible": [{"label": say(("Шешімге қол қою", "Подписать решение", "Sign the decision")),
                        "reason": say(("Сілтемені заңгер әлі растаған жоқ: ӘРПК 76-бап.", "Юрист ещё не подтвердил ссылку: АППК, статья 76.",
                                       "A lawyer has not confirmed the citation yet: APPC, article 76."))}],
        "entries": samples.story(), "composers": composers(), "people": people(), "journal": journal(),
        "consequences": [say(("Орган хатты электрондық поштамен алады.", "Орган получит письмо по электронной почте.", "The body gets the letter by e-mail.")),
                         say(("Оның мерзімі бүгін басталады.", "Его срок начинается сегодня.", "Its term starts today."))],
    }  # fmt: skip


def composers() -> list[dict[str, Any]]:
    note, letter = ("Жазба", "Заметка", "Note"), ("Хабарлама", "Сообщение", "Message")
    save = say(("Сақтау", "Сохранить", "Save"))
    return [
        {"label": say(note), "icon": "note", "url": "#composer", "form": short_form("note", note), "submit_label": save, "value": "note"},
        {"label": say(letter), "icon": "message", "url": "#composer", "form": short_form("message", letter), "submit_label": save, "value": "message"},
        {"label": say(("Сұрау салу", "Запрос", "Inquiry")), "icon": "inquiry", "url": "#composer"},
        {"label": say(("Қоңырау", "Звонок", "Call")), "icon": "phone", "url": "#composer"},
    ]


def people() -> list[dict[str, Any]]:
    role = say(("өтініш беруші", "заявитель", "complainant"))
    return [
        {"name": say(samples.NAME), "role": role, "identity": "confidential", "language": "қазақша", "lines": ["+7 700 000 00 00", "aigerim@example.org"],
         "rules": [say(("Қоңырау шалмаңыз", "Не звонить", "Do not call"))], "earlier_url": "#people", "earlier_count": 2},
        {"name": say(samples.LONG_NAME), "role": say(("зардап шеккен адам", "пострадавший", "affected person")), "lines": []},
        {"name": say(samples.RTL_NAME), "role": role, "identity": "anonymous"},
    ]  # fmt: skip


def journal() -> list[dict[str, Any]]:
    read, sent = say(("оқыды", "открыл", "read")), say(("сұрау салу жіберді", "направил запрос", "sent an inquiry"))
    return [
        {"number": 4512, "at": NOON, "who": say(samples.OFFICER), "address": "10.0.0.7", "verb": sent, "about": "2026-004512", "url": "#journal", "short": "9f3a1c"},
        {"number": 4511, "at": NOON, "who": say(samples.OFFICER), "address": "10.0.0.7", "verb": read, "reading": True, "about": "2026-004512", "short": "77b0e2"},
        {"number": 4510, "at": NOON, "who": "—", "verb": read, "about": "2026-004377", "short": "000000",
         "problem": say(("бұл жазба өзгертілген", "запись изменена", "this entry was altered"))},
    ]  # fmt: skip
