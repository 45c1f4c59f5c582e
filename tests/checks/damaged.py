"""Damage to a duty, made by hand in each language: the words stand here, not in the lists that are to notice them."""

from dataclasses import dataclass

DENIES, RESTRICTS = "general.no-replacement", "general.educational-only"


@dataclass(frozen=True, slots=True)
class Words:
    """What is taken from a locale's duties, and what is put into them."""

    lost_negation: tuple[str, str]
    """A passage of the duty that denies, and the same without its denial."""
    lost_only: tuple[str, str]
    """The same for the duty that says "only"."""
    negation: tuple[str, str]
    """Two ways of denying, to be added where nothing is denied."""
    only: tuple[str, str]
    """Two ways of saying "only", likewise."""


WORDS = {
    "ar": Words(("لا تحل", "تحل"), (" فقط", ""), ("ليس", "بدون"), ("حصرًا", "فقط")),
    "de": Words(("keine ärztliche", "die ärztliche"), ("ausschließlich ", ""), ("nicht", "niemals"), ("nur", "lediglich")),
    "es": Words(("No sustituyen", "Sustituyen"), ("únicamente ", ""), ("no", "nunca"), ("solo", "exclusivamente")),
    "fr": Words(
        ("ne remplacent pas", "remplacent"), ("uniquement ", ""), ("pas", "aucunement"), ("seulement", "exclusivement")
    ),
    "hi": Words(("विकल्प नहीं हैं", "विकल्प हैं"), ("केवल ", ""), ("नहीं", "बिना"), ("सिर्फ़", "मात्र")),
    "hr": Words(("ne zamjenjuju", "zamjenjuju"), ("isključivo ", ""), ("nije", "nikada"), ("samo", "jedino")),
    "ja": Words(("代わるものではありません", "代わるものです"), ("のみ", ""), ("しません", "せずに"), ("だけ", "専ら")),
    "pl": Words(("Nie zastępują", "Zastępują"), ("wyłącznie ", ""), ("nie", "bez"), ("tylko", "jedynie")),
    "pt_BR": Words(("não substituem", "substituem"), ("somente ", ""), ("nunca", "sem"), ("apenas", "só")),
    "th": Words(("ไม่สามารถใช้แทน", "สามารถใช้แทน"), ("เท่านั้น", ""), ("ไม่", "ห้าม"), ("เพียง", "แค่")),
    "uk": Words(("не замінюють", "замінюють"), ("лише ", ""), ("не", "ніколи"), ("тільки", "виключно")),
    "zh_Hans": Words(("不能替代", "能替代"), ("仅供", "供"), ("不", "并非"), ("只", "仅仅")),
}
