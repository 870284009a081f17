"""Wrong arguments at the public surface: an error of ours, or a TypeError with a sentence."""

from __future__ import annotations

import contextlib
import ctypes
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest

import redi_codecs
from redi_codecs import errors
from redi_codecs.batch import arrow_in

THERMOMETER = redi_codecs.codec("milesight-iot/em300-th")
WRONG: list[Any] = [None, 5, 1.5, b"x", [], {}, object(), float("nan"), 10**400, "\ud800", "", "a/b", len, type]


class Strange(tzinfo):
    """A zone that has no offset, or none that is one."""

    def __init__(self, offset: Any) -> None:
        self.offset = offset

    def utcoffset(self, time: Any) -> Any:
        return self.offset


@pytest.mark.parametrize("given", [None, 5, [], {}, b"browan/tbms100"])
def test_what_is_no_device(given: Any) -> None:
    with pytest.raises(TypeError, match="a device is needed, by its id or its declaration, not"):
        redi_codecs.codec(given)


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize(
    "time",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=5))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))),
        datetime(2026, 1, 1, tzinfo=Strange(None)),
        datetime(2026, 1, 1, tzinfo=Strange("x")),
        datetime(2026, 1, 1),  # noqa: DTZ001
    ],
    ids=["first", "last", "no offset", "strange", "naive"],
)
def test_times_that_utc_does_not_have(time: datetime, warm: bool) -> None:
    for _ in range(70 * warm):
        THERMOMETER.decode("03673401")
    for call in (THERMOMETER.decode, THERMOMETER.explain):
        with pytest.raises(redi_codecs.InvalidPayload, match="received_at needs a time with its zone"):
            call("03673401", 85, received_at=time)
    for times in (time, [time]):
        with pytest.raises(redi_codecs.InvalidPayload, match="needs a time with its zone"):
            THERMOMETER.decode_batch(["03673401"], received_at=times)


def test_a_view_that_was_let_go() -> None:
    view = memoryview(b"ab")
    view.release()
    with pytest.raises(redi_codecs.InvalidPayload, match="the payload cannot be read"):
        THERMOMETER.decode(view)
    assert "cannot be read" in THERMOMETER.decode_batch([b"", view]).reasons[1]


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2", True])
def test_how_many_threads(threads: Any) -> None:
    with pytest.raises(redi_codecs.RediCodecsError, match="threads: a whole number from 1 on is needed, not"):
        THERMOMETER.decode_batch(["03673401"], threads=threads)


CALLS: dict[str, Callable[[Any], Any]] = {
    "decode": lambda wrong: redi_codecs.decode("browan/tbms100", wrong, 102),
    "decode, port": lambda wrong: redi_codecs.decode("browan/tbms100", b"", wrong),
    "decode, time": lambda wrong: THERMOMETER.decode(b"", received_at=wrong),
    "explain": lambda wrong: THERMOMETER.explain(wrong, 85),
    "readings": lambda wrong: THERMOMETER.readings(wrong, 85),
    "encode_uplink": THERMOMETER.encode_uplink,
    "encode_uplink, value": lambda wrong: THERMOMETER.encode_uplink({"temperature": wrong}),
    "encode_uplink, name": lambda wrong: THERMOMETER.encode_uplink({wrong: 1} if wrong.__hash__ else {}),
    "decode_batch": lambda wrong: THERMOMETER.decode_batch([wrong]),
    "decode_batch, ports": lambda wrong: THERMOMETER.decode_batch([b""], wrong),
    "encode_downlink": THERMOMETER.encode_downlink,
    "decode_downlink": lambda wrong: THERMOMETER.decode_downlink(wrong, 85),
    "codec": redi_codecs.codec,
    "load": redi_codecs.load,
    "parse_uplink": redi_codecs.parse_uplink,
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: repr(wrong)[:12])
def test_what_is_public_refuses_in_words(name: str, wrong: Any) -> None:
    with contextlib.suppress(redi_codecs.RediCodecsError):
        try:
            CALLS[name](wrong)
        except TypeError as error:
            if "needed" not in str(error):
                raise


class TestPickle:
    def test_a_codec(self) -> None:
        assert pickle.loads(pickle.dumps(THERMOMETER)) is THERMOMETER

    def test_errors_keep_what_they_know(self) -> None:
        for error in (
            errors.UplinkError("is missing", field="a.b"),
            errors.DeclarationError("no", file="one.py", line=7),
            errors.OutOfRange("no", device="acme/one", field="a"),
            errors.TruncatedPayload("no", device="acme/one", field="a", offset=3, payload=b"x"),
            errors.UnknownDevice("a/b", ("a/c",)),
        ):
            again = pickle.loads(pickle.dumps(error))
            assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))

    def test_a_batch_says_what_to_send_instead(self) -> None:
        with pytest.raises(TypeError, match=r"a batch .* cannot be pickled: send to_arrow\(\)"):
            pickle.dumps(THERMOMETER.decode_batch(["03673401"]))

    def test_a_column_does_too(self) -> None:
        with pytest.raises(TypeError, match=r"temperature .* cannot be pickled: send to_pylist\(\)"):
            pickle.dumps(THERMOMETER.decode_batch(["03673401"])["temperature"])


def test_lists_need_nothing_of_cpython(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no ``ctypes.pythonapi``, as in PyPy, batches take lists, and Arrow is refused in words."""
    monkeypatch.delattr(ctypes, "pythonapi")
    batch = THERMOMETER.decode_batch(["03673401"], received_at=datetime.now(UTC))
    assert batch["temperature"][0] == 30.8
    with pytest.raises(redi_codecs.RediCodecsError, match="on CPython only"):
        arrow_in._pointer_of(object(), b"x")
