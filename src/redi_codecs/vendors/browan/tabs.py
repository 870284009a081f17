"""Browan TABS of motion and climate: a status byte, the battery in a nibble, then a byte or little-endian word a value.

Source: the models' reference manuals, chapter "Messages". After a join some tell their versions first; the
manuals (TBSL100, appendix 3; MS10, 12.4) give no port for it, so that any other port is taken.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

BATTERY = word(u8, battery_voltage((bits(0, 3) + 25) / 10), reserved(bits(4, 7)))
CD10_BATTERY = word(u8, battery_voltage((bits(0, 3) + 21) / 10), reserved(bits(4, 7)))
TEMPERATURE = word(u8, temperature(bits(0, 6) - 32), reserved(bit(7)))
BOARD_TEMPERATURE = word(u8, temperature(bits(0, 6) - 32, place="board"), reserved(bit(7)))
HUMIDITY = word(u8, humidity(bits(0, 6), invalid=127), reserved(bit(7)))
VERSIONS = {
    9: message("versions", expect(u8, 1), attribute(hardware_id=u32le, firmware_crc=u32le)),
    17: message(
        "versions_and_key", expect(u8, 1),
        attribute(bootloader_version=u32le, hardware_id=u32le, firmware_crc=u32le, public_key_id=u32le),
    ),
}  # fmt: skip


#: Port 204, both ways; the device answers an unconfirmed downlink with all that it is set to.
SETTINGS_PORT = 204
#: Of all models but the TBHV110; the least is 15 s. ``answer`` is the message that repeats the settings.
KEEP_ALIVE = report_interval(u16le, limits=(15, 65535))


def request(answer: str = "configuration") -> Command:
    """It sends what it is set to: the number of the first setting without a value."""
    return command(
        SETTINGS_PORT,
        expect(u8, 0x00),
        answer=answer,
        examples=[example("00", f_port=SETTINGS_PORT, source="reference manuals, configuration downlink command")],
    )


def one(source: str, payload: str, **said: Any) -> tuple[str, list[Example]]:
    """An example of a setting of one argument, by the name of this."""
    return next(iter(said)), [example(payload, f_port=SETTINGS_PORT, source=source, **said)]


def or_versions(body: Body) -> Body:
    """What else it may be, unless it is what a device says of itself after a join."""
    return switch(peek(0, u8), {1: switch(length, VERSIONS, otherwise=body)}, otherwise=body)


OTHER = or_versions(message("other", raw_data(raw())))
ON_ANOTHER_PORT = vector(
    "010203", f_port=77, message="other", raw_data=b"\1\2\3", source="no manual says anything of other ports",
)  # fmt: skip

_MOTION: dict[int, Body] = {
    0x00: KEEP_ALIVE,
    0x02: attribute(occupied_interval=duration(u16le)),
    0x03: attribute(free_detection_time=duration(u8 * 60)),
    0x04: attribute(trigger_count=u16le),
    0x05: attribute(pir_parameters=hexadecimal(4)),
}
_MOTION_MANUAL = "TBMS100 reference manual, appendix 2"
_MOTION_EXAMPLES = dict(
    (
        one(_MOTION_MANUAL, "00 100E", report_interval=3600),
        one(_MOTION_MANUAL, "02 5802", occupied_interval=600),
        one(_MOTION_MANUAL, "03 05", free_detection_time=300),
        one(_MOTION_MANUAL, "04 0000", trigger_count=0),
        one(_MOTION_MANUAL, "05 00148101", pir_parameters="00148101"),
    )
)
TBMS100 = device(
    "browan/tbms100",
    name="PIR motion sensor",
    source="TBMS100 reference manual, payload format on port 102; appendix 3 (answers on port 204)",
    f_port=102,
    uplink=switch(
        f_port,
        {
            102: (
                word(u8, motion(bit(0)), reserved(bits(1, 7))),
                BATTERY,
                TEMPERATURE,
                time_since_motion(u16le * 60),
                motion_count(u24le, statistic="total"),
            ),
            204: message("configuration", tags(u8, _MOTION)),
        },
    ),
    downlink=commands(SETTINGS_PORT, u8, _MOTION, answer=True, joins=True, examples=_MOTION_EXAMPLES)
    | {"request_configuration": request()},
    vectors=[
        vector(
            "01 0B 3A 0500 C50000", f_port=102, motion=True, battery_voltage=3.6, temperature=26, time_since_motion=300,
            motion_count_total=197, source="the vendor's decoder, run",
        ),
        vector(
            "01 BB 34 0400 DC7801", f_port=102, motion=True, battery_voltage=3.6, temperature=20, time_since_motion=240,
            motion_count_total=96476, source="device repository",
        ),
        vector(
            "00 100E 02 5802 03 05 04 0000 05 00148101", f_port=204, message="configuration", report_interval=3600,
            occupied_interval=(600, "s"), free_detection_time=(300, "s"), trigger_count=0, pir_parameters="00148101",
            source="manual, appendix 3",
        ),
    ],
)  # fmt: skip

_CLIMATE: dict[int, Body] = {
    0x00: KEEP_ALIVE,
    0x01: attribute(collection_interval=duration(u16le), limits=(15, 65535)),
    0x02: attribute(temperature_change=temperature_difference(u8)),
    0x03: attribute(humidity_change=humidity(u8)),
}
_CLIMATE_MANUAL = "TBHH100 reference manual, appendix 1"
_CLIMATE_EXAMPLES = dict(
    (
        one(_CLIMATE_MANUAL, "00 100E", report_interval=3600),
        one(_CLIMATE_MANUAL, "01 3C00", collection_interval=60),
        one(_CLIMATE_MANUAL, "02 02", temperature_change=2),
        one(_CLIMATE_MANUAL, "03 05", humidity_change=5),
    )
)
TBHH100 = device(
    "browan/tbhh100",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder, port 103; TBHH100 manual, appendix 2 (answers on port 204)",
    f_port=103,
    uplink=switch(
        f_port,
        {
            103: (word(u8, reserved(bits(0, 2)), status_code(bits(3, 7))), BATTERY, TEMPERATURE, HUMIDITY, reserved(4)),
            204: message("configuration", sized(10, tags(u8, _CLIMATE)), reserved(2)),  # a check of the payload
        },
    ),
    downlink=commands(SETTINGS_PORT, u8, _CLIMATE, answer=True, joins=True, examples=_CLIMATE_EXAMPLES)
    | {"request_configuration": request()},
    vectors=[
        vector(
            "08 AB 35 22 FFFFFFFF", f_port=103, status_code=1, battery_voltage=3.6, temperature=21, humidity=34,
            source="device repository",
        ),
        vector(
            "00 A0 37 32 FFFFFFFF", f_port=103, status_code=0, battery_voltage=2.5, temperature=23, humidity=50,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
