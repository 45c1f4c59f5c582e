"""A signature beside a bundle, in minisign's format; the one door to minisign.

Keys are people's: this program makes none, keeps none, and forgets the one that it is shown when the bundle is signed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.errors import PipelineError
from pipeline.publish.bundling.opened import bytes_of_bundle, opened_bundle
from pipeline.publish.store import write_if_changed
from pipeline.verify.bundle import Verdict, judge_bundle

SUFFIX = ".minisig"


@dataclass(frozen=True, slots=True)
class Signing:
    """What came of a wish to sign."""

    verdict: Verdict
    """What `polyclinic verify` says of the bundle."""
    place: Path | None
    """Where the signature lies; None where the verdict is not right."""


def sign_bundle(path: Path, key: Path, ask: Callable[[], str]) -> Signing:
    """Judge the bundle in a file, and if all is right sign the very bytes that were judged; the signature lies beside it.

    Law: what `polyclinic verify` refuses is not signed, and the key is not even opened for it.
    `ask` is asked for the key's password where it has one. The trusted comment names the bundle and its own moment, not
    that of the signing, so that signing twice is signing once. Raises PipelineError for a key that is none.
    """
    content = bytes_of_bundle(path)
    verdict = judge_bundle(path.name, content)
    if not verdict.right:
        return Signing(verdict, None)
    bundle = opened_bundle(path, content)
    try:
        from minisign import Error, SecretKey
    except ImportError:
        raise PipelineError("minisign", "signing needs py-minisign", "pip install 'polyclinic[signing]'") from None
    try:
        secret = SecretKey.from_file(key)
        if secret.is_encrypted():
            secret.decrypt(ask())
    except OSError as error:
        raise PipelineError(str(key), f"this key cannot be read: {error.strerror}", "name your minisign secret key") from None
    except Error as error:
        raise PipelineError(str(key), f"this key cannot be used: {error}", "name a secret key of `minisign -G`") from None
    with secret:
        said = f"timestamp:{bundle.epoch}\tfile:{bundle.name}.zip\thashed"
        signature = secret.sign(bundle.archive, prehash=True, trusted_comment=said)
    place = path.with_name(path.name + SUFFIX)
    write_if_changed(place.parent, place.name, bytes(signature).rstrip(b"\n") + b"\n")
    return Signing(verdict, place)
