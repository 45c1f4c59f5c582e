"""Signatures of approvals: OpenSSH's `ssh-keygen -Y`, which reviewers who use git have, and `source/allowed_signers`."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.formats.approvals import approval_payload
from pipeline.model.approval import Approval, Decision, Role
from pipeline.model.errors import PipelineError

ALLOWED_SIGNERS = "source/allowed_signers"
"""Whose key is whose: `ssh-keygen(1)`, "ALLOWED SIGNERS"."""
NAMESPACE = "polyclinic-approval"
"""A signature made for anything else, a git commit or a mail, is none here."""


def sign(approvals: Sequence[Approval], locale: str, key: Path) -> tuple[Approval, ...]:
    """The approvals with signatures by a key file, private or, where an agent holds the private one, public.

    Raises PipelineError when ssh-keygen is missing or the key cannot sign.
    """
    with tempfile.TemporaryDirectory() as folder:
        payloads = [Path(folder, str(number)) for number in range(len(approvals))]
        for path, approval in zip(payloads, approvals, strict=True):
            path.write_bytes(approval_payload(approval, locale))
        # All at once: a passphrase is asked for once.
        done = _ssh_keygen("sign", "-f", str(key), *map(str, payloads))
        if done.returncode:
            reason = _said(done) or "ssh-keygen does not say why"
            raise PipelineError(str(key), f"this key cannot sign: {reason}", "name the private key, or load it with ssh-add")
        armors = [path.with_name(f"{path.name}.sig").read_text("ascii") for path in payloads]
    return tuple(replace(approval, signature=armor) for approval, armor in zip(approvals, armors, strict=True))


def try_key(root: Path, reviewer: str, on: date, locale: str, key: Path) -> None:
    """Raise PipelineError now, and not after an hour of review, where a signature by this key would not hold."""
    trial = Approval("trial", "trial", (), "", Role.LINGUISTIC, Decision.APPROVED, reviewer, on, on)
    verify(root, str(key), [("a trial", one) for one in sign([trial], locale, key)], locale)


def verify(root: Path, path: str, approvals: Iterable[tuple[str, Approval]], locale: str) -> None:
    """Raise PipelineError for the first approval whose signature is not its reviewer's own; unsigned ones are passed over.

    Each comes with the words that name it. A key's dates in the list of signers are compared with the day of the approval,
    not with the clock: so a build is the same later.
    """
    signed = [(name, approval) for name, approval in approvals if approval.signature]
    if not signed:
        return
    if not (root / ALLOWED_SIGNERS).is_file():
        raise PipelineError(ALLOWED_SIGNERS, f"this file is missing, and {path} holds signatures", _hint(signed[0][1]))
    signers = str((root / ALLOWED_SIGNERS).resolve())
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:

        def check(number: int) -> subprocess.CompletedProcess[bytes]:
            approval = signed[number][1]
            armor = Path(folder, str(number))
            armor.write_bytes(approval.signature.encode())
            who = ("-f", signers, "-I", approval.reviewer, "-s", str(armor))
            when = f"-Overify-time={approval.on:%Y%m%d}"
            return _ssh_keygen("verify", *who, when, content=approval_payload(approval, locale))

        # A process for each signature: all cores work on them, and the answers come in order.
        for (name, approval), done in zip(signed, pool.map(check, range(len(signed))), strict=True):
            if done.returncode:
                pool.shutdown(cancel_futures=True)
                reason = _said(done) or f"{ALLOWED_SIGNERS} has no such key for {approval.reviewer} on that day"
                raise PipelineError(path, f"{name}: the signature does not hold: {reason}", _hint(approval))


def _hint(approval: Approval) -> str:
    return f'restore the entry, or list the key: "{approval.reviewer}" namespaces="{NAMESPACE}" ssh-ed25519 AAAA…'


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines()]
    return "; ".join(line for line in lines if line and not line.startswith("Signing file"))


def _ssh_keygen(action: str, *arguments: str, content: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", "-Y", action, "-n", NAMESPACE, *arguments]
    # Its dates are local ones: everywhere the same.
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    try:
        return subprocess.run(command, input=content, capture_output=True, check=False, env=environment)
    except OSError as error:
        remedy = "install OpenSSH 8.9 or newer; signatures need it, nothing else does"
        raise PipelineError("ssh-keygen", f"this program cannot be run: {error.strerror}", remedy) from None
