"""What spares reading a text's numbers rules out no number that is surely one."""

from pathlib import Path

import pytest

from pipeline.checks.plain import Text
from pipeline.checks.quantities import amounts, may_be_firm
from pipeline.checks.quantity import Firmness
from pipeline.formats.po import read_po

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.mark.parametrize("locale", sorted(path.name for path in LOCALES.iterdir() if (path / "LC_MESSAGES").is_dir()))
def test_a_text_that_may_not_be_firm_says_only_words_of_many_meanings(locale: str) -> None:
    path = LOCALES / locale / "LC_MESSAGES" / "dry-needling.po"
    texts = [
        Text(text) for message in read_po(path.read_bytes(), path.name, path.stem, locale).messages for text in message.msgstr
    ]
    quick = [text for text in texts if not may_be_firm(text, locale)]
    assert quick
    assert all(one.firmness is Firmness.WEAK for text in quick for one in amounts(text, locale).quantities)
