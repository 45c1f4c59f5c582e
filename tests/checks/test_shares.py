"""How many and how often, in each language of the project."""

import pytest

from pipeline.checks import shares
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

TEXTS = {
    "Most people feel it.": {
        "ar": ("يشعر به معظم الناس.", "يشعر به جميع الناس.", "يشعر به بعض الناس."),
        "de": ("Die meisten Menschen spüren es.", "Alle Menschen spüren es.", "Einige Menschen spüren es."),
        "es": ("La mayoría de las personas lo siente.", "Todas las personas lo sienten.", "Algunas personas lo sienten."),
        "fr": ("La plupart des gens le sentent.", "Tous les gens le sentent.", "Certaines personnes le sentent."),
        "hi": ("ज़्यादातर लोग इसे महसूस करते हैं।", "सभी लोग इसे महसूस करते हैं।", "कुछ लोग इसे महसूस करते हैं।"),
        "hr": ("Većina ljudi to osjeća.", "Svi ljudi to osjećaju.", "Neki ljudi to osjećaju."),
        "ja": ("ほとんどの人がそれを感じます。", "すべての人がそれを感じます。", "一部の人がそれを感じます。"),
        "pl": ("Większość osób to czuje.", "Wszyscy to czują.", "Niektórzy to czują."),
        "pt_BR": ("A maioria das pessoas sente.", "Todas as pessoas sentem.", "Algumas pessoas sentem."),
        "th": ("คนส่วนใหญ่รู้สึกได้", "ทุกคนรู้สึกได้", "บางคนรู้สึกได้"),
        "uk": ("Більшість людей це відчуває.", "Усі люди це відчувають.", "Деякі люди це відчувають."),
        "zh_Hans": ("大多数人会有感觉。", "所有人都会有感觉。", "有些人会有感觉。"),
    },
    "It sometimes bleeds.": {
        "ar": ("ينزف أحيانا.", "ينزف دائما.", "ينزف عادة."),
        "de": ("Manchmal blutet es.", "Es blutet immer.", "Normalerweise blutet es."),
        "es": ("A veces sangra.", "Siempre sangra.", "Normalmente sangra."),
        "fr": ("Cela saigne parfois.", "Cela saigne toujours.", "Cela saigne généralement."),
        "hi": ("कभी-कभी खून निकलता है।", "हमेशा खून निकलता है।", "आमतौर पर खून निकलता है।"),
        "hr": ("Ponekad krvari.", "Uvijek krvari.", "Obično krvari."),
        "ja": ("時々出血します。", "常に出血します。", "通常は出血します。"),
        "pl": ("Czasami krwawi.", "Zawsze krwawi.", "Zwykle krwawi."),
        "pt_BR": ("Às vezes sangra.", "Sempre sangra.", "Geralmente sangra."),
        "th": ("บางครั้งเลือดออก", "เลือดออกเสมอ", "โดยปกติเลือดออก"),
        "uk": ("Іноді кровоточить.", "Завжди кровоточить.", "Зазвичай кровоточить."),
        "zh_Hans": ("有时会出血。", "总是会出血。", "通常会出血。"),
    },
}
CASES = [(locale, source, texts) for source, by_locale in TEXTS.items() for locale, texts in by_locale.items()]


@pytest.mark.parametrize(("locale", "source", "texts"), CASES)
def test_the_same_share_is_right_others_are_not(locale: str, source: str, texts: tuple[str, str, str]) -> None:
    assert [_said(locale, source, text) for text in texts] == [False, True, True]


@pytest.mark.parametrize(
    ("locale", "source", "text"),
    [
        ("pt_BR", "a survey of some 20,000 treatments, 1 in 1,024", "de cerca de 20.000, 1 em cada 1.024"),
        ("es", "It handles almost all of them.", "Sirve para la mayoría."),
        ("de", "It does not hurt at all.", "Manche spüren gar nichts."),
        ("de", "It is still there.", "Es ist immer noch da."),
        ("xx", "All people", "manche"),
    ],
)
def test_what_looks_like_a_share_is_none(locale: str, source: str, text: str) -> None:
    assert not _said(locale, source, text)


def _said(locale: str, source: str, text: str) -> bool:
    sheet = Sheet(Catalog("article", locale, messages=(Message(source, msgstr=(text,), line=1),), path="x.po"), Locale(locale))
    return any(True for rule in shares.RULES for _ in rule.find(sheet))
