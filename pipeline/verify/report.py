"""What was found, for people and for programs; and what it proves, and what it does not."""

import json
from collections.abc import Iterator

from pipeline.verify.bundle import Answer, Verdict
from pipeline.verify.problem import printable

_MOST_SHOWN = 20
"""Problems of one question; who wants all takes --json."""


def proved(verdict: Verdict) -> "tuple[str, ...]":
    """What a verdict proves."""
    found = []
    if _right(verdict, "archive"):
        found.append("No file leaves its folder, hides in the archive, or means another file on another system.")
    if _right(verdict, "bag"):
        found.append("The files are, byte for byte, those that the bundle's own list names: nothing was damaged on the way.")
    if _right(verdict, "pages"):
        found.append(
            "Each page carries, word for word and in the open, the disclaimer and the cautions that the bundle's records name."
        )
        found.append("No page runs a script or loads anything from elsewhere.")
    if _right(verdict, "signature"):
        found.append("The owner of the key signed exactly these bytes.")
    if _right(verdict, "against"):
        found.append("The sources that were given make exactly these pages.")
    return tuple(found)


def not_proved(verdict: Verdict) -> "tuple[str, ...]":
    """What a verdict leaves open."""
    found = []
    if not _right(verdict, "signature") and not _right(verdict, "against"):
        found.append(
            "Who made it. Whoever can change a page can change the bundle's list and records with it, even take a duty "
            "from both. Only a signature (--public-key) or a comparison with the sources (polyclinic verify --against) does."
        )
    if not _right(verdict, "against"):
        found.append("That the rest of each article is what its authors wrote: here only disclaimer and cautions are compared.")
    found.append("That the texts are medically right, or well translated: reviewers say that, see records/.")
    found.append("That what lies on your web site is what lies in here: see polyclinic check-url.")
    return tuple(found)


def as_text(verdict: Verdict) -> str:
    """The verdict for people; each line says one thing."""
    return "\n".join(_lines(verdict)) + "\n"


def as_json(verdict: Verdict) -> str:
    """The verdict for programs: one JSON object in ASCII."""
    answers = [
        {
            "question": answer.question,
            "result": _result(answer),
            "said": printable(answer.said),
            "problems": [
                {"path": printable(one.path), "problem": printable(one.what), "next": one.remedy} for one in answer.problems
            ],
        }
        for answer in verdict.answers
    ]
    said = {
        "format": 1,
        "bundle": printable(verdict.name),
        "sha256": verdict.sha256,
        "right": verdict.right,
        "answers": answers,
        "notes": [printable(note) for note in verdict.notes],
        "proves": list(proved(verdict)),
        "does_not_prove": list(not_proved(verdict)),
    }
    return json.dumps(said, indent=1) + "\n"


def _lines(verdict: Verdict) -> Iterator[str]:
    yield printable(f"{verdict.name}")
    yield f"SHA-256 {verdict.sha256}"
    yield ""
    for answer in verdict.answers:
        yield from _answer_lines(answer)
    if verdict.notes:
        yield from ("", "To know:", *(printable(f"- {note}") for note in verdict.notes))
    if proved(verdict):
        yield from ("", "This proves:", *(f"- {one}" for one in proved(verdict)))
    yield from ("", "This does not prove:", *(f"- {one}" for one in not_proved(verdict)))
    yield ""
    yield "All right." if verdict.right else "WRONG: do not publish this bundle."


def _answer_lines(answer: Answer) -> Iterator[str]:
    problems = answer.problems
    said = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}" if problems else answer.said
    yield printable(f"{_result(answer):<9} {answer.question:<9} {said}").rstrip()
    for problem in problems[:_MOST_SHOWN]:
        yield f"            {problem}"
        yield f"              -> {printable(problem.remedy)}"
    if len(problems) > _MOST_SHOWN:
        yield f"            and {len(problems) - _MOST_SHOWN} more"


def _result(answer: Answer) -> str:
    return "NOT ASKED" if not answer.asked else "WRONG" if answer.problems else "OK"


def _right(verdict: Verdict, question: str) -> bool:
    answer = verdict.answer(question)
    return answer is not None and answer.right
