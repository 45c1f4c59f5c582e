"""Work on all cores: one job for all, a name at a time, results in order."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_JOB: list[Any] = []
"""In a worker process: its one job."""


def map_in_order(work: Callable[[Job, str], Result], job: Job, names: Sequence[str], *, several: bool) -> Iterator[Result]:
    """The results of `work(job, name)` in the order of the names; with `several`, by as many processes as there are cores.

    Law: the results are the same either way. `work` is a module's function, and job and results can be pickled. What it
    raises is raised here, and what had not begun by then does not begin.
    """
    cores = os.cpu_count() or 1
    if not several or cores == 1:
        yield from (work(job, name) for name in names)
        return
    # A fork starts with all that is imported, and costs nothing; but it would copy the locks of other threads.
    alone = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if alone else "spawn")
    with ProcessPoolExecutor(cores, context, initializer=_begin, initargs=(job,)) as pool:
        try:
            yield from pool.map(partial(_do, work), names, chunksize=4)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _begin(job: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C, and ends the workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _JOB.append(job)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # a parent that was killed can end nobody: its workers would wait for work for ever
    os._exit(1)


def _do(work: Callable[[Any, str], Result], name: str) -> Result:
    return work(_JOB[0], name)
