"""The gate's fragment of a page: its article and its practice's section for a CMS, which has a head and a style of its own.

There is one way to make it, and it begins with the page that was judged: so what holds for the page holds for the fragment.
"""

import re

from pipeline.law.seen import Faults, Seen
from pipeline.model.errors import Place

_START = re.compile(r'<!DOCTYPE html>\n<html (lang="[A-Za-z0-9-]+" dir="(?:ltr|rtl)")>\n')
_HOME = re.compile(r'<link rel="canonical" href="([^"]*/)[^"/]*">')
_TAG = re.compile(r"<[a-z][^<>]*>")
_NAMED = re.compile(r' (id|class|aria-labelledby)="')
_PLACE = ' href="#'
_PAGE = re.compile(r' href="(?=[a-z0-9-]+\.html)')


def fragment_of(html: str) -> str:
    """The fragment of a page: what stands in its <main>, and its practice's section, in one <div> in the page's language.

    Each class and id begins with `polyclinic-`, and links follow, so that no style or id of a CMS meets them; links to other
    pages begin with the address of this one. Empty for what is no page.
    """
    start, home = _START.match(html), _HOME.search(html)
    _, opened, inside = html.partition('<main id="article">\n')
    article, closed, rest = inside.partition("</main>\n")
    if start is None or not opened or not closed:
        return ""
    folder = home[1] if home is not None else ""

    def renamed(tag: re.Match[str]) -> str:
        named = _NAMED.sub(r' \1="polyclinic-', tag[0]).replace(_PLACE, f"{_PLACE}polyclinic-")
        return _PAGE.sub(lambda found: f"{found[0]}{folder}", named)

    body = _TAG.sub(renamed, article + rest.partition("<footer>\n")[0])
    return f'<div class="polyclinic" {start[1]}>\n{body}</div>\n'


def fragment_same(seen: Seen) -> Faults:
    """The fragment, where there is one, is to the byte what this law makes of the page that was judged."""
    if seen.page.fragment is not None and seen.page.fragment != fragment_of(seen.page.html or ""):
        file = Place(f"{seen.page.locale.name}/{seen.page.slug}.fragment.html")
        yield file, "it is not the article and the practice's section of its page, word for word"
