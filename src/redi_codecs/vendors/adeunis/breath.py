"""BREATH: organic compounds and fine dust, with history, alarms and a daily summary.

Source: BREATH user guide (chapter "Uplink frames") and the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind
from redi_codecs.vendors.adeunis.frames import INCONSISTENT, common, status_byte

_STATUS = status_byte(reserved(bit(2)), INCONSISTENT, attribute(sensor_error=bit(4)))
_KINDS = (tvoc_mass, pm10, pm2_5, pm1)
_AIR = tuple(kind(u16) for kind in _KINDS)


def _day(kind: Kind, *more: Body) -> Body:
    return tuple(kind(u16, statistic=statistic) for statistic in ("min", "max", "mean")), more


BREATH = device(
    "adeunis/breath",
    name="Indoor air quality sensor BREATH: organic compounds and fine dust",
    source="BREATH user guide, uplink frames; the vendor's published decoder",
    f_port=1,
    uplink=switch(u8, common(_STATUS) | {
        0x10: message(
            "configuration", _STATUS, attribute(daily_frame=u8 != 0, samples_per_frame=u16),
            attribute(history_period=duration(u16)), attribute(alarm_repeated=u8 != 0),
            attribute(alarm_repeat_period=duration(u16)), attribute(redundant_samples=u8),
        ),
        0x30: message("day", _STATUS, switch(length, {
            10: tuple(kind(u16, statistic="max") for kind in _KINDS),
        }, otherwise=(
            _day(tvoc_mass, attribute(tvoc_alarm_time=duration(u16 * 60))),
            _day(pm10, attribute(pm10_alarm_time=duration(u16 * 60))),
            _day(pm2_5, attribute(pm2_5_alarm_time=duration(u16 * 60))),
            _day(pm1),
        ))),
        0x37: message(
            "software_version", _STATUS, firmware_version(version(u8, u8, u8)),
            attribute(rtu_version=version(u8, u8, u8)),
        ),
        0x6D: message("data", _STATUS, history(*_AIR, newest="first")),
        0x6E: message(
            "alarm", _STATUS,
            word(
                u8, attribute(tvoc_alarm=bit(0), pm10_alarm=bit(1), pm2_5_alarm=bit(2), pm1_alarm=bit(3)),
                reserved(bits(4, 7)),
            ),
            *_AIR,
        ),
    }),
    vectors=[
        vector(
            "20 00 01 00", f_port=1, message="network_configuration", frame_count=0, low_battery=False,
            adaptive_data_rate=True, activation="ABP", source="the vendor's decoder, run",
        ),
        vector(
            "6D 40 00FA 0014 000F 000A 0104 0015 0010 000B", message="data", frame_count=2, low_battery=False,
            tvoc_mass=250, pm10=20, pm2_5=15, pm1=10,
            records=[{"tvoc_mass": 260, "pm10": 21, "pm2_5": 16, "pm1": 11}], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
