"""Browan TABS and MerryIoT of the air: TBHV110, CD10, in the format of the other TABS sensors.

Source: the models' reference manuals, chapter "Messages". A count of the TBHV110's VOC is read as 1 ppm: at 1 its air
quality index is 81 and its CO2 equivalent 959 ppm, which 1 ppb could not cause.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.browan.tabs import (
    BATTERY,
    BOARD_TEMPERATURE,
    CD10_BATTERY,
    HUMIDITY,
    ON_ANOTHER_PORT,
    OTHER,
    SETTINGS_PORT,
    TEMPERATURE,
    one,
    or_versions,
    request,
)

_AIR: dict[int, Body] = {
    0x00: report_interval(u8 * 300, limits=(300, 64_800)),
    0x01: attribute(temperature_change=temperature_difference(u8), limits=(0, 100)),
    0x02: attribute(humidity_change=humidity(u8), limits=(0, 100)),
    0x03: attribute(iaq_change=iaq(u8)),
}
_AIR_MANUAL = "computed from the TBHV110 reference manual, appendix 1: the values as it comes"
_AIR_EXAMPLES = dict(
    (
        one(_AIR_MANUAL, "00 01", report_interval=300),
        one(_AIR_MANUAL, "01 02", temperature_change=2),
        one(_AIR_MANUAL, "02 05", humidity_change=5),
        one(_AIR_MANUAL, "03 19", iaq_change=25),
    )
)
TBHV110 = device(
    "browan/tbhv110",
    name="Air quality, temperature and humidity sensor",
    source="TBHV110 reference manual, 4.1.2 (port 103), appendix 1 (port 204); CO2 is an estimate from VOC",
    f_port=103,
    uplink=switch(
        f_port,
        {
            103: (
                word(
                    u8,
                    attribute(triggered=bit(0) == 1),
                    reserved(bits(1, 3)),
                    attribute(temperature_changed=bit(4) == 1, humidity_changed=bit(5) == 1, iaq_changed=bit(6) == 1),
                    reserved(bit(7)),
                ),
                BATTERY,
                BOARD_TEMPERATURE,
                HUMIDITY,
                co2(u16le),
                tvoc(u16le * 1000),
                iaq(u16le),
                TEMPERATURE,
            ),
            204: or_versions(message("configuration", tags(u8, _AIR))),
        },
        otherwise=OTHER,
    ),
    downlink=commands(SETTINGS_PORT, u8, _AIR, answer=True, joins=True, examples=_AIR_EXAMPLES)
    | {"request_configuration": request()},
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "61 0B 35 1E BF03 0100 5100 36", f_port=103, triggered=True, temperature_changed=False,
            humidity_changed=True, iaq_changed=True, battery_voltage=3.6, temperature_board=21, humidity=30, co2=959,
            tvoc=1000, iaq=81, temperature=22, source="device repository",
        ),
    ],
)  # fmt: skip

CD10_CO2 = co2(u16le, invalid={0: "warming_up"})
CD10_STATUS = word(
    u8,
    attribute(triggered=bit(0) == 1),
    button(bit(1)),
    reserved(bits(2, 3)),
    attribute(co2_above_threshold=bit(4) == 1, co2_calibration=bit(5) == 1),
    reserved(bits(6, 7)),
)

CD10 = device(
    "browan/cd10",
    name="CO2, temperature and humidity sensor",
    source="MerryIoT CD10 reference manual, chapter 4 (port 127); the vendor's published decoder (tenths of a degree)",
    f_port=127,
    uplink=switch(
        f_port, {127: (CD10_STATUS, CD10_BATTERY, temperature(i16le / 10), HUMIDITY, CD10_CO2)}, otherwise=OTHER
    ),
    also={"browan/aq10": "MerryIoT air quality sensor: CO2, temperature and humidity"},
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "11 0F E700 43 0719", f_port=127, triggered=True, button=False, co2_above_threshold=True,
            co2_calibration=False, battery_voltage=3.6, temperature=23.1, humidity=67, co2=6407,
            source="device repository",
        ),
        vector(
            "02 0F C800 2D 0000", f_port=127, button=True, battery_voltage=3.6, temperature=20, humidity=45,
            co2="warming_up", source="manual, 4.1.1: CO2 is 0 in the first ten minutes after joining; computed",
        ),
    ],
)  # fmt: skip

CD10_FIRST = device(
    "browan/cd10@1",
    name="CO2, temperature and humidity sensor, early firmware",
    source="MerryIoT CD10 reference manual BQW_02_0032.004, 4.1.2 (payload of 6 bytes)",
    f_port=127,
    uplink=switch(f_port, {127: (CD10_STATUS, CD10_BATTERY, temperature(i8), HUMIDITY, CD10_CO2)}, otherwise=OTHER),
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "11 0F 17 43 0719", f_port=127, triggered=True, button=False, battery_voltage=3.6, temperature=23,
            humidity=67, co2=6407, source="manual, 4.1.2, computed",
        ),
    ],
)  # fmt: skip
