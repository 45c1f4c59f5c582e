"""Mutants of the gate: one change at a time in a function of the gate, and the gate's tests must see it.

The changes are those of mutmut 3 (all of its operators), in decorated functions and methods too. Its own runner starts pytest
anew for each; here pytest collects once, and each mutant is a forked process in which one function has the changed code. The
tests that reach this function run in it until one fails: first those that have noticed others of it, then the quickest.
`make mutants` runs all; names narrow it down:

    python -m tests.gate.mutants law/figures _is_english

A mutant is `killed` by a failing test, `timeout` if a test needs ten times its time and more (`broken` is a fault of
this program), `survived` otherwise. What other
tests see too is left out: laws, the cases whose refusals `refusals.golden.txt` holds word for word, and most locales.
"""

import gc
import importlib
import inspect
import os
import re
import signal
import sys
import time
import types
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from mmap import mmap
from pathlib import Path

import pytest
from libcst import ClassDef, FunctionDef, Module
from mutmut.mutation.file_mutation import create_mutations, deep_replace

from tests.gate.pages import LOCALES

ROOT = Path(__file__).parents[2]
FILES = ("pipeline/gate.py", *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "pipeline/law").glob("*.py"))))
MODULES = ("readings", "texts", "pages", "text_edition", "approvals")
CLINICS = ("page_attacks", "contradictions")
"""What holds the gate's rules on practice pages."""
TESTS = [*(f"tests/gate/test_{name}.py" for name in MODULES), *(f"tests/clinics/test_{name}.py" for name in CLINICS)]
_OTHERS = ("_law_", "in_name_only", *(f"[{name}]" for name in LOCALES if name not in ("en", "hr", "ja")), "-ar]", "-en]")
AT_ONCE = 2
_DECORATOR = re.compile(r"^ *@(?:cache|cached_property|lru_cache\(.*\))\n", re.MULTILINE)
KILLED, SURVIVED, BROKEN = 3, 0, 9
OUTCOMES = {KILLED: "killed", SURVIVED: "survived", BROKEN: "broken"}


@dataclass(frozen=True)
class Mutant:
    """One change, and how it is put in place."""

    name: str
    function: types.FunctionType
    code: types.CodeType
    change: str


def functions(module: types.ModuleType) -> Iterator[tuple[str, types.FunctionType]]:
    """Each function that the module defines, by its qualified name, without its decorators."""
    for value in list(vars(module).values()):
        if getattr(value, "__module__", "") != module.__name__:
            continue
        members = vars(value).items() if isinstance(value, type) else [(value.__name__, value)]
        for _, member in members:
            plain = member.func if isinstance(member, cached_property) else inspect.unwrap(member) if callable(member) else None
            if isinstance(plain, types.FunctionType) and plain.__code__.co_filename == module.__file__:
                yield plain.__qualname__, plain


def mutants_of(path: str) -> Iterator[Mutant]:
    """All mutants of a file, in the order of its text."""
    # mutmut passes over decorated functions, because it copies them; only their code is exchanged here.
    source = _DECORATOR.sub("", (ROOT / path).read_text("utf-8"))
    known = dict(functions(importlib.import_module(path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))))
    tree, mutations, _, _ = create_mutations(path, source)
    names = {
        id(node): f"{prefix}{node.name.value}"
        for prefix, body in [("", tree.body), *((f"{one.name.value}.", one.body.body) for one in tree.body if is_class(one))]
        for node in body
        if isinstance(node, FunctionDef)
    }
    count: Counter[str] = Counter()
    for mutation in mutations:
        plain = mutation.contained_by_top_level_function
        if plain is None or id(plain) not in names:
            continue
        name, changed = names[id(plain)], deep_replace(plain, mutation.original_node, mutation.mutated_node)
        old, new = Module([plain]).code, Module([changed]).code  # type: ignore[list-item]
        if shape(code_of(old)) == shape(code_of(new)):
            continue  # the compiler takes both for the same
        count[name] += 1
        lines = [pair for pair in zip(old.splitlines(), new.splitlines(), strict=False) if pair[0] != pair[1]]
        place = f"{path.removeprefix('pipeline/').removesuffix('.py')}:{name}:{count[name]}"
        yield Mutant(place, known[name], code_of(new), "\n    ".join((f"- {lines[0][0].strip()}", f"+ {lines[0][1].strip()}")))


def is_class(node: object) -> bool:
    """Whether it may hold methods."""
    return isinstance(node, ClassDef)


def code_of(function: str) -> types.CodeType:
    """The code of a function that stands alone."""
    code = compile(f"from __future__ import annotations\n{function}", "mutant", "exec")
    return next(one for one in code.co_consts if isinstance(one, types.CodeType))


def shape(code: types.CodeType) -> tuple[object, ...]:
    """What a function does, without its lines."""
    constants = [shape(one) if isinstance(one, types.CodeType) else (type(one), one) for one in code.co_consts]
    return code.co_code, constants, code.co_names, code.co_varnames


@dataclass
class Runner:
    """A pytest plugin that runs all tests once as they are, then once more for each mutant what reaches it."""

    mutants: list[Mutant]
    counts: Counter[str]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what would only repeat others, at a cost for each mutant that survives."""
        items[:] = [item for item in items if not any(map(item.name.count, _OTHERS))]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The tests as they are, then the mutants."""
        reached, took = self._as_they_are(session)
        if session.testsfailed:
            return True
        gc.freeze()
        running: dict[int, tuple[Mutant, float, list[pytest.Item], mmap]] = {}
        noticed: Counter[tuple[object, str]] = Counter()
        waiting = [*self.mutants]
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                mutant = waiting.pop(0)
                items = [item for item in session.items if mutant.function.__code__ in reached[item.nodeid]]
                items.sort(key=lambda item: (-noticed[mutant.function, item.nodeid], took[item.nodeid]))
                if not items:
                    self._tell(mutant, "survived", 0.0, "no test reaches it")
                    continue
                by = mmap(-1, 4)
                pid = fork(lambda: run(session, mutant, items, took, by))  # noqa: B023
                running[pid] = mutant, time.monotonic(), items, by
            if running:
                pid, status = os.wait()
                mutant, start, items, by = running.pop(pid)
                outcome = "timeout" if os.WIFSIGNALED(status) else OUTCOMES[os.waitstatus_to_exitcode(status)]
                if outcome == "killed":
                    noticed[mutant.function, items[int.from_bytes(by[:4], "big")].nodeid] += 1
                self._tell(mutant, outcome, time.monotonic() - start, "")
        return True

    def _as_they_are(self, session: pytest.Session) -> tuple[dict[str, set[types.CodeType]], dict[str, float]]:
        wanted = {mutant.function.__code__ for mutant in self.mutants}
        reached: dict[str, set[types.CodeType]] = {}
        took: dict[str, float] = {}
        for item in session.items:
            forget()
            seen: set[types.CodeType] = set()

            def watch(frame: types.FrameType, event: str, _: object, seen: set[types.CodeType] = seen) -> None:
                if event == "call" and frame.f_code in wanted:
                    seen.add(frame.f_code)

            start = time.process_time()
            sys.setprofile(watch)
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            finally:
                sys.setprofile(None)
            took[item.nodeid], reached[item.nodeid] = time.process_time() - start, seen
        return reached, took

    def _tell(self, mutant: Mutant, outcome: str, took: float, why: str) -> None:
        self.counts[outcome] += 1
        if not self.counts.total() % 50:
            print(f"{self.counts.total()} of {len(self.mutants)}: {dict(self.counts)}", flush=True)
        if outcome != "killed":
            print(f"{outcome} {mutant.name} ({took:.1f} s) {why}\n    {mutant.change}", flush=True)


def run(session: pytest.Session, mutant: Mutant, items: list[pytest.Item], took: dict[str, float], by: mmap) -> int:
    """The exit status of one mutant's process."""
    mutant.function.__code__ = mutant.code
    forget()
    for number, item in enumerate(items):
        by[:4] = number.to_bytes(4, "big")
        signal.setitimer(signal.ITIMER_PROF, 2 + 10 * took[item.nodeid])
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return KILLED
    return SURVIVED


def fork(work: Callable[[], int]) -> int:
    """The process that does this work, and says nothing."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = BROKEN
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        status = work()
    finally:
        os._exit(status)


def forget() -> None:
    """Nothing that the unchanged gate has worked out is remembered."""
    for name, module in list(sys.modules.items()):
        if name == "pipeline.gate" or name.startswith("pipeline.law"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def main(names: list[str]) -> int:
    """Exit status 1 if the tests fail as they are, or if a mutant survived."""
    start = time.monotonic()
    mutants = [mutant for path in FILES for mutant in mutants_of(path)]
    chosen = [mutant for mutant in mutants if not names or any(name in mutant.name for name in names)]
    runner = Runner(chosen, Counter())
    options = ["-q", "--assert=plain", "--tb=no", "-p", "no:cacheprovider", "-s"]
    status = pytest.main([*options, *TESTS], plugins=[runner])
    told = ", ".join(f"{runner.counts[outcome]} {outcome}" for outcome in ("killed", "timeout", "survived", "broken"))
    minutes = (time.monotonic() - start) / 60
    print(f"{len(mutants)} mutants, {len(chosen)} chosen: {told}; {minutes:.1f} minutes")
    return 1 if status or runner.counts["survived"] or runner.counts["broken"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
