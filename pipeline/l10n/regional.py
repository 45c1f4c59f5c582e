"""A base catalog and a region's few other words → the region's catalog (de_AT from de): only what differs is written twice."""

from dataclasses import replace

from pipeline.model.catalog import Catalog, Message


def regional(base: Catalog, region: Catalog) -> Catalog:
    """The base catalog as the region says it: its live messages stand in place of the base's, all others are the base's.

    As everywhere, what is fuzzy or empty is not live: it overrides nothing. Obsolete messages of the region are not looked at.
    Each message knows the file and the line from which its text is, so that people are sent there.
    Law: the keys and their order are those of the base; with a region that says nothing, so are the texts.
    """
    own = region.translated
    said = tuple(_said(message, own.get(message.key), region.path) for message in base.messages)
    return replace(base, locale=region.locale, messages=said)


def _said(message: Message, own: Message | None, path: str) -> Message:
    if own is None or message.obsolete:
        return message
    return replace(message, msgstr=own.msgstr, fuzzy=False, previous=None, comments=own.comments, line=own.line, path=path)


def without_base(base: Catalog, region: Catalog) -> tuple[Message, ...]:
    """The live messages of a region that its base does not have, or has in another number of plural forms.

    Their English was edited or removed, so that somebody must say whether the region still differs.
    """
    return tuple(
        own for own in region.translated.values() if own.key not in base.live or _forms(own) != _forms(base.live[own.key])
    )


def _forms(message: Message) -> tuple[str | None, int]:
    return message.msgid_plural, len(message.msgstr)
