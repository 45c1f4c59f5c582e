"""English → text that only looks like another language: same letters in, same letters out, markup and figures kept."""

import re
from zlib import crc32

_ENGLISH = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "ar": "اتثجيحخدوذرزسشهصضطظعىغفقكل",
    "de": "äßcdügmhefklnrübtpswovxyza",
    "es": "écdfágjlóhmnpqírstvzúbxyañ",
    "fr": "èbdcêgjlômpqrtîvsxzhéfûyàç",
    "hi": "ाकखगिघचछोजझटठडीढणतथदुधनपबम",
    "hr": "ečćdažgfišjlnmopstrčuvkbhz",
    "pl": "ębćdąfghókłmnpyrśtsżuwzjlź",
    "uk": "єбцдафгхіжклмнопщрсвутшюяз",
}
_WORDS = {
    "ja": re.findall(
        r"\S+", "痛み 筋肉 治療 針 医師 運動 患者 場合 説明 して から 感じる ことが 数日 あります ストレッチ に を は 相談"
    ),
    "th": re.findall(r"\S+", "ความ เจ็บปวด กล้ามเนื้อ การรักษา เข็ม แพทย์ ออกกำลังกาย ผู้ป่วย และ ของ ที่ ควร ปรึกษา อธิบาย วัน ก่อน"),
}
"""Scripts without spaces between words: real words, because line breaks there are a dictionary's work."""

LOCALES = tuple(sorted((*_ALPHABETS, *_WORDS)))

_TABLES = {locale: str.maketrans(_ENGLISH, letters) for locale, letters in _ALPHABETS.items()}
_PIECE = re.compile(r"\[\^[^\]]*\]|\]\[[^\]]*\]|%\(\w+\)s|[A-Za-z]+")
_SPACED = re.compile(r"(?<=[^\x00-\x7f]) (?=\S)")
_VOWEL_SIGNS = "ािोीु"


def pseudo(text: str, locale: str) -> str:
    """The text in letters of the locale; link labels, citations, placeholders, figures and emphasis stay."""
    translated = _PIECE.sub(lambda match: _word(match[0], locale), text)
    if locale == "ja":
        return _SPACED.sub("", translated.replace(", ", "、").replace(". ", "。").rstrip(".") + "。" * text.endswith("."))
    return _SPACED.sub("", translated) if locale == "th" else translated


def _word(word: str, locale: str) -> str:
    if not word.isalpha():
        return word
    if locale in _WORDS:
        words = _WORDS[locale]
        chosen: str = words[crc32(word.lower().encode()) % len(words)]
        return chosen
    letters = word.lower().translate(_TABLES[locale])
    if letters[0] in _VOWEL_SIGNS:
        letters = f"अ{letters}"
    return letters.capitalize() if word[0].isupper() else letters
