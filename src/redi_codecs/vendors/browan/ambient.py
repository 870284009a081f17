"""Browan TABS of light and sound, in the format of the other TABS sensors.

Source: the models' reference manuals and the vendor's published decoders, ports 104 and 105.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.browan.tabs import (
    BATTERY,
    BOARD_TEMPERATURE,
    KEEP_ALIVE,
    ON_ANOTHER_PORT,
    OTHER,
    SETTINGS_PORT,
    one,
    or_versions,
    request,
)

RUN = "the vendor's decoder, run"

_LIGHT: dict[int, Body] = {
    0x00: KEEP_ALIVE,
    0x01: attribute(collection_interval=duration(u16le), limits=(15, 65535)),
    0x02: attribute(illuminance_change=illuminance(u16le)),
}
_LIGHT_MANUAL = "TBAM100 reference manual, appendix 2"
_LIGHT_EXAMPLES = dict(
    (
        one(_LIGHT_MANUAL, "00 100E", report_interval=3600),
        one(_LIGHT_MANUAL, "01 2C01", collection_interval=300),
        one(_LIGHT_MANUAL, "02 6400", illuminance_change=100),
    )
)
TBAM100 = device(
    "browan/tbam100",
    name="Ambient light sensor",
    source="The vendor's published decoder, port 104",
    f_port=104,
    uplink=switch(
        f_port,
        {
            104: (
                word(
                    u8,
                    attribute(darker=bit(0), lighter=bit(1)),
                    reserved(bits(2, 3)),
                    attribute(light_changed=bit(4), keep_alive=bit(5)),
                    reserved(bits(6, 7)),
                ),
                BATTERY,
                BOARD_TEMPERATURE,
                illuminance(u24le / 100),
            ),
            SETTINGS_PORT: or_versions(message("configuration", tags(u8, _LIGHT))),
        },
        otherwise=OTHER,
    ),
    downlink=commands(SETTINGS_PORT, u8, _LIGHT, answer=True, joins=True, examples=_LIGHT_EXAMPLES)
    | {"request_configuration": request()},
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "00 100E 01 2C01 02 6400", f_port=204, message="configuration", report_interval=3600,
            collection_interval=(300, "s"), illuminance_change=(100, "lx"),
            source="TBAM100 reference manual, appendix 2",
        ),
        vector(
            "12 FB 36 0C6200", f_port=104, darker=False, lighter=True, light_changed=True, keep_alive=False,
            battery_voltage=3.6, temperature_board=22, illuminance=251, source="device repository",
        ),
        vector(
            "21 05 1E 0C6280", darker=True, lighter=False, light_changed=False, keep_alive=True, battery_voltage=3,
            temperature_board=-2, illuminance=84137.08, source=RUN,
        ),
    ],
)  # fmt: skip

_SOUND: dict[int, Body] = {
    0x00: KEEP_ALIVE,
    0x01: attribute(collection_interval=duration(u16le)),
    0x02: attribute(threshold=sound_level(u8), limits=(40, 100)),
}
_SOUND_MANUAL = "TBSL100 reference manual, appendix 1"
_SOUND_EXAMPLES = dict(
    (
        one(_SOUND_MANUAL, "00 100E", report_interval=3600),
        one(_SOUND_MANUAL, "01 1E00", collection_interval=30),
        one(_SOUND_MANUAL, "02 3C", threshold=60),
    )
)
TBSL100 = device(
    "browan/tbsl100",
    name="Sound level sensor",
    source="TBSL100 reference manual; the vendor's published decoder, port 105",
    f_port=105,
    uplink=switch(
        f_port,
        {
            105: (word(u8, sound_detected(bit(0)), reserved(bits(1, 7))), BATTERY, BOARD_TEMPERATURE, sound_level(u8)),
            SETTINGS_PORT: or_versions(message("configuration", tags(u8, _SOUND))),
        },
        otherwise=OTHER,
    ),
    downlink=commands(SETTINGS_PORT, u8, _SOUND, answer=True, joins=True, examples=_SOUND_EXAMPLES)
    | {"request_configuration": request()},
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "00 100E 01 1E00 02 3C", f_port=204, message="configuration", report_interval=3600,
            collection_interval=(30, "s"), threshold=60, source="TBSL100 reference manual, appendix 2",
        ),
        vector(
            "00 0B 36 28", f_port=105, sound_detected=False, battery_voltage=3.6, temperature_board=22,
            sound_level=40, source="device repository",
        ),
        vector(
            "01 05 1E 82", sound_detected=True, battery_voltage=3, temperature_board=-2, sound_level=130, source=RUN,
        ),
    ],
)  # fmt: skip
