"""LRS20100: temperature and humidity, big-endian; the port says which frame it is.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_SENSOR = expect(u8, 1)

LRS20100 = device(
    "arwin-technology/lrs20100",
    name="Temperature and humidity sensor LRS20100",
    source="The vendor's published decoder",
    f_port=10,
    uplink=switch(
        f_port,
        {
            8: message("version", attribute(version_major=u8, version_minor=u8, version_build=u16)),
            10: (
                _SENSOR,
                word(
                    u8,
                    attribute(heartbeat=bit(0)),
                    reserved(bit(1)),
                    attribute(high_temperature_alarm=bit(2), low_temperature_alarm=bit(3)),
                    attribute(high_humidity_alarm=bit(4), low_humidity_alarm=bit(5)),
                    reserved(bits(6, 7)),
                ),
                battery(u8),
                temperature(i16 / 10),
                humidity(i16 / 10),
                optional(remaining >= 2, reserved(2)),
            ),
            12: message("settings", _SENSOR, report_interval(u16 * 60), optional(remaining >= 2, reserved(2))),
            13: message(
                "thresholds",
                _SENSOR,
                attribute(temperature_threshold_max=temperature(i16), temperature_threshold_min=temperature(i16)),
                attribute(humidity_threshold_max=humidity(u8), humidity_threshold_min=humidity(u8)),
            ),
        },
    ),
    vectors=[
        vector(
            "01015A00E602440000", f_port=10, battery=90, temperature=23, humidity=58, heartbeat=True,
            high_temperature_alarm=False, low_temperature_alarm=False, high_humidity_alarm=False,
            low_humidity_alarm=False, source="device repository",
        ),
        vector(
            "01000001", f_port=8, message="version", version_major=1, version_minor=0, version_build=1,
            source="device repository",
        ),
    ],
)  # fmt: skip
