"""Pressac's room sensors: product, message and battery, then what a byte of bits announces; big-endian.

Source: akenza's device types. Its decoder of the IAQ sensor never reads the light, whose place the decoder of the room
sensor shows.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_RESETS = {1: "power_on", 2: "hard_reset", 3: "soft_reset", 4: "watchdog", 5: "brown_out", 6: "other"}
_REGIONS = {0: "EU868", 1: "US915", 2: "AS923", 3: "AU915"}
_HAS = V.sensors
_SENSORS = attribute(sensors=u8)
_FAULT: dict[int | range, str] = {0x1FF: "fault"}
_VOC = peek(-2, u8).bits(6, 7)
_VOC_RAW = bits(0, 13)

_BOOT = message(
    "boot",
    word(
        u16,
        firmware_version(version(bits(12, 15), bits(8, 11), bits(4, 7), bits(0, 3))),
    ),
    reset_cause(choice(u8, _RESETS)),
    attribute(region=choice(u8, _REGIONS)),
    _SENSORS,
    word(u8, attribute(interval_from_network=bit(0)), report_interval(bits(1, 7) * 60)),
    optional(
        _HAS.bit(3),
        word(
            u8,
            attribute(dust_cleaning=bit(0)),
            reserved(bit(1)),
            attribute(dust_cleaning_interval=duration(bits(2, 4) * 86400)),
            reserved(bits(5, 7)),
        ),
    ),
    optional(
        _HAS.bit(2),
        word(u16, attribute(co2_manually_calibrated=bit(15), co2_fresh_air=co2(bits(0, 14)))),
        word(u16, attribute(co2_calibrates_itself=bit(15), co2_indoor_air=co2(bits(0, 14)))),
    ),
    optional(_HAS.bit(6), attribute(absence_timeout=duration(u8 * 60), repeat_timeout=duration(u8 * 60))),
    optional(
        _HAS.bit(0),
        attribute(temperature_offset=temperature_difference(u8 / 4 - 5), humidity_offset=percentage(u8 / 2 - 5)),
    ),
    optional(
        _HAS.bit(1),
        word(
            u8,
            attribute(voc_unit=choice(bits(4, 7), {0: "µg/m³", 1: "ppb", 2: "index"})),
            attribute(voc_gas=choice(bits(0, 3), {0: "isobutylene", 1: "mølhave", 2: "ethanol"})),
        ),
    ),
)
_READINGS = (
    attribute(data_age=u8),
    _SENSORS,
    optional(_HAS.bit(0), temperature(u8 / 4 - 10, invalid=0xFF), humidity(u8 / 2, invalid=0xFF)),
    optional(
        _HAS.bit(3),
        word(
            u40,
            pm10(bits(31, 39), invalid=_FAULT),
            pm4(bits(22, 30), invalid=_FAULT),
            pm2_5(bits(13, 21), invalid=_FAULT),
            pm1(bits(4, 12), invalid=_FAULT),
            reserved(bits(0, 3)),
        ),
    ),
    optional(_HAS.bit(5), sound_level(u8 / 2, invalid=0xFF)),
    optional(_HAS.bit(4), illuminance(u16, invalid=0xFFFF)),
    optional(_HAS.bit(2), co2(u16, invalid=0xFFFF)),
    optional(
        _HAS.bit(1),
        switch(
            _VOC,
            {
                0: word(u16, tvoc_mass(_VOC_RAW, invalid=0x3FFF), expect(bits(14, 15), 0)),
                1: word(u16, tvoc(_VOC_RAW, invalid=0x3FFF), expect(bits(14, 15), 1)),
                2: word(u16, tvoc_index(_VOC_RAW, invalid=0x3FFF), expect(bits(14, 15), 2)),
            },
        ),
    ),
)

ROOMS = device(
    "pressac/iaq",
    name="Indoor air quality sensor",
    source="akenza's device types, pressac/iaq and pressac/rcs",
    f_port=1,
    measures=(
        battery_voltage,
        temperature,
        humidity,
        pm1,
        pm2_5,
        pm4,
        pm10,
        sound_level,
        illuminance,
        co2,
        tvoc_mass,
        tvoc,
        tvoc_index,
        occupancy,
    ),
    also={
        "pressac/rcs": variant(
            "Room conditions sensor",
            measures=(battery_voltage, temperature, humidity, sound_level, illuminance, occupancy),
        )
    },
    uplink=(
        model(choice(u8, {0x06: "room conditions sensor", 0x26: "indoor air quality sensor"})),
        word(u8, protocol_version(version(bits(0, 3))), let(type=bits(4, 7))),
        battery_voltage((u8 - 1) / 5, invalid={0: "not_installed", 0xFF: "unknown"}),
        switch(
            V.type,
            {
                1: _BOOT,
                2: _READINGS,
                3: message("occupancy", attribute(data_age=u8), word(u8, occupancy(bit(0)), reserved(bits(1, 7)))),
            },
        ),
    ),
    vectors=[
        vector(
            "262100000F825A0100802010042900D5", f_port=1, battery_voltage="not_installed", temperature=22.5,
            humidity=45, pm10=2, pm4=2, pm2_5=1, pm1=1, co2=1065, tvoc_mass=213, model="indoor air quality sensor",
            protocol_version="1", data_age=0, sensors=15, source="akenza's device types, run",
        ),
        vector(
            "0620130031825A55015E", battery_voltage=3.6, temperature=22.5, humidity=45, sound_level=42.5,
            illuminance=350, model="room conditions sensor", protocol_version="0", data_age=0, sensors=49,
            source="akenza's device types, run",
        ),
        vector(
            "06101305410200711E140A140A", message="boot", battery_voltage=3.6, model="room conditions sensor",
            protocol_version="0", firmware_version="0.5.4.1", reset_cause="hard_reset", region="EU868", sensors=113,
            interval_from_network=False, report_interval=900, absence_timeout=(1200.0, 's'),
            repeat_timeout=(600.0, 's'), temperature_offset=(0.0, 'K'), humidity_offset=(0.0, '%'),
            source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
