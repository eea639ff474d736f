"""What the converter has to know beyond the reference tables: ties and words that the tables hold only as prose.

Used by `arasha.profiles.convert` alone; the running system reads the files it writes.
"""

from __future__ import annotations

from dataclasses import dataclass

LAW_154 = 'Constitutional Law of the RK "On the Commissioner for Human Rights in the RK" of 5 Nov 2022 No. 154-VII'
RULES_3 = (
    "Rules for considering complaints: Commissioner's order of 20 Jan 2023 No. 3 (reg. No. 31748), "
    "edition of order 20 Oct 2025 No. 65 (reg. 22 Oct 2025 No. 37194)"
)

UNITS = {"working_day": "working_days", "calendar_day": "calendar_days", "month": "months", "year": "years", "hour": "hours"}

CENTRE = {
    "name_kk": "Адам құқықтары жөніндегі ұлттық орталық",
    "name_ru": "Национальный центр по правам человека",
    "name_en": "National Centre for Human Rights",
}


@dataclass(frozen=True)
class Tied:
    """What a ground of admissibility is tied to: its rule where there is one, otherwise its act; texts of advice; exceptions.

    `effect` takes the place of the reference's where that is no outcome of ours.
    """

    rule: str = ""
    act: str = ""
    remedies: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    may_be_waived: bool = False
    effect: str = ""


GROUNDS = {
    "A-JUR-PRES": Tied(rule="KZ-C06b", remedies=("write_again",)),
    "A-JUR-COURT": Tied(rule="KZ-C12", remedies=("appeal_court",)),
    # KZ-C13 says "not considered or suspended". No rule of `kz` lets the clock stand still, so what is left is the first of the two.
    "A-JUR-PEND": Tied(rule="KZ-C13", remedies=("after_court",), effect="not_considered"),
    "A-JUR-OTHER": Tied(rule="KZ-C11", remedies=("competent_body",)),
    "A-JUR-PRIV": Tied(act=LAW_154, remedies=("police_or_court",)),
    "A-JUR-FOREIGN": Tied(remedies=("foreign_ministry",)),
    "A-TIME": Tied(rule="KZ-C08", remedies=("late_with_reasons",), may_be_waived=True),
    "A-ANON": Tied(rule="KZ-C09", remedies=("name_in_confidence",)),
    "A-SUBST": Tied(rule="KZ-C10", remedies=("complete_and_send",)),
    "A-FORM": Tied(rule="KZ-C07b", remedies=("complete_and_send",)),
    "A-CONSENT": Tied(rule="KZ-C05b", remedies=("consent_paper",), not_for=("detainee", "child")),
    "A-REPEAT": Tied(act=RULES_3, remedies=("new_facts",)),
    "A-WITHDR": Tied(act=RULES_3),
    "A-NORIGHT": Tied(act=LAW_154, remedies=("write_again",)),
    "A-EXHAUST": Tied(remedies=("other_ways",)),
    "A-INSULT": Tied(remedies=("complete_and_send",), not_for=("detainee",)),
    "A-LANG": Tied(),
}

# Bodies of which there is one in each region, with the name it takes before the region's in brackets. The level of a body is ours:
# the competence points of the Rules of 2025 (KZ-C14) speak of central, quasi-state, non-governmental and other organisations, and of
# those of an administrative-territorial unit.
IN_EACH_REGION = {
    "prosecutor_regional": ("Прокуратура", "Прокуратура", "Prosecutor’s office"),
    "police_dept": ("Полиция департаменті", "Департамент полиции", "Police Department"),
    "penitentiary_dept": (
        "Қылмыстық-атқару жүйесі департаменті", "Департамент уголовно-исполнительной системы", "Department of the Penal System"),
    "akimat_region": ("Әкімдік", "Акимат", "Akimat"),
    "labour_inspection": ("Мемлекеттік еңбек инспекциясы басқармасы", "Управление по инспекции труда", "Labour inspection"),
    "land_arch": ("Жер қатынастары, сәулет және қала құрылысы басқармалары",
                  "Управления земельных отношений, архитектуры и градостроительства", "Land, architecture and planning departments"),
    "housing_dept": ("Тұрғын үй басқармасы", "Управление жилья", "Housing department"),
    "social_dept": ("Жұмыспен қамту және әлеуметтік бағдарламалар басқармасы", "Управление занятости и социальных программ",
                    "Employment and social programmes department"),
}  # fmt: skip
LOCAL = {
    "courts_local", "police_local", "military_unit", "bailiff_private", "notary", "bar", "hospital", "school", "akimat_district",
    "akim_rural", "maslikhat", "child_guardian", "colony", "sizo", "ivs", "reception", "psychiatric", "care_home", "children_home",
    "private_person", "unknown",
}  # fmt: skip

# First and last day of existence, from the notes of the table.
BODY_DATES = {
    "vice_president": ("2026-07-01", ""),
    "parliament": ("2026-07-01", ""),
    "anticorr": ("", "2025-07"),
    "knb_anticorr": ("2025-07-14", ""),
    "maidd": ("2025-09", ""),
}

# Groups and words that hold for one country only and are left out of the neutral profile.
NATIONAL_GROUPS = {"kandas", "rehab_1937"}
NATIONAL_WORDS = ("Law of 4 Dec 2009", "Kazakhstan")

# Holidays by the name the package gives them: Kazakh, Russian, English.
HOLIDAYS = {
    "New Year's Day": ("Жаңа жыл", "Новый год", "New Year’s Day"),
    "Orthodox Christmas": ("Православиелік Рождество", "Православное Рождество", "Orthodox Christmas"),
    "International Women's Day": ("Халықаралық әйелдер күні", "Международный женский день", "International Women’s Day"),
    "Nowruz Holiday": ("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    "Kazakhstan's People Solidarity Holiday": (
        "Қазақстан халқының бірлігі мерекесі", "Праздник единства народа Казахстана", "Unity Day of the People of Kazakhstan"),
    "Defender of the Fatherland Day": ("Отан қорғаушы күні", "День защитника Отечества", "Defender of the Fatherland Day"),
    "Victory Day": ("Жеңіс күні", "День Победы", "Victory Day"),
    "Capital Day": ("Астана күні", "День столицы", "Capital Day"),
    "Eid al-Adha": ("Құрбан айт", "Курбан-айт", "Kurban-ait (Eid al-Adha)"),
    "Constitution Day": ("Конституция күні", "День Конституции", "Constitution Day"),
    "First President Day": ("Тұңғыш Президент күні", "День Первого Президента", "First President Day"),
    "Independence Day": ("Тәуелсіздік күні", "День независимости", "Independence Day"),
    "Republic Day": ("Республика күні", "День Республики", "Republic Day"),
}  # fmt: skip

# Days the package only estimates (by the moon) that were announced since, and where.
CONFIRMED_DAYS = {"2026-05-27": "alau.kz, 2 January 2026"}
