"""Ids, aliases and spellings; devices of files and of other packages, and what a broken package does: nothing."""

from __future__ import annotations

import importlib.metadata
import os
import sys
import timeit
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import redi_codecs
from redi_codecs import cli, registry
from redi_codecs.errors import DeclarationError, PluginWarning, UnknownDevice

TEXT = """\
from redi_codecs.kinds import temperature
from redi_codecs.layout import device, i16
{name} = device(
    "acme/{id}", name="One", source="notes", f_port=3, uplink=temperature(i16 / 10), also={{"acme/{id}-b": "B"}},
    aliases={aliases},
)
"""


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has a registry without loaded devices, and leaves none."""
    monkeypatch.setattr(registry, "_added", {})
    registry._outside.cache_clear()
    for forget in registry.changed:
        forget()
    yield
    monkeypatch.undo()
    registry._outside.cache_clear()
    for forget in registry.changed:
        forget()


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., object]:
    def load(id: str = "one", aliases: tuple[str, ...] = ("acme/old",)) -> object:
        file = tmp_path / f"{id.replace('-', '_')}.py"
        file.write_text(TEXT.format(name="ONE", id=id, aliases=aliases), encoding="utf-8")
        return redi_codecs.load(file)

    return load


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Installs packages that register devices, a module each with this text."""

    def plugins(**texts: str) -> None:
        folder = tmp_path / "packages"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(folder))
        found = [EntryPoint(name, name, "redi_codecs.devices") for name in texts]
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: found)
        registry._outside.cache_clear()
        for forget in registry.changed:
            forget()

    return plugins


class TestAliases:
    def test_of_a_loaded_file(self, load: Callable[..., object]) -> None:
        assert not registry.known("acme/old")
        load()
        assert registry.known("acme/old")
        assert registry.find("acme/old").id == "acme/one"
        assert redi_codecs.codec("acme/old").device.id == "acme/one"
        assert redi_codecs.decode("acme/old", "00D7", 3).device == "acme/one"
        assert [one.id for one in redi_codecs.devices(vendor="acme")] == ["acme/one", "acme/one-b"]

    def test_of_another_package(self, plugins: Callable[..., None]) -> None:
        plugins(redi_plugin_a=TEXT.format(name="ONE", id="two", aliases=("acme/older",)))
        assert registry.known("acme/older")
        assert registry.find("acme/older").id == "acme/two"
        assert redi_codecs.decode("acme/older", "00D7", 3)["temperature"].value == 21.5

    def test_of_the_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(registry.ALIASES, "browan/pir", "browan/tbms100")
        assert registry.known("browan/pir")
        assert registry.find("browan/pir").id == "browan/tbms100"
        assert redi_codecs.decode("browan/pir", "010b3a0500c50000", 102)["motion"].value is True

    def test_the_index_has_them(self, monkeypatch: pytest.MonkeyPatch, load: Callable[..., object]) -> None:
        (one,) = load()  # type: ignore[misc]
        monkeypatch.setattr(registry, "declared", lambda module: [one] if module.__name__.endswith("tabs") else [])
        assert 'ALIASES: dict[str, str] = {\n    "acme/old": "acme/one",\n}' in registry._index()

    def test_a_file_may_be_loaded_again(self, load: Callable[..., object]) -> None:
        load()
        load()
        assert registry.find("acme/old").id == "acme/one"

    @pytest.mark.parametrize("taken", ["browan/tbms100", "acme/old", "acme/one-b"])
    def test_one_that_is_taken_is_refused(self, load: Callable[..., object], taken: str) -> None:
        load()
        with pytest.raises(DeclarationError, match=f"the alias {taken} is taken") as caught:
            load("two", (taken,))
        assert caught.value.line == 3
        assert not registry.known("acme/two")


def test_a_file_is_read_as_it_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changed within the second that bytecode would be told apart by, to a text of the same length; nothing is left."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "one.py"
    for wire, value in (("i16", -0.1), ("u16", 6553.5)):
        file.write_text(TEXT.format(name="DEVICE", id="one", aliases=()).replace("i16", wire))
        os.utime(file, (1_800_000_000, 1_800_000_000))
        (device,) = redi_codecs.load(file)
        assert redi_codecs.decode(device, "FFFF", 3)["temperature"].value == value
    assert [*tmp_path.iterdir()] == [file]


class TestSpellings:
    @pytest.mark.parametrize("written", ["EM300-TH", "em300-th", "Milesight-IoT/EM300-TH"])
    def test_capitals_and_the_vendor_may_be_as_people_type_them(self, written: str) -> None:
        assert registry.find(written).id == redi_codecs.codec(written).device.id == "milesight-iot/em300-th"
        assert registry.exactly(written) is None

    def test_an_alias_may_be_typed_so_too(self, load: Callable[..., object]) -> None:
        load()
        assert registry.find("Acme/OLD").id == registry.find("old").id == "acme/one"

    @pytest.mark.parametrize("written", ["EM300TH", "em300_th", "Milesight-IoT/EM300TH"])
    def test_what_is_meant_is_named(self, written: str) -> None:
        assert not registry.known(written)
        with pytest.raises(UnknownDevice, match="did you mean milesight-iot/em300-th") as caught:
            registry.find(written)
        assert caught.value.nearest == ("milesight-iot/em300-th",)

    def test_several_are_all_named(self) -> None:
        with pytest.raises(UnknownDevice, match="did you mean ezurio/rs1xx-temp-rh-sensor or laird/rs1xx-temp-rh"):
            registry.find("RS1xx-Temp-RH-Sensor")

    def test_the_command_line_takes_what_is_meant(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["decode", "--device", "EM300-TH", "03673401"]) == 0
        assert "30.8" in capsys.readouterr().out
        assert cli.main(["devices", "--show", "tbms100"]) == 0
        assert capsys.readouterr().out.startswith("browan/tbms100")
        assert cli.main(["decode", "--device", "RS1xx-temp-rh-sensor", "00"]) == 2
        assert "laird/rs1xx-temp-rh-sensor" in capsys.readouterr().err

    def test_a_loaded_device_is_among_them(self, load: Callable[..., object]) -> None:
        assert registry.meant("ONE-B") == ()
        load()
        assert registry.meant("ONE-B") == ("acme/one-b",)
        assert registry.meant("old") == ("acme/one",)

    def test_the_list_has_loaded_devices_too(self, load: Callable[..., object]) -> None:
        load()
        listed = registry.listed()
        assert [one.id for one in listed] == [one.id for one in redi_codecs.devices()]
        assert [one for one in listed if one.vendor == "acme"] == [
            (f"acme/{model}", ("temperature",), name, "notes", ("air",), ())
            for model, name in (("one", "One"), ("one-b", "B"))
        ]

    def test_an_id_that_is_unknown_again_costs_little(self) -> None:
        def ask() -> None:
            with pytest.raises(UnknownDevice):
                registry.find("acme/nothing-of-the-kind")

        ask()
        assert min(timeit.repeat(ask, number=20, repeat=5)) / 20 < 0.0005
        assert registry._nearest.most == 1024

    def test_ids_that_are_none(self) -> None:
        for wrong in ("", "x" * 100_000, "/", "🙂"):
            with pytest.raises(UnknownDevice):
                registry.find(wrong)


GOOD = TEXT.format(name="ONE", id="good", aliases=())


class TestBrokenPackages:
    @pytest.mark.parametrize(
        ("broken", "why"),
        [
            ("import nowhere_at_all", "ModuleNotFoundError: No module named 'nowhere_at_all'"),
            ("def f(:", "SyntaxError"),
            ("raise SystemExit(3)", "SystemExit: 3"),
            (GOOD.replace("acme/good", "acme/bad").replace("i16 / 10", "i16 * 0.1"), "is not exact"),
            (TEXT.format(name="ONE", id="bad", aliases=("browan/tbms100",)), "the alias browan/tbms100 is taken"),
        ],
    )
    def test_one_does_not_break_the_rest(self, plugins: Callable[..., None], broken: str, why: str) -> None:
        plugins(redi_broken=broken, redi_good=GOOD)
        with pytest.warns(PluginWarning, match="the devices of redi_broken .* are left out") as told:
            assert registry.known("acme/good")
        assert why in str(told[0].message)
        assert len(told) == 1
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(UnknownDevice):
                registry.find("acme/bad")
            assert "acme/good" in {one.id for one in redi_codecs.devices()}
            assert redi_codecs.decode("acme/good", "00D7", 3)["temperature"].value == 21.5

    def test_what_is_no_device(self, plugins: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
        plugins(redi_odd="ODD = 3\n")
        odd = [EntryPoint("redi_odd", "redi_odd:ODD", "redi_codecs.devices")]
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: odd)
        with pytest.warns(PluginWarning, match="a module, a device or a list of devices is needed, not int"):
            assert not registry.known("acme/bad")

    def test_the_command_line_works(self, plugins: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
        plugins(redi_broken="raise SystemExit('no')", redi_good=GOOD)
        with pytest.warns(PluginWarning):
            assert cli.main(["devices", "--vendor", "acme"]) == 0
        assert capsys.readouterr().out.startswith("acme/good")
