"""A bundle's bytes → what is right and wrong with it, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.verify import allowed
from pipeline.verify.archive import read_archive
from pipeline.verify.bag import bag_problems, told, top_folder
from pipeline.verify.contract import CONTRACT, Contract, read_contract
from pipeline.verify.pages import page_problems, unknown_disclaimers
from pipeline.verify.problem import Problem
from pipeline.verify.records import record_problems
from pipeline.verify.signature import Key, judge_signature


@dataclass(frozen=True)
class Answer:
    """What came of one question."""

    question: str
    said: str
    """What was found, or why it was not asked."""
    problems: "tuple[Problem, ...]" = ()
    asked: bool = True

    @property
    def right(self) -> bool:
        """Whether it was asked and nothing is wrong."""
        return self.asked and not self.problems


@dataclass(frozen=True)
class Verdict:
    """All answers on one bundle."""

    name: str
    sha256: str
    answers: "tuple[Answer, ...]"
    notes: "tuple[str, ...]" = ()
    """What a person should know that is not wrong."""

    @property
    def right(self) -> bool:
        """Whether nothing that was asked is wrong."""
        return all(answer.right or not answer.asked for answer in self.answers)

    def answer(self, question: str) -> "Answer | None":
        """The answer to one question."""
        return next((one for one in self.answers if one.question == question), None)


@dataclass(frozen=True)
class Signature:
    """A signature file that lies beside a bundle."""

    name: str
    content: bytes


def judge_bundle(name: str, content: bytes, key: "Key | None" = None, signature: "Signature | None" = None) -> Verdict:
    """What is right and wrong with a bundle of this file name; never raises, whatever the bytes.

    Law: a bundle of which a file in data/ differs from what its manifest names is never right.
    """
    answers: list[Answer] = []
    notes: list[str] = []
    archive = read_archive(content)
    folder, problem = top_folder(list(archive.files)) if not archive.problems else ("", None)
    problems = archive.problems + ((problem,) if problem is not None else ())
    answers.append(Answer("archive", f"{len(archive.files)} files, each byte accounted for", problems))
    if problems:
        answers += [Answer(one, "the archive is not one", asked=False) for one in ("bag", "pages", "records")]
    else:
        files = {path[len(folder) :]: found for path, found in archive.files.items()}
        answers += [_bag(files), _pages(files, notes), _records(files)]
        if name != f"{folder[:-1]}.zip":
            notes.append(f"The file's name is {name}, the bundle's own is {folder[:-1]}.zip: somebody renamed it.")
    answers.append(_signature(content, key, signature))
    return Verdict(name, sha256(content).hexdigest(), tuple(answers), tuple(notes))


def information(content: bytes) -> "Mapping[str, str]":
    """What the bag-info.txt of a bundle says, label by label in small letters; empty where nothing can be read."""
    files = read_archive(content).files
    folder, _ = top_folder(list(files))
    return told({path[len(folder) :]: found for path, found in files.items()})


def _bag(files: Mapping[str, bytes]) -> Answer:
    payload = [name for name in files if name.startswith("data/")]
    made = told(files)
    of = f", made {made.get('bagging-date', 'on no day')}"
    commit = made.get("polyclinic-source-commit")
    of += f" from commit {commit[:12]}" if commit else ""
    return Answer("bag", f"{_number(len(payload), 'file')} to upload, all named, none changed{of}", tuple(bag_problems(files)))


def _pages(files: Mapping[str, bytes], notes: "list[str]") -> Answer:
    if CONTRACT not in files:
        return Answer("pages", "", (Problem(CONTRACT, "it is missing: nobody knows what the pages must carry"),))
    contract, problems = read_contract(files[CONTRACT])
    if contract is None:
        return Answer("pages", "", problems)
    notes += _notes(contract)
    pages, languages = _number(len(contract.pages), "page"), _number(len(contract.languages), "language")
    said = f"{pages} in {languages}, each with its whole disclaimer"
    return Answer("pages", said, tuple(page_problems(files, contract)))


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _notes(contract: Contract) -> "list[str]":
    notes = []
    unknown: Sequence[str] = unknown_disclaimers(contract)
    if unknown:
        notes.append(f"This program does not know which duties these disclaimers need: {', '.join(unknown)}.")
    if contract.style != allowed.STYLE_SHEET:
        notes.append(
            "The style sheet is not the one that this program knows; whether it hides something, only a browser shows."
        )
    return notes


def _records(files: Mapping[str, bytes]) -> Answer:
    return Answer("records", "the statement on how it was made is about these files", tuple(record_problems(files)))


def _signature(content: bytes, key: "Key | None", signature: "Signature | None") -> Answer:
    if key is None:
        found = "a signature lies there, but no --public-key was given" if signature else "no signature and no --public-key"
        return Answer("signature", found, asked=False)
    if signature is None:
        remedy = "get the .minisig file that belongs to it, or name it with --signature"
        return Answer("signature", "", (Problem("", "there is a key, and no signature", remedy),))
    signed = judge_signature(content, signature.content, signature.name, key)
    return Answer("signature", f"by the key {signed.key}; it says: {signed.comment}", signed.problems)
