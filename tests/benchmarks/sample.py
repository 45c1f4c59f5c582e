"""A project to measure with: N articles of about 2,000 words in about 100 segments, translated in full, always the same.

Run as `sample.py new FOLDER ARTICLES LOCALES` or `sample.py edit FOLDER SHARE`; in a process of its own, so that what it
takes is not counted as anybody's memory.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from pseudo import LOCALES, pseudo

from pipeline.formats.po import read_po, write_po
from pipeline.publish.catalogs import update_catalogs
from pipeline.publish.sources import open_project

_VOCABULARY = re.findall(
    r"\S+",
    """
ache activity ankle appointment arm back balance bend bone brief calf careful chair change chest cold comfort common
condition cough daily deep degree doctor dose dull early ease effect elbow evening exercise expect feeling finger first
follow foot gentle gradual habit hand head heal health heat help hip home hour improve injury inside joint knee later
lean leg lift light limit low mild minute morning movement muscle neck nerve night normal often pain patient pause place
plan posture pressure prevent quick raise range rarely reach recover relax release repeat rest return rise safe session
severe shoulder side sign simple sitting skin sleep slow small soft sore spine stand steady step stiff stop strength
stretch strong support surface sweat swelling symptom tense test therapist thumb tight tired tissue toe treatment turn
twice usual visit walk warm water weak week weight while wrist
""",
)
_ENDING = (("and", "the"), ("with", "a"), ("of", "your"), ("for", "each"), ("to", "the"))
_DISCLAIMER = """title = "Medical disclaimer"
[[paragraphs]]
[[paragraphs.duties]]
name = "basis"
text = "All recommendations given here rest on the professional experience of a licensed physiotherapist."
[[paragraphs.duties]]
name = "no-replacement"
text = "They do not replace medical advice."
[[paragraphs]]
[[paragraphs.duties]]
name = "ask-first"
text = "You are strongly recommended to consult a medical doctor before you start any new exercise or therapy."
[[paragraphs.duties]]
name = "educational-only"
text = "The guidance given here is for educational and informational purposes only."
"""
_TEXT_LINE = re.compile(r"(?:- |\d\. )?(?P<word>[A-Z][a-z]+) .*\.")
"""A paragraph or a list item: the generator writes each on one line, beginning with a capital and ending with a full stop."""


def make_project(root: Path, articles: int, locales: int) -> None:
    """Write the sources, then catalogs in which everything is translated."""
    random = Random(7)
    chosen = LOCALES[:locales]
    (root / "source/articles").mkdir(parents=True)
    (root / "source/disclaimers").mkdir()
    (root / "source/site.toml").write_text(
        'title = "Benchmark"\nbase_url = "https://example.org/health"\nsource_locale = "en"\n'
        f'locales = {list(chosen)}\nformats = ["html", "text"]\napprovals = "advisory"\n'.replace("'", '"'),
        "utf-8",
    )
    (root / "source/disclaimers/general.toml").write_text(_DISCLAIMER, "utf-8")
    for number in range(articles):
        text = _front_matter(number, random) + "\n\n".join(_body(number, articles, random)) + "\n"
        (root / f"source/articles/article-{number:04}.md").write_text(text, "utf-8")
    project = open_project(root)
    update_catalogs(project, project.locales)
    for locale in chosen:
        for path in sorted((root / "locales" / locale / "LC_MESSAGES").glob("*.po")):
            _translate(path, locale)


def _translate(path: Path, locale: str) -> None:
    catalog = read_po(path.read_bytes(), path.as_posix(), path.stem, locale)
    messages = tuple(
        replace(message, msgstr=tuple(pseudo(message.msgid_plural or message.msgid, locale) for _ in message.msgstr))
        for message in catalog.messages
    )
    path.write_bytes(write_po(replace(catalog, messages=messages)))


def edit_sources(root: Path, share: float) -> None:
    """Change one word in this share of each article's segments, and no other line."""
    random = Random(7)
    for path in sorted((root / "source/articles").glob("*.md")):
        lines = path.read_text("utf-8").split("\n")
        places = [number for number, line in enumerate(lines) if _TEXT_LINE.fullmatch(line)]
        segments = sum(line != "" for line in lines[lines.index("+++", 1) :])
        for number in random.sample(places, max(1, round(segments * share))):
            lines[number] = f"{lines[number][:-1]}, {random.choice(_VOCABULARY)}."
        path.write_text("\n".join(lines), "utf-8")


def _words(random: Random, count: int) -> str:
    words: list[str] = []
    while len(words) < count:
        words += (random.choice(_VOCABULARY), *random.choice(_ENDING))
    return " ".join((*words[: count - 1], random.choice(_VOCABULARY)))


def _sentence(random: Random, count: int) -> str:
    return f"{_words(random, count).capitalize()}."


def _front_matter(number: int, random: Random) -> str:
    keywords = ", ".join(f'"{_words(random, 2)}"' for _ in range(4))
    return f"""+++
title = "{_words(random, 4).capitalize()} {number}"
description = "{_sentence(random, 18)}"
keywords = [{keywords}]
disclaimer = "general"
published = 2026-01-02
reviewed = 2026-01-02
next_review = 2027-01-02

[author]
role = "Licensed physiotherapist"

[[references]]
id = "brady"
authors = "Brady S, McEvoy J"
title = "Adverse events following treatment: a prospective survey"
journal = "Journal of Manual Therapy"
issue = "2014;22(3):134–140"
+++

"""


def _body(number: int, articles: int, random: Random) -> Iterator[str]:
    """The blocks of one article; about a sixth of the segments carry inline markup, as in the real article."""
    for part in range(6):
        yield f"## {_words(random, 4).capitalize()} {{#part-{part}}}"
        for _ in range(4):
            yield _paragraph(random)
        yield f"### {_words(random, 3).capitalize()}"
        yield f"{_sentence(random, 20)} Ask **{_words(random, 2)}** before {random.randint(2, 48)} hours, {_words(random, 4)}."
        numbered = part % 2
        yield "\n".join(
            f"{f'{item}.' if numbered else '-'} "
            + (f"**{_words(random, 2).capitalize()}:** {_words(random, 10)}." if item == 1 else _sentence(random, 12))
            for item in range(1, 7)
        )
    yield f"{_sentence(random, 30)} {_sentence(random, 12)}[^brady]"
    yield f"{_sentence(random, 20)} Read [{_words(random, 3)}](article-{(number + 1) % articles:04}.md) and rest."
    yield f"{_sentence(random, 20)} See [{_words(random, 3)}](https://example.org/{number}) or [the start](#part-0)."
    rows = [" | ".join(_words(random, 3).capitalize() for _ in range(3)) for _ in range(4)]
    yield "\n".join(f"| {row} |" for row in (rows[0], "--- | --- | ---", *rows[1:]))
    yield f"::: caution\n{_sentence(random, 14)} *Stop* at once, {_words(random, 6)}.\n:::"


def _paragraph(random: Random) -> str:
    sentences = (_sentence(random, random.randint(9, 19)) for _ in range(3))
    return " ".join(sentences)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["new", folder, articles, locales]:
            make_project(Path(folder), int(articles), int(locales))
        case ["edit", folder, share]:
            edit_sources(Path(folder), float(share))
        case _:
            sys.exit(__doc__)
