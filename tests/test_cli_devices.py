"""``devices``: filters, search, and everything about one device."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from commandline import DEVICE, Run, Terminal
from declared import DECLARED, in_part
from redi_codecs import UnknownPort, codec, decode
from redi_codecs.cli import fields
from redi_codecs.cli.portrait import portrait, portrait_dict
from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import Known
from redi_codecs.plan.plan import Choose, every
from redi_codecs.registry import devices, find


def ids(run: Run, *args: str) -> set[str]:
    code, out, err = run("devices", "--json", *args)
    assert (code, err) == (0, "")
    return {json.loads(line)["id"] for line in out.splitlines()}


class TestFilters:
    def test_none(self, run: Run) -> None:
        assert ids(run) == {one.id for one in devices()}
        assert {line.split()[0] for line in run("devices")[1].splitlines()} == ids(run)

    def test_vendors_are_added_up(self, run: Run) -> None:
        both = ids(run, "--vendor", "browan", "--vendor", "talkpool")
        assert both == ids(run, "--vendor", "browan") | ids(run, "--vendor", "talkpool")
        assert {id.split("/")[0] for id in both} == {"browan", "talkpool"}

    def test_quantities_must_all_be_there(self, run: Run) -> None:
        both = ids(run, "--quantity", "co2", "--quantity", "pressure")
        assert both == ids(run, "--quantity", "co2") & ids(run, "--quantity", "pressure")
        assert all({"co2", "pressure"} <= set(find(id).quantities) for id in both)
        assert both

    def test_places(self, run: Run) -> None:
        found = ids(run, "--place", "soil")
        assert found == {
            one.id for one in devices() if any(f.place == "soil" and f.role == "reading" for f in one.fields)
        }
        assert found

    def test_commands(self, run: Run) -> None:
        assert ids(run, "--downlink") == {one.id for one in devices() if one.downlink}
        assert ids(run, "--command", "clear_history") == {one.id for one in devices(command="clear_history")} != set()

    def test_all_at_once(self, run: Run) -> None:
        found = ids(run, "vibration", "--vendor", "netvox", "--downlink", "--quantity", "battery_voltage")
        assert "netvox/r311da" in found
        assert all(find(id).downlink and find(id).vendor == "netvox" for id in found)

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (["--vendor", "milesight"], "no vendor is called 'milesight'; did you mean milesight-iot?"),
            (["--quantity", "temprature"], "no quantity is called 'temprature'; did you mean temperature"),
            (["--place", "sol"], "no place is called 'sol'; did you mean soil?"),
            (["--place", "moon"], "no place is called 'moon'; there are air, soil, water"),
        ],
    )
    def test_mistakes(self, run: Run, args: list[str], words: str) -> None:
        code, out, err = run("devices", *args)
        assert (code, out) == (2, "")
        assert words in err

    def test_none_left(self, run: Run) -> None:
        code, out, err = run("devices", "--vendor", "browan", "--place", "soil")
        assert (code, out, err) == (1, "", "redi-codecs devices: no device passes all these filters\n")


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "id"),
        [
            (["EM300-TH"], DEVICE),
            (["em300th"], DEVICE),
            (["milesight", "em300-th"], DEVICE),
            (["pir", "browan"], "browan/tbms100"),
            (["Bewegung", "tbms"], "browan/tbms100"),  # a quantity's name in German
            (["kohlendioxid", "ers"], "elsys/ers-co2"),
            (["CO2", "decentlab"], "decentlab/dl-lp8p"),  # whose name has CO₂
            (["Tür", "elsys"], "elsys/ems"),
            (["tuer", "elsys"], "elsys/ems"),
            (["Fenster", "elsys"], "elsys/ems"),
            (["Präsenz"], "browan/tbms100"),
            (["presence"], "browan/tbms100"),
            (["Feuchte", "em300-th"], DEVICE),
            (["Luftqualität"], "elsys/ers-co2"),
            (["Lärm"], "elsys/ers-sound"),
        ],
    )
    def test_ids_names_and_quantities(self, run: Run, words: list[str], id: str) -> None:
        assert id in ids(run, *words)

    def test_all_words_count(self, run: Run) -> None:
        assert ids(run, "browan", "motion") == ids(run, "browan") & ids(run, "motion")

    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            (["temprature"], "no device matches 'temprature'; did you mean temperature"),
            (["em300ht"], "no device matches 'em300ht'; did you mean em300-th"),
            (["browan/tbms10o"], "no device matches 'browan/tbms10o'; did you mean browan/tbms100"),
            (["xyzzy-plugh"], "no device matches 'xyzzy-plugh'\n"),
            (["dragino", "tbms100"], "no device has all of 'dragino', 'tbms100'\n"),
            (["!?"], "no device matches '!?'\n"),
        ],
    )
    def test_nothing_found(self, run: Run, words: list[str], reason: str) -> None:
        code, out, err = run("devices", *words)
        assert (code, out) == (1, "")
        assert err.startswith(f"redi-codecs devices: {reason}")

    @pytest.mark.parametrize("columns", [60, 100, 160])
    def test_at_a_terminal_rows_are_folded(self, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
        plain = run("devices", "mcci")[1]
        assert len(plain.splitlines()) == len(ids(run, "mcci"))
        monkeypatch.setenv("COLUMNS", str(columns))
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        run("devices", "mcci")
        assert max(map(len, screen.getvalue().splitlines())) <= columns
        words = [word for one in devices(vendor="mcci") for word in (one.id, one.name, *one.quantities)]
        assert sorted(" ".join(words).replace(",", " ").split()) == sorted(screen.getvalue().replace(",", " ").split())

    def test_elsewhere_a_line_says_the_first_of_many(self, run: Run) -> None:
        line = run("devices", "elsys/ems-desk")[1]
        own = find("elsys/ems-desk").quantities
        assert line == f"elsys/ems-desk  {find('elsys/ems-desk').name}  {', '.join(own[:6])}, and {len(own) - 6} more\n"


class TestInventory:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("stock.txt", f"# the stock of 2026\n{DEVICE}\nTBMS100  # in the depot\n\nacme/klima-9\n{DEVICE}\n"),
            ("stock.csv", f"town,id\nBühl,{DEVICE}\nBühl,TBMS100\nAchern,acme/klima-9\n"),
            ("stock.CSV", f"\ufefftown;device\nBühl;{DEVICE}\nBühl;TBMS100\nAchern;acme/klima-9\n"),
        ],
    )
    def test_what_is_known(self, run: Run, tmp_path: Path, name: str, text: str) -> None:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        assert run("devices", "--inventory", file) == (1, "2 of 3 are known\nmissing: acme/klima-9\n", "")
        found = [json.loads(line) for line in run("devices", "--inventory", file, "--json")[1].splitlines()]
        assert found == [
            {"id": DEVICE, "known": DEVICE},
            {"id": "TBMS100", "known": "browan/tbms100"},
            {"id": "acme/klima-9", "known": None},
        ]
        if file.suffix.lower() == ".csv":
            assert run("devices", "--inventory", file, "--where", "town=Bühl") == (0, "2 of 2 are known\n", "")

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (["--inventory", "nowhere.csv"], "nowhere.csv cannot be read"),
            (["--inventory", "stock.csv", "--where", "city=Bühl"], "has no column 'city'; there are town, id"),
            (["--inventory", "stock.csv", "--where", "Bühl"], "--where takes COLUMN=VALUE, not 'Bühl'"),
            (["--inventory", "stock.csv", "--where", "town=Rastatt"], "names no device of which that is so"),
            (["--inventory", "stock.csv", "browan"], "leave words and filters out"),
            (["--inventory", "list.txt", "--where", "town=Bühl"], "--where needs columns"),
            (["--inventory", "other.csv"], "needs a column id or device or model; there are town"),
            (["--inventory", "latin.csv"], "is not UTF-8: byte 9"),
            (["--where", "town=Bühl"], "--where is about an inventory"),
        ],
    )
    def test_mistakes(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], words: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("stock.csv").write_text(f"town,id\nBühl,{DEVICE}\n", encoding="utf-8")
        Path("list.txt").write_text(DEVICE, encoding="utf-8")
        Path("other.csv").write_text("town\nBühl\n", encoding="utf-8")
        Path("latin.csv").write_text("town,id\nBühl,x\n", encoding="latin-1")
        code, out, err = run("devices", *args)
        assert (code, out) == (2, "")
        assert words in err


class TestShow:
    def test_for_a_person(self, run: Run) -> None:
        code, out, err = run("devices", "--show", "browan/tbms100")
        assert (code, err) == (0, "")
        lines = [" ".join(line.split()) for line in out.splitlines()]
        assert lines[0] == "browan/tbms100 PIR motion sensor"
        for line in (
            "ports 102, 204",
            "messages configuration",
            "battery_voltage 2.5 … 4 by 0.1 V 0 … 60",
            "temperature -32 … 95 by 1 °C -200 … 1800",
            "motion_count_total 0 … 16777215 from 0",
            "report_interval 0 … 65535 by 1 s from 0",
            "01bb340400dc7801 (port 102)",
            "motion yes, battery_voltage 3.6 V, temperature 20 °C, time_since_motion 240 s, motion_count_total 96476",
        ):
            assert line in lines
        assert any(line.startswith("declared redi_codecs/vendors/browan/tabs.py:") for line in lines)

    def test_commands_quirks_and_other_models(self, run: Run) -> None:
        _, out, _ = run("devices", "--show", "netvox/r311da")
        assert "netvox/r311db (R311DB vibration sensor, spring type)" in " ".join(out.split())
        assert "  report_interval  (port 7)" in out
        assert "action.motion.count: The byte is a state" in out
        assert "    011a011e01000000000000 (port 6)" in out

    def test_the_arguments_of_commands_are_within_their_limits(self, run: Run) -> None:
        told = json.loads(run("devices", "--show", "milesight-iot/em300-th", "--json")[1])
        (command,) = [one for one in told["commands"] if one["name"] == "report_interval"]
        assert (command["arguments"][0]["low"], command["arguments"][0]["high"]) == (1, 64800)

    def test_states_statuses_and_what_is_sensitive(self, run: Run) -> None:
        _, out, _ = run("devices", "--show", "mclimate/ht-sensor")
        assert "or not_connected" in out
        assert "unconfirmed, confirmed" in out
        _, out, _ = run("devices", "--show", "elsys/ers")
        (latitude,) = [line for line in out.splitlines() if line.startswith("  latitude ")]
        assert latitude.endswith("sensitive")

    def test_what_it_says_to_try_works(self, run: Run) -> None:
        *_, last = run("devices", "--show", "browan/tbms100")[1].splitlines()
        program, *args = last.split()
        assert program == "redi-codecs"
        code, out, _ = run(*args)
        assert code == 0
        assert "motion" in out

    def test_an_alias_is_known(self, run: Run) -> None:
        from redi_codecs.vendors._index import ALIASES

        for alias, id in list(ALIASES.items())[:3]:
            _, out, _ = run("devices", "--show", alias)
            assert out.startswith(f"{id}  ")
            assert alias in out

    def test_mistakes(self, run: Run) -> None:
        code, _, err = run("devices", "--show", "browan/tbms10")
        assert code == 2
        assert "did you mean browan/tbms100" in err
        code, _, err = run("devices", "--show", "browan/tbms100", "motion")
        assert code == 2
        assert "--show is about one device" in err


@pytest.mark.parametrize("device", in_part(DECLARED, 0))
def test_every_device_can_be_shown(device: Device) -> None:
    text = "\n".join(portrait(device))
    row: dict[str, Any] = json.loads(json.dumps(portrait_dict(device)))
    assert row["id"] == device.id
    described = {one["name"] for one in row["fields"]}
    assert {field.name for field in device.fields} <= described
    for name in described:
        assert name in text
    assert len(row["vectors"]) == len(device.vectors)
    assert len(row["quirks"]) == len(device.quirks)
    for command in device.downlink:
        assert f"  {command}  (port " in text
    for vector in row["vectors"]:
        if row["ports"] and vector["f_port"] is not None:
            ports = [part for port in row["ports"] for part in port.split("…")]
            listed = str(vector["f_port"]) in ports or len(ports) > len(row["ports"])
            assert listed or not refuses(device)


def refuses(device: Device) -> bool:
    """Whether the format depends on the port, and nothing is said of any other."""
    ops = (op for op in every(codec(device).plan.ops) if isinstance(op, Choose) and op.otherwise is None)
    return any(isinstance(on, Known) and on.name == "f_port" for op in ops for on in op.on)


SEVERAL_PORTS = [one for one in DECLARED if len(fields.ports_of(one)) > 1 and refuses(one)]


@pytest.mark.parametrize("device", SEVERAL_PORTS, ids=lambda one: one.id)
def test_ports_are_those_that_decoding_takes(device: Device) -> None:
    ports = fields.ports_of(device)
    spans = [[int(end) for end in port.split("…")] for port in ports]
    other = next(port for port in range(1, 224) if not any(span[0] <= port <= span[-1] for span in spans))
    with pytest.raises(UnknownPort) as caught:
        decode(device.id, device.vectors[0].payload, other)
    known = caught.value.problem.split("known: ")[1]
    told = re.split(r", |/", known)
    assert (told[:-1] if told[-1] == "…" else told) == ports[:12]  # of more, the first dozen
