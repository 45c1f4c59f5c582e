"""The gate over all that a bundle would upload: each file is known, and each page carries what the records demand."""

import re
from collections.abc import Iterator, Mapping

from pipeline.verify import allowed
from pipeline.verify.contract import CONTRACT, Contract, Disclaimer, Page
from pipeline.verify.document import DOCTYPE, frame_faults, index_faults, start_faults
from pipeline.verify.html_page import fragment_faults, html_faults
from pipeline.verify.markup import MarkupError, read_markup
from pipeline.verify.problem import AGAIN, Problem
from pipeline.verify.server_files import SERVER_FILES, server_faults
from pipeline.verify.sheets import sheet_faults
from pipeline.verify.text_page import text_faults

_RULES = {"html": html_faults, "fragment": fragment_faults, "text": text_faults}
_SEEN = re.compile(r"\.(html?|xhtml|shtml|txt)$", re.IGNORECASE)
"""What a visitor would read."""
_FRAME = re.compile(r"(.*/)?(index|how-to(\.[A-Za-z0-9-]+)?)\.html")
"""The pages around the articles."""
_SHEETS = ("style.css", "clinic.css", "fragment.css")
_PNG = b"\x89PNG\r\n\x1a\n"


def page_problems(files: Mapping[str, bytes], contract: Contract) -> Iterator[Problem]:
    """What is wrong with the files in data/, and with what the records demand of them."""
    yield from contract_problems(contract)
    data = {name: content for name, content in files.items() if name.startswith("data/")}
    for name in sorted((set(contract.pages) | contract.frame) - set(data)):
        yield Problem(name, "the records name it, and it is not there")
    for name, content in sorted(data.items()):
        page = contract.pages.get(name)
        if page is not None:
            yield from _page_problems(name, content, page, data)
        elif _SEEN.search(name) and name.rpartition("/")[2] not in SERVER_FILES:
            yield from _frame_problems(name, content, contract)
        else:
            yield from _quiet_problems(name, content, contract)


def contract_problems(contract: Contract) -> Iterator[Problem]:
    """The records demand of each disclaimer the duties that are known, and the same in each language."""
    for path in sorted(set(contract.pages) & contract.frame):
        yield Problem(CONTRACT, f"{path} is a page and none")
    shapes: dict[str, tuple[str, list[list[str]]]] = {}
    for name, language in contract.languages.items():
        for identifier, disclaimer in language.disclaimers.items():
            place = f"the disclaimer {identifier} in {name}"
            names = [duty.name for duty in disclaimer.duties]
            missing = [duty for duty in allowed.NEEDED_DUTIES.get(identifier, ()) if duty not in names]
            if missing:
                yield Problem(CONTRACT, f"{place} lacks {', '.join(missing)}")
            yield from (Problem(CONTRACT, f"{place}: {fault}") for fault in _disclaimer_faults(disclaimer))
            shape = [[duty.name for duty in paragraph] for paragraph in disclaimer.paragraphs]
            first, expected = shapes.setdefault(identifier, (name, shape))
            if shape != expected:
                yield Problem(CONTRACT, f"{place} has other duties than in {first}")


def unknown_disclaimers(contract: Contract) -> "tuple[str, ...]":
    """The ids of disclaimers of which this program cannot say whether they are complete."""
    found = {identifier for language in contract.languages.values() for identifier in language.disclaimers}
    return tuple(sorted(found - set(allowed.NEEDED_DUTIES)))


def _disclaimer_faults(disclaimer: Disclaimer) -> Iterator[str]:
    names = [duty.name for duty in disclaimer.duties]
    texts = ["".join(duty.text.split()) for duty in disclaimer.duties]
    if len(set(names)) != len(names):
        yield "a duty stands there twice"
    if len(set(texts)) != len(texts):
        yield "two duties say the same"


def _page_problems(name: str, content: bytes, page: Page, data: Mapping[str, bytes]) -> Iterator[Problem]:
    text = _decoded(content)
    if text is None:
        yield Problem(name, "it is not in UTF-8")
        return
    yield from (Problem(name, fault, AGAIN) for fault in _RULES[page.form](text, page))
    sheet = f"{name.rpartition('/')[0].rpartition('/')[0]}/style.css"
    if page.form == "html" and sheet not in data:
        yield Problem(name, f"its style sheet {sheet} is not there")


def _frame_problems(name: str, content: bytes, contract: Contract) -> Iterator[Problem]:
    text = _decoded(content)
    if name not in contract.frame:
        yield Problem(name, "a visitor would read it, and the records do not say what it must carry: somebody added it")
    elif not _FRAME.fullmatch(name):
        yield Problem(name, "it is no index and no how-to, and the records do not say what it must carry")
    elif text is None:
        yield Problem(name, "it is not in UTF-8")
    else:
        yield from (Problem(name, fault) for fault in start_faults(text))
        try:
            root = read_markup(text[len(DOCTYPE) :])
        except MarkupError as error:
            yield Problem(name, error.what)
            return
        yield from (Problem(name, fault) for fault in frame_faults(root))
        if name.endswith("/index.html"):
            yield from (Problem(name, fault) for fault in index_faults(root))


def _quiet_problems(name: str, content: bytes, contract: Contract) -> Iterator[Problem]:
    last = name.rpartition("/")[2]
    if last in SERVER_FILES:
        yield from (Problem(name, fault) for fault in server_faults(name, content))
    elif last in _SHEETS:
        yield from (Problem(name, fault) for fault in sheet_faults(name, content, contract.style))
    elif last != "logo.png":
        yield Problem(name, "no bundle holds a file of this kind: a browser or a server might run it")
    elif not content.startswith(_PNG):
        yield Problem(name, "it is no picture in the form PNG")


def _decoded(content: bytes) -> "str | None":
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
