"""Which device stands behind a DevEUI: spellings, wildcards, files, and every mistake with its place."""

from __future__ import annotations

import builtins
import pickle
import time
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from redi_codecs import DeviceMap, DeviceMapError

DEVICE = "milesight-iot/em300-th"
OTHER = "browan/tbms100"
EUI = "70b3d57ed000002a"


def written(folder: Path, text: str, name: str = "map.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


class TestLookup:
    @pytest.mark.parametrize(
        "spelling",
        [EUI, EUI.upper(), "70:B3:D5:7E:D0:00:00:2A", "70-b3-d5-7e-d0-00-00-2a", f"0x{EUI}", "70B3 D57E D000 002A "],
    )
    def test_spellings(self, spelling: str) -> None:
        assert DeviceMap({spelling: DEVICE}).get(EUI) == DEVICE
        assert DeviceMap({EUI: DEVICE}).get(spelling) == DEVICE
        assert spelling in DeviceMap({EUI: DEVICE})

    def test_the_nearest_wildcard_goes_first(self) -> None:
        devices = DeviceMap({"*": "elsys/ers", "70B3D5*": OTHER, "70:b3:d5:7e:d0*": "browan/tbhh100", EUI: DEVICE})
        assert [devices.get(eui) for eui in (EUI, "70b3d57ed0000001", "70b3d50000000001", "00" * 8)] == [
            DEVICE,
            "browan/tbhh100",
            OTHER,
            "elsys/ers",
        ]
        assert len(devices) == 4
        assert repr(devices) == "<DeviceMap of 1 DevEUIs and 3 wildcards>"

    def test_what_is_not_there(self) -> None:
        assert DeviceMap().get(EUI) is None
        assert DeviceMap({"70b3d57ed1*": DEVICE}).get(EUI) is None
        assert "noise" not in DeviceMap({EUI: DEVICE})
        assert 17 not in DeviceMap({EUI: DEVICE})

    def test_devices_themselves(self) -> None:
        device = redi_codecs.codec(DEVICE).device
        assert DeviceMap({EUI: device}).get(EUI) is device

    def test_lookup_takes_as_long_in_a_large_map(self) -> None:
        small, large = (DeviceMap({f"{n:016x}": DEVICE for n in range(size)} | {"ff*": OTHER}) for size in (10, 50_000))

        def needed(devices: DeviceMap) -> float:
            begin = time.perf_counter()
            for _ in range(2000):
                devices.get("0000000000000007")
                devices.get("ff00000000000000")
            return time.perf_counter() - begin

        assert min(needed(large) for _ in range(5)) < 5 * min(needed(small) for _ in range(5))


class TestFiles:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_csv(self, tmp_path: Path, delimiter: str) -> None:
        text = (
            "# the sensors of the town hall\n\nname,DEV_EUI,Device\n"
            f"hall #3,{EUI.upper()},{DEVICE}\n# cellar\ncellar,70b3d57ed1*, {OTHER} # new in May, or June\n,,\n"
        )
        file = written(tmp_path, "\ufeff" + text.replace(",", delimiter))
        devices = DeviceMap.read(file)
        assert (devices.get(EUI), devices.get("70b3d57ed1000000"), len(devices)) == (DEVICE, OTHER, 2)

    def test_quoted_cells(self, tmp_path: Path) -> None:
        file = written(tmp_path, f'name,dev_eui,device\n"hall, left",{EUI},{DEVICE}\n')
        assert DeviceMap.read(file).get(EUI) == DEVICE

    @pytest.mark.parametrize("suffix", [".yaml", ".yml"])
    def test_yaml(self, tmp_path: Path, suffix: str) -> None:
        text = (
            "# the sensors of the town hall\n"
            f"0200000000000001: {DEVICE}   # digits only are no number here\n"
            f"70B3D57ED0*: &pir {OTHER}\n"
            f'"*": *pir\n'
            f"{EUI}:\n  name: hall\n  device: {DEVICE}\n"
        )
        devices = DeviceMap.read(written(tmp_path, text, f"map{suffix}"))
        assert devices.get("0200000000000001") == DEVICE
        assert devices.get("70b3d57ed0000000") == devices.get("00" * 8) == OTHER
        assert devices.get(EUI) == DEVICE
        assert len(DeviceMap.read(written(tmp_path, "", "empty.yml"))) == 0

    def test_yaml_needs_a_package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = builtins.__import__

        def without(name: str, *args: Any, **named: Any) -> Any:
            if name == "yaml":
                raise ImportError(name)
            return real(name, *args, **named)

        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(redi_codecs.RediCodecsError, match=r"needs PyYAML: pip install 'redi-codecs\[yaml\]'"):
            DeviceMap.read(written(tmp_path, f"{EUI}: {DEVICE}\n", "map.yaml"))


class TestMistakes:
    def test_every_mistake_is_told_with_its_line(self, tmp_path: Path) -> None:
        rows = [
            f"{EUI},milesight-iot/em300-ht",
            f"02aa,{DEVICE}",
            f"{EUI}, {OTHER}",
            "70b3d57ed000002b,",
            f"70b3*2a,{DEVICE}",
            f"70b3d57ed000002a*,{DEVICE}",
            f"70b3d57ed000002c,{DEVICE}",
            f"70B3D57ED000002C,{OTHER}",
            "70b3d57ed000002d",
            f'"{EUI[:-1]},{DEVICE}',
        ]
        file = written(tmp_path, "dev_eui,device\n" + "\n".join(rows))
        with pytest.raises(DeviceMapError) as caught:
            DeviceMap.read(file)
        problems = [problem.removeprefix(f"{file}:") for problem in caught.value.problems]
        assert problems[0].startswith(f"2: {EUI}: no device has the id 'milesight-iot/em300-ht'; did you mean {DEVICE}")
        assert problems[1:] == [
            "3: expected a DevEUI, 16 hex digits, saw '02aa' (4 digits)",
            f"4: {EUI} is {OTHER} here and milesight-iot/em300-ht at {file}:2",
            "5: 70b3d57ed000002b: no device is given",
            "6: a wildcard stands at the end, such as 70b3d57ed0*, saw '70b3*2a'",
            "7: expected up to 15 hex digits before the *, saw '70b3d57ed000002a*'",
            f"9: 70B3D57ED000002C is {OTHER} here and {DEVICE} at {file}:8",
            "10: 70b3d57ed000002d: no device is given",
            f"11: expected a DevEUI, 16 hex digits, saw '{EUI[:-1]},{DEVICE}'",
        ]
        assert str(caught.value).startswith("9 mistakes in the map of devices:\n")
        assert all(problem in str(caught.value) for problem in problems)
        assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("- a\n- b\n", "1: expected lines of DEVEUI: vendor/model, saw a seq"),
            ("a: b: c\n", "1: not YAML: mapping values are not allowed here"),
            (f"\n{EUI}: [a]\n", f"2: {EUI}: no device is given"),
            (
                f"{EUI}: {DEVICE}\n? [a, b]\n: {DEVICE}\n",
                "2: expected a DevEUI, 16 hex digits, saw 'a list or mapping'",
            ),
            (f"{EUI}: {{name: hall}}\n", f"1: {EUI}: no device is given"),
            (f"{EUI}: {DEVICE}\n{EUI.upper()}: {OTHER}\n", f"2: {EUI.upper()} is {OTHER} here and {DEVICE} at"),
        ],
    )
    def test_in_yaml(self, tmp_path: Path, text: str, words: str) -> None:
        file = written(tmp_path, text, "map.yaml")
        with pytest.raises(DeviceMapError) as caught:
            DeviceMap.read(file)
        assert f"{file}:{words}" in str(caught.value)

    def test_in_a_mapping(self) -> None:
        wrong: Any = {EUI: 17, 42: DEVICE, "70b3d57ed000002b": "nobody/knows-it", "70b3d57ed000002c": ["a"]}
        with pytest.raises(DeviceMapError) as caught:
            DeviceMap(wrong)
        told = "\n".join(caught.value.problems)
        assert len(caught.value.problems) == 4
        for words in ("saw 17", "expected a DevEUI as a text, saw 42", "no device has the id", "saw ['a']"):
            assert words in told

    def test_no_file(self) -> None:
        with pytest.raises(DeviceMapError, match=r"cannot be read: nowhere\.csv: No such file"):
            DeviceMap.read("nowhere.csv")

    def test_the_same_twice_is_no_mistake(self, tmp_path: Path) -> None:
        file = written(tmp_path, f"dev_eui,device\n{EUI},{DEVICE}\n{EUI.upper()},{DEVICE}\n")
        assert len(DeviceMap.read(file)) == 1


def test_a_map_is_made_of_a_path_too(tmp_path: Path) -> None:
    file = tmp_path / "devices.csv"
    file.write_text("dev_eui,device\n70B3D57ED000002A,milesight-iot/em300-th\n", encoding="utf-8")
    for made in (DeviceMap(file), DeviceMap(str(file)), DeviceMap.read(file)):
        assert made.get("70b3d57ed000002a") == "milesight-iot/em300-th"
    for other in (["70B3D57ED000002A"], 3):
        with pytest.raises(
            DeviceMapError, match="expected a mapping of DevEUIs to devices, or the path of a file, saw"
        ):
            DeviceMap(other)  # type: ignore[arg-type]
