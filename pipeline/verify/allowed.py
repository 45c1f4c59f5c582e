"""What pages may be made of, and what their disclaimers must say: the gate's own lists, by a test, for a program without it."""

PAGE = """
head title body header footer ul dt strong em cite code blockquote br hr table thead tbody tr:
html: lang dir
meta: charset name content http-equiv
link: rel href hreflang type
main: id
section aside nav: id class aria-label aria-labelledby
h1 h2 h3 h4 h5 h6 li: id lang dir
p th td: class lang dir
div sup dl: class
dd pre: lang dir
span: lang dir data-duty
time: datetime
ol: class lang dir start
a: class href hreflang lang dir aria-current
"""
ATTRIBUTES = {
    tag: frozenset(names.split()) for tags, _, names in (row.partition(":") for row in PAGE.split("\n")) for tag in tags.split()
}
"""Each element that a page may hold, with its attributes."""
CLASSES = {
    "a": {"skip"},
    "aside": {"short-disclaimer"},
    "dl": {"facts"},
    "div": {"note", "caution", "emergency", "protected"},
    "ol": {"references"},
    "p": {"description", "status", "label"},
    "section": {"disclaimer"},
    "sup": {"citation"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}
FRAME_ATTRIBUTES = {"ul": frozenset({"class"}), "bdi": frozenset[str]()}
FRAME_CLASSES = {"ul": {"chooser"}}
"""What the pages around the articles have besides."""
PRACTICE_ATTRIBUTES = {"img": frozenset({"src", "alt", "width", "height"}), "bdi": frozenset[str]()}
PRACTICE_CLASSES = {
    "p": {"practice", "practice-emergency", "practice-sample", "practice-label"},
    "section": {"practice"},
    "dl": {"practice-facts"},
}
"""What pages of a clinic have besides."""
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
CLINIC_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

NEEDED_DUTIES = {"general": ("basis", "no-replacement", "individuals-vary", "ask-first", "educational-only")}
"""The disclaimers whose duties this program knows, in their order. A project may have others: then it says that it does not."""
STYLE_SHEET = "4a6548640c090643f2fe27d07c677ce83375fbbade885b739e48f739c8c127f9"
"""The SHA-256 of the style sheet that is proved to hide nothing. Another one may have been proved where the bundle was made."""
