"""Threads: first uses at the same moment, and nothing of one payload in the answer to another."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
import stress
from redi_codecs import registry
from redi_codecs.keeping import Changes, Kept, kept
from redi_codecs.runtimes.core import native


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    """What each call gives, all of them begun at the same moment; an exception is what it gives too."""
    meeting = threading.Barrier(len(calls))
    found: list[Any] = [None] * len(calls)

    def run(number: int) -> None:
        meeting.wait()
        try:
            found[number] = calls[number]()
        except Exception as error:
            found[number] = error

    workers = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return found


@pytest.mark.thorough
def test_many_threads_and_every_kind_of_call() -> None:
    """A short run of ``python -m tests.stress``, over some of the devices."""
    total, wrong = stress.stress(every=60, threads=16, operations=3_000, seed=20, processes=1)
    assert wrong == ""
    assert total >= 3_000


class TestKept:
    def test_all_get_what_the_first_made(self) -> None:
        inside = threading.Barrier(8)

        @kept
        def make(key: str) -> object:
            inside.wait()  # nobody is done before all have begun
            return object()

        assert len(set(together([lambda: make("a")] * 8))) == 1

    def test_what_was_begun_before_it_was_emptied_is_not_kept(self) -> None:
        known: Kept[int] = Kept(lambda key: (known.cache_clear(), 1)[1] if key else 2)
        assert known[True] == 1
        assert True not in known

    def test_no_more_than_so_many(self) -> None:
        known = Kept(str, most=10)
        assert [known[number] for number in range(25)] == list(map(str, range(25)))
        assert len(known) == 5

    def test_a_status_has_one_object(self) -> None:
        from redi_codecs.results import no_value

        assert len(set(map(id, together([lambda: no_value("a status of its own")] * 16)))) == 1

    def test_who_is_gone_is_not_told(self) -> None:
        told = []

        class One:
            def forget(self) -> None:
                told.append(1)

        changes, one = Changes(), One()
        changes.tell(one.forget)
        for forget in changes:
            forget()
        del one, forget
        assert list(changes) == []
        assert told == [1]


class TestFirstUses:
    def test_a_device_has_one_codec(self) -> None:
        for forget in registry.changed:
            forget()
        registry.find("browan/tbms100").made.clear()
        found = together([lambda: redi_codecs.codec("browan/tbms100")] * 16)
        assert len(set(map(id, found))) == 1

    def test_a_declaration_that_is_loaded_meanwhile_counts(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The codec of an id that somebody was looking up while the id got another declaration is not kept."""
        monkeypatch.setattr(registry, "_added", {})
        file = tmp_path / "one.py"
        file.write_text(
            "from redi_codecs.kinds import temperature\n"
            "from redi_codecs.layout import device, u8\n"
            'ONE = device("browan/tbms100", name="another", source="here", f_port=1, uplink=temperature(u8))\n'
        )
        find = registry.find

        def slowly(id: str) -> Any:
            found = find(id)
            if found.name != "another":
                redi_codecs.load(file)
            return found

        for forget in registry.changed:
            forget()
        monkeypatch.setattr(registry, "find", slowly)
        redi_codecs.codec("browan/tbms100")
        try:
            assert redi_codecs.codec("browan/tbms100").device.name == "another"
        finally:
            monkeypatch.undo()
            for forget in registry.changed:
                forget()


@pytest.mark.skipif(not native.available(), reason="the compiled core was not built")
class TestCore:
    """There is one row to work in: whoever comes while somebody is in it decodes in Python."""

    def test_a_payload_inside_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from redi_codecs.runtimes.core import _vm

        one = redi_codecs.codec("dragino/lht52")
        vector = next(one for one in one.device.vectors if one.values.get("time"))
        others = [each for each in one.device.vectors if each.payload != vector.payload]
        wanted = one.decode(vector.payload, vector.f_port)
        for _ in range(70):
            one.decode(vector.payload, vector.f_port)
        moment = _vm.moment
        inside = []

        def interrupted(seconds: Any) -> Any:
            if len(inside) < len(others):
                other = others[len(inside)]
                inside.append(other)
                one.decode(other.payload, other.f_port)
            return moment(seconds)

        monkeypatch.setattr(_vm, "moment", interrupted)
        seen = one.decode(vector.payload, vector.f_port)
        assert inside
        assert repr(seen.readings) == repr(wanted.readings)

    def test_what_fails_inside_leaves_the_row_free(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from redi_codecs.runtimes.core import _vm

        one = redi_codecs.codec("dragino/lht52")
        vector = next(one for one in one.device.vectors if one.values.get("time"))
        for _ in range(70):
            one.decode(vector.payload, vector.f_port)

        def fails(seconds: Any) -> Any:
            raise MemoryError

        monkeypatch.setattr(_vm, "moment", fails)
        with pytest.raises(MemoryError):
            one.decode(vector.payload, vector.f_port)
        monkeypatch.undo()
        asked = []
        monkeypatch.setattr(one, "_in_python", asked.append)
        one.decode(vector.payload, vector.f_port)
        assert not asked


def test_what_is_loaded_again_and_again_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(registry, "_added", {})
    file = tmp_path / "one.py"
    file.write_text(
        "from redi_codecs.kinds import temperature\n"
        "from redi_codecs.layout import command, attribute, device, u8\n"
        'ONE = device("acme/one", name="One", source="here", f_port=1, uplink=temperature(u8),'
        ' downlink={"set": command(1, attribute(set_point=u8))})\n'
    )
    gone: list[weakref.ref[Any]] = []
    for number in range(4):
        (device,) = redi_codecs.load(file)
        one = redi_codecs.codec("acme/one")
        for _ in range(70):
            one.decode("14")
        one.decode_batch(["14", "1400"])
        one.encode_uplink({"temperature": 20})
        one.encode_downlink("set", set_point=number)
        gone.append(weakref.ref(one))
        del one, device
    gc.collect()
    assert [ref() is None for ref in gone[:-1]] == [True] * 3


def test_a_port_may_be_left_out_however_often() -> None:
    one = redi_codecs.codec("milesight-iot/em300-th")
    assert {repr(one.decode("03673401").readings) for _ in range(200)} == {"(<Reading temperature 30.8 Cel>,)"}
