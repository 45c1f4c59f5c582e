"""Right translations in right projects pass: nobody can waive the gate, so a false refusal would be a dead end."""

from pathlib import Path

import pytest

from tests.gate.projects import DUTY, Small, refused

TITLE = "Medical disclaimer"
WORDS: dict[str, dict[str, str]] = {
    "hr": {TITLE: "Medicinsko odricanje", DUTY: "One ne zamjenjuju savjet Vašeg liječnika."},
    "de": {TITLE: "Medizinischer Hinweis", DUTY: "Sie ersetzen nicht den Rat Ihres Arztes."},
    "fr": {TITLE: "Avertissement médical", DUTY: "Elles ne remplacent pas l’avis de votre médecin."},
    "ar": {TITLE: "إخلاء مسؤولية طبية", DUTY: "لا تحل محل مشورة طبيبك."},
    "hi": {TITLE: "चिकित्सा अस्वीकरण", DUTY: "ये आपके डॉक्टर की सलाह की जगह नहीं लेतीं।"},
    "th": {TITLE: "ข้อจำกัดความรับผิดชอบทางการแพทย์", DUTY: "ข้อมูลเหล่านี้ไม่สามารถใช้แทนคำแนะนำของแพทย์ได้"},
    "ja": {TITLE: "医療に関する免責事項", DUTY: "これらは医師の助言に代わるものではありません。"},
    "zh_Hans": {TITLE: "医疗免责声明", DUTY: "这些内容不能取代医生的建议。"},
    "pl": {TITLE: "Zastrzeżenie medyczne", DUTY: "Nie zastępują one porady lekarza."},
    "uk": {TITLE: "Медичне застереження", DUTY: "Вони не замінюють поради лікаря."},
}

# What stands in the caution, in English and in a locale. Each is a right translation.
TEXTS: dict[str, tuple[str, str, str]] = {
    "French spaces": ("fr", "Is it “urgent”? Then act now!", "Est-ce « urgent » ? Alors agissez tout de suite !"),
    "narrow French spaces": ("fr", "Danger: stop at once!", "Danger\u202f: arrêtez tout de suite\u202f!"),
    "Polish quotes": ("pl", "Read the leaflet “Safety”.", "Przeczytaj ulotkę „Bezpieczeństwo”."),
    "German quotes and abbreviations": ("de", "Ask about NSAIDs, e.g. aspirin.", "Fragen Sie nach NSAR, z.\u00a0B. „Aspirin“."),
    "Arabic tatweel and a Latin name": ("ar", "Do not take it with Botox.", "لا تتناوله مع الـBotox."),
    "Arabic comma and digits": ("ar", "Wait 24 hours, then ask.", "انتظر ٢٤ ساعة، ثم اسأل."),
    "Arabic marks": ("ar", "Do not stop by yourself.", "لا تُوقِفْه من تلقاء نفسك، رجاءً."),
    "Arabic left-to-right mark": ("ar", "Call +1 555 0100.", "اتصل بالرقم \u200e+1 555 0100."),
    "Hindi nukta and joiners": ("hi", "Stop if it hurts.", "अगर दर्द बढ़े तो दवा तुरंत बंद करें, क्\u200dयोंकि यह ज़रूरी है।"),
    "Thai with figures": ("th", "Wait 24 hours.", "รอ 24 ชั่วโมง"),
    "Thai digits": ("th", "Wait 24 hours.", "รอ ๒๔ ชั่วโมง"),
    "Japanese quotes and full width": ("ja", "Read “Safety” (24 hours).", "「安全」（２４時間）を必ずお読みください。"),
    "Japanese range": ("ja", "It eases within 24–48 hours.", "24～48時間以内におさまります。"),
    "Japanese and an abbreviation": ("ja", "You need an MRI.", "MRI検査が必要です。"),
    "an abbreviation alone": ("ja", "MRI", "MRI"),
    "a Latin name in Chinese": ("zh_Hans", "You take Botox.", "您正在使用Botox。"),
    "a Latin name in another case": ("uk", "You take ibuprofen.", "Ви приймаєте Ibuprofen."),
    "a Latin name in Hindi": ("hi", "You take ibuprofen.", "आप ibuprofen लेते हैं।"),
    "a Latin name in Thai": ("th", "You take Botox.", "คุณใช้ Botox"),
    "number sign": ("uk", "See leaflet no. 5.", "Див. листівку № 5."),
    "degrees in words": ("hr", "Your fever is above 38 degrees.", "Vrućica Vam je iznad 38 °C."),
    "degrees": ("de", "Your fever is above 38.5 °C.", "Ihr Fieber liegt über 38,5 °C."),
    "percent in words": ("de", "About 7.6 percent are harmed.", "Etwa 7,6 % nehmen Schaden."),
    "percent": ("fr", "About 7.6% are harmed.", "Environ 7,6\u00a0% subissent des dommages."),
    "a unit in Latin letters": ("ja", "Take 5 milligrams.", "5 mgを服用してください。"),
    "a dose": ("uk", "Take 5 mg at most.", "Приймайте не більше ніж 5 мг."),
    "grouped figures": ("pl", "One in 10,000 is harmed.", "Szkody doznaje 1 na 10 000 osób."),
    "a range of grouped figures": ("de", "Between 10,000–20,000 steps.", "Zwischen 10.000–20.000 Schritten."),
    "Indian groups": ("hi", "One in 1,00,000 is harmed.", "1,00,000 में से एक को हानि होती है।"),
    "a date": ("de", "Recalled on 2026-11-23.", "Zurückgerufen am 23. 11. 2026."),
    "a month by its number": ("ja", "Recalled on 23 November 2026.", "2026年11月23日に回収されました。"),
    "afternoon": ("de", "Call before 6:30 p.m. or after 10 a.m. only.", "Rufen Sie nur vor 18:30 Uhr oder nach 10:00 Uhr an."),
    "afternoon in French": ("fr", "Call before 6:30 p.m. only.", "N’appelez qu’avant 18 h 30."),
    "a number in words": ("hr", "Not more than twice in three days.", "Ne više od 2 puta u 3 dana."),
    "half": ("de", "Take 1/2 of it.", "Nehmen Sie 1/2 davon."),
    "a phone number": ("de", "Call +49 30 1234-567.", "Rufen Sie +49 30 1234-567 an."),
    "an e-mail address": ("de", "Write to help@example.org.", "Schreiben Sie an help@example.org."),
    "Greek letters": ("uk", "You take β-blockers.", "Ви приймаєте β-блокатори."),
    "micrograms": ("de", "Take 5 μg at most.", "Nehmen Sie höchstens 5 μg."),
    "a long Latin name": ("de", "Take hydrochlorothiazide.", "Nehmen Sie Hydrochlorothiazid."),
    "a long Latin name in Hindi": ("hi", "You take methotrexate.", "आप methotrexate लेते हैं।"),
    "an arrow": ("hr", "Fever → see a doctor.", "Vrućica → javite se liječniku."),
    "an emoji": ("hr", "⚠️ Stop at once. 👩‍⚕️", "⚠️ Odmah prestanite. 👩‍⚕️"),
    "a hard line break": ("hr", "Stop at once.\\\nCall for help.", "Odmah prestanite.\\\nPozovite pomoć."),
    "an ordinal": ("fr", "Not in the 1st month.", "Pas au 1er mois."),
    "Spanish-style ordinal letters": ("fr", "Not in the 2nd month.", "Pas au 2º mois."),
    "one figure": ("hr", "112", "112"),
    "one word": ("hr", "Fever", "Vrućica"),
    "code": ("hr", "Press `STOP` at once.", "Odmah pritisnite `STOP`."),
    "emphasis": ("hr", "**Stop** *at once*.", "*Odmah* **prestanite**."),
    "the plural of an abbreviation": ("uk", "Ask about NSAIDs and SSRIs.", "Запитайте про NSAID та SSRI."),
    "a unit of one letter behind a stroke": ("ja", "Your BMI is over 30 kg/m².", "BMIが30 kg/m²を超えている。"),
    "a unit of one letter behind a figure": ("uk", "Take 5 g at most.", "Приймайте не більше ніж 5 g."),
    "a list marker that wraps": ("hr", "Stop it - really - now.", "Prestanite - zaista - odmah."),
}


def small(locale: str, body: str, texts: dict[str, str], **more: str) -> Small:
    return Small(locale, body, WORDS[locale] | texts, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", TEXTS)
def test_a_right_text_in_a_caution_passes(tmp_path: Path, name: str) -> None:
    locale, english, text = TEXTS[name]
    report = small(locale, f"::: caution\n{english}\n:::\n", {english: text}).built(tmp_path)
    assert refused(report) == []


BODIES: dict[str, tuple[str, dict[str, str]]] = {
    "no protected text": ("Take it with water.\n", {"Take it with water.": "Uzmite ga s vodom."}),
    "a list": (
        "::: caution\nStop if you have:\n\n- fever\n- pain\n  - at night\n\n1. Sit down.\n2. Call.\n:::\n",
        {
            "Stop if you have:": "Prestanite ako imate:",
            "fever": "vrućicu",
            "pain": "bol",
            "at night": "noću",
            "Sit down.": "Sjednite.",
            "Call.": "Nazovite.",
        },
    ),
    "a table": (
        "::: caution\n| Sign | Do |\n| --- | ---: |\n| Fever | See a doctor, and take this leaflet. |\n| Pain | |\n:::\n",
        {
            "Sign": "Znak",
            "Do": "Postupak",
            "Fever": "Vrućica",
            "See a doctor, and take this leaflet.": "Javite se liječniku i svakako ponesite ovu uputu sa sobom u bolnicu.",
            "Pain": "Bol",
        },
    ),
    "a link to a planned article": (
        "::: caution\nRead [what to do](first-aid.md#now) first.\n:::\n",
        {"Read [what to do][1] first.": "Najprije pročitajte [što učiniti][1]."},
    ),
    "links": (
        "::: caution\nRead [this page](https://example.org/help) or [call](tel:+15550100).\n:::\n",
        {"Read [this page][1] or [call][2].": "Pročitajte [ovu stranicu][1] ili [nazovite][2]."},
    ),
    "the same text twice": (
        "::: caution\nStop.\n:::\n\n::: emergency\nStop.\n:::\n",
        {"Stop.": "Prestanite."},
    ),
    "nested boxes and quotations": (
        ":::: caution\nStop.\n\n> - fever\n>   - at night\n>     - for days\n::::\n",
        {"Stop.": "Prestanite.", "fever": "vrućica", "at night": "noću", "for days": "danima"},
    ),
    "code outside": ("```\n-x  --y\n\n\nEND\n```\n\n    indented\n", {}),
    "a heading and a rule": ("## Before\n\nTake it with water.\n\n***\n\n> Drink.\n", {"Before": "Prije"}),
    "a fallback": ("Take it with water, and [read this](https://example.org/x).\n\n- Drink.\n", {}),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_right_article_passes(tmp_path: Path, name: str) -> None:
    body, texts = BODIES[name]
    assert refused(small("hr", body, texts, settings='planned = ["first-aid"]\n').built(tmp_path)) == []


def test_one_word_that_the_glossary_leaves_alone_may_stay(tmp_path: Path) -> None:
    body, texts = "::: caution\n- Ibuprofen\n- Asthma\n:::\n", {"Ibuprofen": "Ibuprofen", "Asthma": "Asthma"}
    glossary = '[[terms]]\nterm = "Ibuprofen"\ndo_not_translate = true\n'
    glossary += '[[terms]]\nterm = "Asthma"\nrenderings = { de = "Asthma" }\n'
    assert refused(small("de", body, texts, glossary=glossary).built(tmp_path / "a")) == []
    assert len(refused(small("de", body, texts).built(tmp_path / "b"))) == 2


REGIONAL = {
    "en_GB": {TITLE: TITLE, DUTY: DUTY, "Stop.": "Stop."},
}


def test_a_regional_english_may_be_the_english(tmp_path: Path) -> None:
    one = Small("en_GB", "::: caution\nStop.\n:::\n", REGIONAL["en_GB"])
    assert [fault for fault in refused(one.built(tmp_path)) if "“" not in fault] == []


def test_a_title_of_two_words_may_borrow_one(tmp_path: Path) -> None:
    texts = {TITLE: "Medische disclaimer", DUTY: "Deze informatie vervangt niet het advies van uw arts."}
    said = refused(Small("nl", "Drink.\n", texts).built(tmp_path))
    assert said
    assert all("“" in fault for fault in said)  # the site's own words are not translated here


DUTIES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "one duty": ((DUTY,), {}),
    "a short duty": (("Ask first.",), {"Ask first.": "Najprije pitajte."}),
    "a duty with a figure": (
        ("Not for children under 12 years.",),
        {"Not for children under 12 years.": "Nije za djecu mlađu od 12 godina."},
    ),
}


@pytest.mark.parametrize("name", DUTIES)
def test_a_right_disclaimer_passes(tmp_path: Path, name: str) -> None:
    duties, texts = DUTIES[name]
    assert refused(Small("hr", "Drink.\n", WORDS["hr"] | texts, duties=duties).built(tmp_path)) == []
