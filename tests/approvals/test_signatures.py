"""Signed approvals, with real OpenSSH keys made for each run."""

import os
import re
import shutil
import subprocess
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main
from pipeline.formats.approvals import approval_payload, read_approvals, write_approval
from pipeline.model.approval import Approval, Role, Standing
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.publish.approvals import read_ledger, record_approvals, reviewables
from pipeline.publish.signatures import ALLOWED_SIGNERS, NAMESPACE, sign, verify
from pipeline.publish.sources import open_project
from tests.approvals.sample import DAY, LATER, approval_of
from tests.approvals.test_laws import CONTROLLED, MESSAGE, altered
from tests.conftest import Run, require

NAME = "Zoë Müller-Østergård, sample"
GERMAN = Locale("de")
LEDGER = "locales/de/approvals.toml"


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two keys, `own` and `other`."""
    require("ssh-keygen", shutil.which("ssh-keygen"))
    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "other"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "sample", "-f", str(folder / name)]
        subprocess.run(make, check=True)
    return folder


def public(keys: Path, name: str = "own") -> str:
    return " ".join((keys / f"{name}.pub").read_text("ascii").split()[:2])


def allow(root: Path, keys: Path, name: str = NAME, options: str = f'namespaces="{NAMESPACE}"', key: str = "own") -> None:
    # A comma would part two names.
    line = f'"{name.replace(",", "?")}" {options} {public(keys, key)}\n'
    (root / "source").mkdir(exist_ok=True)
    (root / ALLOWED_SIGNERS).write_text(line, "utf-8")


def signed(keys: Path, approval: Approval, key: str = "own") -> Approval:
    return sign([approval], "de", keys / key)[0]


def holds(root: Path, approval: Approval, locale: str = "de") -> bool:
    try:
        verify(root, LEDGER, [("entry 1", approval)], locale)
    except PipelineError as error:
        assert error.place.path in (LEDGER, ALLOWED_SIGNERS)
        assert error.problem
        assert error.remedy
        return False
    return True


@pytest.fixture
def approval(keys: Path, tmp_path: Path) -> Approval:
    """An approval of a disclaimer, signed by a reviewer whom the folder allows."""
    allow(tmp_path, keys)
    return signed(keys, approval_of(CONTROLLED, reviewer=NAME, note="a remark"))


def test_a_signature_holds_and_is_read_again(approval: Approval, tmp_path: Path) -> None:
    assert holds(tmp_path, approval)
    (read,) = read_approvals(write_approval(approval), LEDGER, "de")
    assert read == approval
    assert '"""\n-----BEGIN SSH SIGNATURE-----\n' in write_approval(approval)


def test_tampering_with_any_field_is_noticed(approval: Approval, tmp_path: Path) -> None:
    for field in fields(Approval):
        if field.name != "signature":
            changed = replace(approval, **{field.name: altered(getattr(approval, field.name))})
            assert not holds(tmp_path, changed), field.name
    lines = approval.signature.splitlines(keepends=True)
    for cut in range(1, len(lines)):
        assert not holds(tmp_path, replace(approval, signature="".join(lines[:cut]))), cut
    for number, wording in enumerate(approval.texts):
        for name in ("msgctxt", "source", "translation"):
            texts = list(approval.texts)
            texts[number] = replace(wording, **{name: f"{getattr(wording, name)}x"})
            assert not holds(tmp_path, replace(approval, texts=tuple(texts))), name
    assert not holds(tmp_path, replace(approval, texts=approval.texts[::-1]))
    assert not holds(tmp_path, approval, "de_AT")


def test_a_signature_of_another_entry_or_purpose_is_none(keys: Path, approval: Approval, tmp_path: Path) -> None:
    other = signed(keys, approval_of(MESSAGE, reviewer=NAME))
    assert not holds(tmp_path, replace(approval, signature=other.signature))
    payload = tmp_path / "payload"
    payload.write_bytes(approval_payload(approval, "de"))
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(keys / "own"), "-n", "git", str(payload)], check=True)
    for_git = payload.with_name("payload.sig").read_text("ascii")
    assert not holds(tmp_path, replace(approval, signature=for_git))
    assert not holds(tmp_path, replace(approval, signature="not armored\n"))


def test_only_a_key_that_is_listed_for_the_reviewer_counts(keys: Path, approval: Approval, tmp_path: Path) -> None:
    assert not holds(tmp_path, signed(keys, approval, "other"))
    allow(tmp_path, keys, "Somebody else")
    assert not holds(tmp_path, approval)
    allow(tmp_path, keys, options='namespaces="git"')
    assert not holds(tmp_path, approval)
    (tmp_path / ALLOWED_SIGNERS).unlink()
    assert not holds(tmp_path, approval)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_key_that_was_given_up_still_holds_for_what_it_signed(
    keys: Path, approval: Approval, tmp_path: Path, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    before, day, after = (f"{DAY + timedelta(days=days):%Y%m%d}" for days in (-1, 0, 1))
    for options in (f'valid-after="{day}"', f'valid-before="{day}"', f'valid-after="{before}",valid-before="{after}"'):
        allow(tmp_path, keys, options=options)
        assert holds(tmp_path, approval), options
    for options in (f'valid-before="{before}"', f'valid-after="{after}"'):
        allow(tmp_path, keys, options=options)
        assert not holds(tmp_path, approval), options


def test_a_missing_program_is_a_clear_error(approval: Approval, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PipelineError, match="cannot be run") as caught:
        verify(tmp_path, LEDGER, [("entry 1", approval)], "de")
    assert "install OpenSSH" in caught.value.remedy
    verify(tmp_path, LEDGER, [("entry 1", replace(approval, signature=""))], "de")  # nothing needs it


@pytest.fixture
def walk(project: Path, keys: Path) -> object:
    """Call `polyclinic approve` on the copy, with the reviewer's key."""

    def call(answers: str, by: str = NAME, key: str = "own") -> Result:
        command = ["-C", str(project), "approve", "de", "--role", "clinical", "--reviewer", by]
        return CliRunner().invoke(main, [*command, *(("--sign-with", str(keys / key)) if key else ())], input=answers)

    return call


def test_a_reviewer_signs_while_approving(walk: Run, project: Path, keys: Path, run: Run) -> None:
    allow(project, keys)
    result = walk("a\na\nq\nde\n")
    assert result.exit_code == 0, result.output
    ledger = read_ledger(open_project(project), GERMAN, LATER)
    assert [one.signature.splitlines()[0] for one in ledger.approvals] == ["-----BEGIN SSH SIGNATURE-----"] * 2
    path = project / LEDGER
    path.write_text(path.read_text("utf-8").replace('role = "clinical"', 'role = "linguistic"', 1), "utf-8")
    result = run("approvals", "de")
    assert result.exit_code == 2
    assert "entry 1 (disclaimer): the signature does not hold" in result.stderr


def test_a_key_that_would_not_count_is_refused_before_the_first_question(walk: Run, project: Path, keys: Path) -> None:
    for expected in ("this file is missing", "has no such key"):
        result = walk("a\nq\nde\n")
        assert result.exit_code == 2
        assert expected in result.stderr
        assert "approve, reject" not in result.output
        allow(project, keys, key="other")
    broken = project / "broken"
    broken.write_text("no key\n", "ascii")
    result = walk("a\nq\nde\n", key=str(broken))
    assert result.exit_code == 2
    assert "cannot sign" in result.stderr
    assert not (project / LEDGER).exists()


def test_where_signatures_are_required_what_has_none_does_not_count(walk: Run, project: Path, keys: Path) -> None:
    opened = open_project(project)
    subjects = [one.subject for one in reviewables(opened, GERMAN)[:2]]
    record_approvals(opened, GERMAN, [approval_of(subjects[0])])
    assert read_ledger(opened, GERMAN, DAY).standing(subjects[0], Role.CLINICAL) is Standing.APPROVED
    site = project / "source/site.toml"
    site.write_text(site.read_text("utf-8") + '\nsignatures = "required"\n', "utf-8")
    opened = open_project(project)
    assert read_ledger(opened, GERMAN, DAY).standing(subjects[0], Role.CLINICAL) is Standing.MISSING
    refused = walk("a\nq\nde\n", key="")
    assert refused.exit_code == 2
    assert "--sign-with" in refused.stderr
    allow(project, keys)
    record_approvals(opened, GERMAN, sign([approval_of(subjects[0], reviewer=NAME)], "de", keys / "own"))
    assert read_ledger(opened, GERMAN, DAY).standing(subjects[0], Role.CLINICAL) is Standing.APPROVED
    assert "1 of 149: dry-needling" in walk("q\n").output


def test_a_key_in_an_agent_signs_by_its_public_half(keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require("ssh-agent", shutil.which("ssh-agent"))
    started = subprocess.run(["ssh-agent", "-s"], check=True, capture_output=True, text=True).stdout
    socket, number = re.search(r"SSH_AUTH_SOCK=(.*?);", started), re.search(r"SSH_AGENT_PID=(\d+)", started)
    assert socket is not None
    assert number is not None
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", socket[1])
        subprocess.run(["ssh-add", "-q", str(keys / "own")], check=True)
        alone = tmp_path / "alone.pub"
        shutil.copy(keys / "own.pub", alone)
        allow(tmp_path, keys)
        (one,) = sign([approval_of(MESSAGE, reviewer=NAME)], "de", alone)
        assert holds(tmp_path, one)
    finally:
        os.kill(int(number[1]), 15)


def test_the_readme_shows_a_line_that_works(keys: Path, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith('"Your name" namespaces'))
    (tmp_path / "source").mkdir()
    (tmp_path / ALLOWED_SIGNERS).write_text(f"{line.partition(' ssh-')[0]} {public(keys)}\n", "utf-8")
    assert holds(tmp_path, signed(keys, approval_of(MESSAGE, reviewer="Your name")))
    assert f'namespaces="{NAMESPACE}"' in line
