"""VERIFY.txt: how to check a bundle with what every computer has, in each of its languages."""

from collections.abc import Sequence
from functools import partial

from pipeline.l10n.strings import Strings
from pipeline.model.locale import Locale
from pipeline.render.environment import text_environment
from pipeline.render.wrap import COLUMNS, width, wrap

_BETWEEN = "\n" + "=" * COLUMNS + "\n\n"


def render_verify(locale: Locale, strings: Strings, name: str, count: int, example: str) -> str:
    """The text in one language; `name` is the bundle's, `count` that of the files in `data/`, `example` one of them."""
    wrapped = partial(wrap, language=locale.tag)

    def heading(text: str) -> str:
        lines = wrapped(text)
        return f"{lines}\n{'-' * max(map(width, lines.splitlines()))}"

    environment = text_environment().overlay()
    environment.filters = {**environment.filters, "wrapped": wrapped, "heading": heading}
    template = environment.get_template("handover/verify.txt")
    return template.render(_=strings.gettext, name=name, count=count, example=example)


def render_verify_all(texts: Sequence[tuple[Locale, str]]) -> str:
    """The texts of all languages, one below the other, under a list of what they are called."""
    names = "".join(f"{locale.own_name}\n" for locale, _ in texts)
    return _BETWEEN.join([names, *(text for _, text in texts)]) if len(texts) > 1 else "".join(text for _, text in texts)
