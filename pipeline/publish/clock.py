"""The one clock of what is dated, so that a build of the same sources on the same day is the same build."""

import os
from datetime import UTC, date, datetime

from pipeline.model.errors import PipelineError

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment's word on the time (reproducible-builds.org); it outranks the machine's clock."""


def now() -> datetime:
    """The moment that SOURCE_DATE_EPOCH gives, or else this one, in UTC; raises PipelineError for one that is no time."""
    return given() or datetime.now(UTC)


def given() -> datetime | None:
    """The moment that SOURCE_DATE_EPOCH gives, in UTC, or None; raises PipelineError for one that is no time."""
    epoch = os.environ.get(EPOCH)
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except (ValueError, OverflowError, OSError):
        raise PipelineError(EPOCH, f"{epoch!r} is no time", "give seconds since 1970") from None


def day(as_of: date | None = None) -> date:
    """The day on which approvals are looked at: the one asked for, or else that of `now`."""
    return as_of if as_of is not None else now().date()
