"""What a model measures: less than the table that its family shares, and never what the payload says."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import redi_codecs
from redi_codecs import cli
from redi_codecs.checking import check_file
from redi_codecs.kinds import battery, co2, humidity, temperature
from redi_codecs.layout import Device, device, i16, tags, u8, u16, variant, vector
from redi_codecs.registry import _models

TABLE = {1: temperature(i16 / 10), 2: humidity(u8), 3: co2(u16), 4: battery(u8)}


def room(**changes: object) -> Device:
    given: dict[str, object] = {"measures": (battery, (temperature, "humidity"))}
    return device(
        "acme/room", name="Room", source="manual", f_port=1, uplink=tags(u8, TABLE),
        **given | changes,  # type: ignore[arg-type]
    )  # fmt: skip


def quantities(one: Device) -> dict[str, tuple[str, ...]]:
    return {model.id: model.quantities for model in _models(one)}


def test_in_the_order_of_the_layout() -> None:
    assert room().quantities == ("temperature", "humidity", "battery")
    assert room(measures=None).quantities == ("temperature", "humidity", "co2", "battery")


def test_of_further_models() -> None:
    one = room(also={"acme/b": "B", "acme/c": variant("C", measures=co2), "acme/d": variant("D")})
    assert one.also == {"acme/b": "B", "acme/c": "C", "acme/d": "D"}
    known = ("temperature", "humidity", "battery")
    assert quantities(one) == {"acme/room": known, "acme/b": known, "acme/c": ("co2",), "acme/d": known}


def test_where_only_a_further_model_says() -> None:
    one = room(measures=None, also={"acme/b": variant("B", measures="co2"), "acme/c": "C"})
    everything = ("temperature", "humidity", "co2", "battery")
    assert quantities(one) == {"acme/room": everything, "acme/b": ("co2",), "acme/c": everything}


def test_decoding_stays_tolerant() -> None:
    assert redi_codecs.decode(room(), "03 0190", 1)["co2"].value == 400
    assert redi_codecs.encode_uplink(room(), {"co2": 400}).payload == bytes.fromhex("030190")
    assert "co2" in [field.name for field in room().fields]


@pytest.fixture
def check(tmp_path: Path) -> object:
    def check(arguments: str) -> list[tuple[int, str]]:
        file = tmp_path / "room.py"
        file.write_text(
            textwrap.dedent(f"""\
            from redi_codecs.kinds import *
            from redi_codecs.layout import *
            ROOM = device(
                "acme/room", name="Room", source="manual", f_port=1,
                uplink=tags(u8, {{1: temperature(i16 / 10), 3: co2(u16)}}),
                {arguments},
                vectors=[
                    vector("01 FFD7", f_port=1, temperature=-4.1, source="manual"),
                    vector("03 9001", co2=36865, source="manual"),
                ],
            )
            """),
            encoding="utf-8",
        )
        return [(one.line, one.text) for one in check_file(file)]

    return check


def test_check_refuses_a_payload_that_no_model_sends(check: object) -> None:
    assert check("measures=temperature") == [  # type: ignore[operator]
        (9, "the payload shows co2, which measures= of no model of this declaration has")
    ]
    assert check('measures=temperature, also={"acme/b": variant("B", measures=(temperature, co2))}') == []  # type: ignore[operator]
    assert check('also={"acme/b": variant("B", measures=temperature)}') == []  # type: ignore[operator]


def test_check_refuses_what_the_layout_cannot_give(check: object) -> None:
    ((line, text),) = [one for one in check("measures=(temperature, humidty)") if "humid" in one[1]]  # type: ignore[operator]
    assert "humidty is not defined; did you mean humidity" in text
    assert line == 6
    ((_, text),) = check("measures=(temperature, humidity)")  # type: ignore[operator]
    assert text.startswith("measures= names humidity, of which the layout has no reading; it has temperature, co2")


@pytest.mark.parametrize(
    ("id", "there", "not_there"),
    [
        ("elsys/ers", {"temperature", "humidity", "illuminance", "motion_count"}, {"co2", "leak", "latitude"}),
        ("elsys/ers-co2", {"co2"}, {"leak", "distance"}),
        ("elsys/ems-lite", {"leak", "temperature"}, {"co2", "acceleration_x"}),
        ("milesight-iot/am104", {"illuminance", "motion_count"}, {"co2", "pressure"}),
        ("milesight-iot/am103", {"co2"}, {"tvoc", "illuminance"}),
        ("milesight-iot/am308", {"pm2_5"}, {"ozone", "formaldehyde_mass"}),
        ("milesight-iot/em300-mld", {"leak"}, {"temperature"}),
        ("inbiot/mini-lora-mdb", {"co2"}, {"pm2_5", "tvoc"}),
        ("inbiot/well-lora", {"co", "ozone", "no2"}, set()),
        ("netvox/r31507", {"motion", "button"}, {"temperature", "leak"}),
        ("netvox/ra0715", {"co2"}, {"ph", "wind_speed"}),
        ("netvox/r718ubd", {"tvoc", "co2"}, {"illuminance"}),
        ("watteco/climo", {"temperature", "humidity"}, {"co2", "iaq", "occupancy"}),
        ("watteco/vaqao-plus", {"co2", "occupancy"}, {"relay"}),
        ("sensecap/sensecap-light", {"illuminance"}, {"co2", "temperature"}),
        ("mcci/model4822", {"temperature", "illuminance"}, {"iaq", "water_level", "pressure"}),
        ("mutelcor/mtc-pm01", {"pm2_5"}, {"co2"}),
    ],
)
def test_models_of_the_library(id: str, there: set[str], not_there: set[str]) -> None:
    found = set(redi_codecs.codec(id).device.quantities)
    assert there <= found
    assert not found & not_there
    for quantity in not_there:
        assert id not in {one.id for one in redi_codecs.devices(quantity=quantity)}


def test_the_command_line_lists_only_those(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["devices", "--vendor", "elsys", "--quantity", "co2"]) == 0
    found = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    assert {"elsys/ers-co2", "elsys/ers-co2-lite"} <= found
    assert not found & {"elsys/ers", "elsys/ers-lite", "elsys/ems", "elsys/elt-2"}
    assert cli.main(["devices", "--show", "elsys/ers-lite"]) == 0
    assert "measures  temperature, humidity, battery_voltage" in capsys.readouterr().out


#: Frames of a family's table that none of the models listed sends; they are read all the same.
SHARED = [
    ("elsys/elt-2", 5, "09E0BA0980D301", {"latitude": 63.7664, "longitude": 11.968}),
    ("elsys/ers", 5, "14000F75C2 0F03", {"pressure": 1013.186, "vibration_count": 3}),
    ("milesight-iot/am319", 85, "0D7D0200", {"ozone": 20}),
    ("netvox/r718ubb", 6, "01 BB 03 24 0111 0123 01F4 00", {"pm2_5": 273, "pm10": 291, "tvoc": 500}),
    ("sensecap/sensecap-air-th", 2, "01 0510 C8180A06 023A", {"pressure": 1013.25}),
]


@pytest.mark.parametrize(("id", "f_port", "payload", "values"), SHARED)
def test_frames_of_nobody_are_read(id: str, f_port: int, payload: str, values: dict[str, float]) -> None:
    decoded = redi_codecs.decode(id, payload, f_port)
    assert {name: decoded[name].value for name in values} == values
    again = redi_codecs.encode_uplink(id, decoded)
    assert redi_codecs.decode(id, again.payload, again.f_port).to_dict() == decoded.to_dict()


def test_a_vector_alone_is_no_statement() -> None:
    assert vector("03 0190", co2=400).values == {"co2": 400}
