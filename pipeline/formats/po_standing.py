"""Whether a catalog's bytes are already what a merge with a template would write, seen without reading them.

Most catalogs of most updates are. This is a look at text alone, for the plain case: every message translated, none fuzzy, one
line each. Whatever is not plain is read and merged. Law: what stands is what reading, merging and writing would give
(tests/formats/test_standing.py).
"""

import re

from pipeline.formats.po_writer import source_lines
from pipeline.model.catalog import Catalog

_PLAIN = r'[^"\\\n\x00-\x1f\x7f-\x9f]'
_TRANSLATED = re.compile(rf'msgstr "{_PLAIN}*[^"\\\s\x00-\x1f\x7f-\x9f]{_PLAIN}*"')
_HEADER = re.compile(rf'(?:#(?: {_PLAIN}*[^"\\\n\s])?\n)*msgid ""\nmsgstr ""(?:\n"{_PLAIN}*\\n")+')
_GONE = re.compile(rf'#~ msgid "({_PLAIN}+)"\n#~ {_TRANSLATED.pattern}')


def stands(content: bytes, template: Catalog) -> bool:
    """Whether merging the template into this catalog would change no byte; False also where that cannot be told so simply."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    header, *blocks = text.removesuffix("\n").split("\n\n")
    if not text.endswith("\n") or not _is_of(header, template) or len(blocks) < len(template.messages):
        return False
    for message, block in zip(template.messages, blocks, strict=False):
        start = source_lines(message)
        if message.msgid_plural is not None or not block.startswith(start) or not _TRANSLATED.fullmatch(block, len(start)):
            return False
    live = {message.msgid for message in template.messages}
    gone = [_GONE.fullmatch(block) for block in blocks[len(template.messages) :]]
    msgids = [entry[1] for entry in gone if entry is not None]
    return len(msgids) == len(gone) == len(set(msgids)) and live.isdisjoint(msgids)


def _is_of(header: str, template: Catalog) -> bool:
    created = template.fields.get("POT-Creation-Date")
    dated = header.count("POT-Creation-Date:") == 1 and f'\n"POT-Creation-Date: {created}\\n"\n' in header
    return dated and '; charset=UTF-8\\n"' in header and _HEADER.fullmatch(header) is not None
