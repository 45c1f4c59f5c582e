"""Which translations a clinician approved after a recall: what was right all along need not be written anew."""

from collections.abc import Callable, Iterable

from pipeline.model.approval import DISCLAIMER_DOMAIN, Ledger, Role, Standing, Subject, Wording
from pipeline.model.catalog import Catalog, Message
from pipeline.model.disclaimer import Disclaimer


def clinically_approved(
    ledger: Ledger, catalog: Catalog, locale: str, disclaimers: Iterable[Disclaimer] = ()
) -> Callable[[Message], bool]:
    """Answers of a live message of the catalog whether its English and its translation are approved in the clinical role.

    Current approvals count, on the ledger's day. The duties of a disclaimer are approved together, so a duty is approved with
    all of them. A message with plural forms has no approval.
    """
    controlled = {
        key: _disclaimer_subject(disclaimer, catalog, locale)
        for disclaimer in disclaimers
        for key in (disclaimer.title_key, *map(disclaimer.key, disclaimer.duties()))
        if catalog.domain == DISCLAIMER_DOMAIN
    }

    def approved(message: Message) -> bool:
        if message.msgid_plural is not None or not message.translated:
            return False
        if catalog.domain == DISCLAIMER_DOMAIN:
            subject = controlled.get(message.key)
        else:
            wording = Wording(message.msgctxt, message.msgid, message.msgstr[0])
            subject = Subject(locale, catalog.domain, message.msgid, (wording,))
        return subject is not None and ledger.standing(subject, Role.CLINICAL) is Standing.APPROVED

    return approved


def _disclaimer_subject(disclaimer: Disclaimer, catalog: Catalog, locale: str) -> Subject | None:
    keys = (disclaimer.title_key, *map(disclaimer.key, disclaimer.duties()))
    if any(key not in catalog.translated for key in keys):
        return None
    wordings = tuple(Wording(*key, catalog.translated[key].msgstr[0]) for key in keys)
    return Subject(locale, DISCLAIMER_DOMAIN, disclaimer.id, wordings)
