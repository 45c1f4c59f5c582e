"""A new clinic's settings, from the first question to the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.formats.clinic_draft import QUESTIONS, Question, answer_problem, write_draft
from pipeline.formats.clinic_rules import Around
from pipeline.formats.clinics import read_clinic
from pipeline.model.errors import PipelineError
from pipeline.publish.clinics import CLINICS, clinic_path, name_problem
from pipeline.publish.clock import day
from pipeline.publish.sources import Project
from pipeline.publish.store import rewrite


@dataclass
class Draft:
    """What was answered so far."""

    project: Project
    name: str
    today: date
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def questions(self) -> Mapping[str, Question]:
        """All questions by their keys, in their order."""
        return {question.key: question for question in QUESTIONS}

    @property
    def suggested(self) -> Mapping[str, str]:
        """Answers that most will want: somebody looked today, and looks again in a year."""
        next_year = (self.today + timedelta(days=365)).isoformat()
        return {"emergency.review_by": next_year, "law.dated": self.today.isoformat(), "law.review_by": next_year}

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that its pages may have."""
        return tuple(locale.name for locale in (self.project.source, *self.project.locales))

    def problem(self, key: str, answer: str) -> str:
        """What is wrong with an answer, or nothing."""
        return answer_problem(self.answers, key, answer, Around(self.locales))

    def next_key(self) -> str | None:
        """The first question without an answer; None where all have one."""
        return next((key for key in self.questions if key not in self.answers), None)

    def take_back(self) -> tuple[tuple[str, str], ...]:
        """Forget the answers that do not fit the others, and say which and why: a number given before its country, say."""
        found = [(key, self.problem(key, answer)) for key, answer in self.answers.items()]
        wrong = tuple((key, problem) for key, problem in found if problem)
        for key, _ in wrong:
            del self.answers[key]
        return wrong

    def write(self) -> str:
        """Write the settings and answer their path; raises PipelineError where a file lies there by now, which stays."""
        path = clinic_path(self.name)
        text = write_draft(self.answers)
        read_clinic(text, path, self.name, self.locales)

        def begin(before: bytes | None) -> bytes:
            if before is not None:
                raise _taken(path)
            return text.encode()

        rewrite(self.project.root, path, begin)
        return path


def open_draft(project: Project, name: str) -> Draft:
    """A draft without an answer; raises PipelineError for a name that cannot be, or that is taken."""
    problem = name_problem(project, name)
    if problem:
        raise PipelineError(CLINICS, problem, "name it like zagreb or berlin-mitte")
    if (project.root / clinic_path(name)).exists():
        raise _taken(clinic_path(name))
    return Draft(project, name, day())


def _taken(path: str) -> PipelineError:
    return PipelineError(path, "this clinic is there already", "edit the file, or name another")
