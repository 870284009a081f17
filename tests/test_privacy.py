"""Pseudonyms: consistent, keyed, and the key shows nowhere."""

from __future__ import annotations

import copy
import hashlib
import hmac
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_examples import EUI, KEY, P, spellings
from redi_codecs.privacy import PrivacyError, Pseudonyms, pseudonymize

euis = st.binary(min_size=8, max_size=8)


@given(euis)
def test_one_pseudonym_however_the_dev_eui_is_spelled(eui: bytes) -> None:
    assert {P(spelled) for spelled in spellings(eui.hex())} == {P(eui)}


@given(euis)
def test_a_pseudonym_has_the_shape_of_a_dev_eui_of_no_vendor(eui: bytes) -> None:
    assert re.fullmatch("[0-9a-f]{16}", P(eui))
    assert bytes.fromhex(P(eui))[0] & 0b11 == 0b10, "locally administered, of one device"


def test_a_pseudonym_is_hmac_sha_256() -> None:
    """By the documented recipe, so that another program with the key comes to the same."""
    digest = bytearray(hmac.digest(KEY.encode(), b"redi_codecs dev_eui\0" + bytes.fromhex(EUI), hashlib.sha256)[:8])
    digest[0] = digest[0] & 0xFC | 2
    assert P(EUI) == digest.hex()


def test_ten_thousand_devices_have_ten_thousand_pseudonyms_and_another_key_others() -> None:
    devices = [n.to_bytes(8) for n in range(0x024F527ED0000000, 0x024F527ED0000000 + 10_000)]
    one, other = ({key(device) for device in devices} for key in (P, pseudonymize(KEY + "!")))
    assert len(one) == len(other) == len(devices)
    assert one.isdisjoint(other)


def test_what_is_remembered_is_bounded_and_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redi_codecs.privacy.pseudonyms._REMEMBERED", 10)
    p = pseudonymize(KEY)
    for _ in range(3):
        assert [p(n.to_bytes(8)) for n in range(25)] == [P(n.to_bytes(8)) for n in range(25)]
    assert len(p._known) <= 10


@pytest.mark.parametrize("value", ["", "024f527ed00512a", "024f527ed00512abc", "rathaus-key", "g" * 16, b"seven b", 7])
def test_what_is_no_dev_eui_is_refused_without_being_quoted(value: Any) -> None:
    with pytest.raises(PrivacyError, match="expected a DevEUI, 16 hex digits; saw") as caught:
        P(value)
    if value:
        assert str(value) not in str(caught.value).replace("7 bytes", "").replace("16", "")


def test_gateways_and_addresses_have_pseudonyms_of_their_own() -> None:
    assert P.identifier(f"eui-{EUI.upper()}") == P(EUI), "an EUI is an EUI, wherever it stands"
    assert P.identifier("town-hall-roof") != P.identifier("town-hall-cellar")
    assert P.address("01012A07") == P.address("01012a07") != P.address("01012a08")
    assert not P(EUI).startswith(P.address(EUI[:8]))


# Keys


def test_a_key_is_the_same_as_text_bytes_or_file(tmp_path: Path) -> None:
    file = tmp_path / "pseudonyms.key"
    for content in (KEY, f"{KEY}\n", f"{KEY}\r\n"):
        file.write_bytes(content.encode())
        assert pseudonymize(file)(EUI) == pseudonymize(KEY.encode())(EUI) == P(EUI)
        assert pseudonymize(file).fingerprint == P.fingerprint


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "has 0 bytes, and 16 are the least"),
        ("tooshort", "has 8 bytes, and 16 are the least"),
        (b"\0" * 32, "1 different characters, and 8 are the least"),
        ("passwordpassword", "7 different characters"),
    ],
)
def test_a_key_that_can_be_guessed_is_refused(key: str | bytes, says: str) -> None:
    with pytest.raises(PrivacyError, match=re.escape(says)) as caught:
        pseudonymize(key)
    assert "secrets.token_hex(32)" in str(caught.value), "and how to make one"
    if key:
        assert (key if isinstance(key, str) else key.decode()) not in str(caught.value)


def test_a_weak_or_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PrivacyError, match=re.escape(f"cannot be read from {tmp_path / 'none'}: No such file")):
        pseudonymize(tmp_path / "none")
    (tmp_path / "short").write_text("short\n")
    with pytest.raises(PrivacyError, match=re.escape(f"the key in {tmp_path / 'short'} has 5 bytes")):
        pseudonymize(tmp_path / "short")


def test_the_key_shows_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "pseudonyms.key"
    file.write_text(KEY)
    p = pseudonymize(file)
    assert repr(p) == f"<Pseudonyms, key {P.fingerprint}>"
    assert not hasattr(p, "__dict__")
    held = [repr(getattr(p, name)) for name in Pseudonyms.__slots__]
    assert KEY not in "".join((repr(p), *held))
    assert KEY.encode() not in pickle.dumps(p)


def test_workers_read_the_key_again_and_notice_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "pseudonyms.key"
    file.write_text(KEY)
    monkeypatch.chdir(tmp_path)
    sent = pickle.dumps(pseudonymize(Path("pseudonyms.key")))
    monkeypatch.chdir("/")
    assert pickle.loads(sent)(EUI) == P(EUI)
    file.write_text(KEY + " changed")
    with pytest.raises(PrivacyError, match=f"is another one here: .*, not {P.fingerprint}"):
        pickle.loads(sent)


def test_a_key_that_is_in_no_file_is_not_written_into_one() -> None:
    with pytest.raises(PrivacyError, match="is not pickled"):
        pickle.dumps(P)
    assert copy.copy(P) is copy.deepcopy(P) is P
