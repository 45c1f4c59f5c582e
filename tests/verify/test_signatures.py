"""Signatures: RFC 8032's own vectors, and the real minisign on the other side."""

import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.verify.bundle import Signature, judge_bundle
from pipeline.verify.ed25519 import is_signed
from pipeline.verify.signature import Key, judge_signature, read_key
from tests.conftest import require
from tests.verify.bundles import NAME, good

VECTORS = {
    # RFC 8032, section 7.1: public key, message, signature.
    "test 1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "test 2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "test 3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    "test SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
}
ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]
"""Points of small order: with such a key one signature fits every message, or every second one."""


def vector(name: str) -> tuple[bytes, bytes, bytes]:
    key, message, signature = map(bytes.fromhex, VECTORS[name])
    return key, message, signature


@pytest.mark.parametrize("name", VECTORS)
def test_the_vectors_of_the_rfc_are_right(name: str) -> None:
    assert is_signed(*vector(name))


@given(st.sampled_from(sorted(VECTORS)), st.integers(0, 511))
def test_no_bit_of_a_signature_can_be_changed(name: str, bit: int) -> None:
    key, message, signature = vector(name)
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    assert not is_signed(key, message, bytes(changed))
    assert not is_signed(key, message + b"\0", signature)


@given(st.sampled_from(sorted(VECTORS)), st.integers(0, 255))
def test_no_other_key_fits(name: str, bit: int) -> None:
    key, message, signature = vector(name)
    changed = bytearray(key)
    changed[bit // 8] ^= 1 << bit % 8
    assert not is_signed(bytes(changed), message, signature)


def test_a_signature_cannot_be_written_in_two_ways() -> None:
    key, message, signature = vector("test 1")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not is_signed(key, message, signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize("point", SMALL)
def test_keys_that_fit_many_messages_are_none(point: str) -> None:
    key = bytes.fromhex(point)
    assert not any(
        is_signed(key, message, commitment + bytes(32))
        for message in (b"", b"a", b"b")
        for commitment in (key, b"\1" + bytes(31))
    )
    real, message, signature = vector("test 1")
    assert not is_signed(real, message, key + signature[32:])


@given(st.binary(max_size=40), st.binary(max_size=70))
def test_bytes_of_any_length_are_no_signature(key: bytes, signature: bytes) -> None:
    assert not is_signed(key, b"Hello", signature)


class Maker:
    """Somebody with stock minisign and a key of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bundle = folder, folder / f"{NAME}.zip"
        self.bundle.write_bytes(good())
        self._run("-G", "-W", "-p", "minisign.pub", "-s", "secret")

    def _run(self, *arguments: str) -> None:
        subprocess.run(["minisign", *arguments], cwd=self.folder, check=True, capture_output=True)

    def sign(self, *arguments: str) -> bytes:
        self._run("-S", "-s", "secret", "-m", self.bundle.name, "-t", "made on Wednesday", *arguments)
        return Path(f"{self.bundle}.minisig").read_bytes()

    @property
    def key(self) -> Key:
        key, problems = read_key((self.folder / "minisign.pub").read_text("utf-8"))
        assert key is not None, problems
        return key


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    require("minisign", shutil.which("minisign"))
    return Maker(tmp_path_factory.mktemp("maker"))


@pytest.mark.parametrize("how", [(), ("-l",)], ids=["prehashed", "legacy"])
def test_what_minisign_signs_is_right(maker: Maker, how: tuple[str, ...]) -> None:
    signature = maker.sign(*how)
    assert b64decode(signature.split(b"\n")[1])[:2] == (b"Ed" if how else b"ED")
    signed = judge_signature(good(), signature, "x.minisig", maker.key)
    assert signed.problems == ()
    assert signed.comment == "made on Wednesday"
    assert signed.key in (maker.folder / "minisign.pub").read_text("utf-8")
    verdict = judge_bundle(f"{NAME}.zip", good(), maker.key, Signature("x.minisig", signature))
    assert verdict.right


def test_the_second_line_of_a_key_file_is_the_key_too(maker: Maker) -> None:
    text = (maker.folder / "minisign.pub").read_text("utf-8")
    assert read_key(text.split("\n")[1]) == read_key(text) == read_key(text.replace("\n", "\r\n"))


def test_a_changed_bundle_is_not_what_was_signed(maker: Maker) -> None:
    signature = maker.sign()
    signed = judge_signature(good()[:-1], signature, "x.minisig", maker.key)
    assert "not the signature of these bytes" in str(signed.problems[0])
    assert signed.comment == ""


def test_another_key_is_named(maker: Maker, tmp_path: Path) -> None:
    signed = judge_signature(good(), Maker(tmp_path).sign(), "x.minisig", maker.key)
    assert "another key made it" in str(signed.problems[0])


def test_the_same_number_on_another_key_does_not_help(maker: Maker, tmp_path: Path) -> None:
    other = Maker(tmp_path)
    lines = other.sign().split(b"\n")
    raw = b64decode(lines[1])
    lines[1] = b64encode(raw[:2] + maker.key.number + raw[10:])
    signed = judge_signature(good(), b"\n".join(lines), "x.minisig", maker.key)
    assert "not the signature of these bytes" in str(signed.problems[0])


def test_a_changed_comment_is_told(maker: Maker) -> None:
    signature = maker.sign().replace(b"Wednesday", b"Thursday ")
    signed = judge_signature(good(), signature, "x.minisig", maker.key)
    assert "trusted comment was changed" in str(signed.problems[0])
    assert signed.comment == ""


BROKEN = {
    "nothing": lambda text: b"",
    "three lines": lambda text: b"\n".join(text.split(b"\n")[:3]),
    "five lines": lambda text: text + b"more\n",
    "no comment": lambda text: text.replace(b"untrusted comment: ", b""),
    "no trusted comment": lambda text: text.replace(b"\ntrusted comment: ", b"\n"),
    "not base64": lambda text: text.replace(b"\nR", b"\n*", 1),
    "a line end in the base64": lambda text: text.replace(b"\nR", b"\n R", 1),
    "not UTF-8": lambda text: b"\xff" + text,
    "another kind": lambda text: b"\n".join([text.split(b"\n")[0], b64encode(b"XX" + bytes(72)), *text.split(b"\n")[2:]]),
    "too short": lambda text: b"\n".join([text.split(b"\n")[0], b64encode(b"ED" + bytes(70)), *text.split(b"\n")[2:]]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_signature_is_told(maker: Maker, name: str) -> None:
    signed = judge_signature(good(), BROKEN[name](maker.sign()), "x.minisig", maker.key)
    assert "no signature of minisign" in str(signed.problems[0])


def test_a_key_is_named_as_minisign_names_it() -> None:
    assert Key(bytes([4, 178, 28, 132, 145, 106, 159, 14]), bytes(32)).name == "E9F6A91841CB204"


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    assert judge_signature(b"", content, "x", Key(bytes(8), bytes(32))).problems


@given(st.text(max_size=100))
def test_any_text_is_no_key(text: str) -> None:
    key, problems = read_key(text)
    assert key is None
    assert "no public key" in str(problems[0])


def test_a_key_without_a_signature_is_wrong_and_a_signature_without_a_key_proves_nothing(maker: Maker) -> None:
    alone = judge_bundle(f"{NAME}.zip", good(), maker.key, None)
    assert not alone.right
    unasked = judge_bundle(f"{NAME}.zip", good(), None, Signature("x.minisig", maker.sign()))
    answer = unasked.answer("signature")
    assert unasked.right
    assert answer is not None
    assert not answer.asked
    assert not answer.right
