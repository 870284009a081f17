"""COMFORT SERENITY: temperature, humidity, CO₂ and, in some variants, an index of organic compounds.

Source: COMFORT SERENITY user guide (chapter "Uplink frames") and the vendor's published decoder.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind
from redi_codecs.vendors.adeunis.frames import SAMPLING, SOFTWARE, STATUS, TIME, common

_AIR = (temperature(i16 / 10), humidity(u8), co2(u16))
_VOC = tvoc_index(u16)


def _extreme(statistic: Any, *more: Kind) -> Body:
    """The order of the daily frame."""
    return (
        temperature(i16 / 10, statistic=statistic), co2(u16, statistic=statistic), humidity(u8, statistic=statistic),
        tuple(kind(u16, statistic=statistic) for kind in more),
    )  # fmt: skip


def _day(*more: Kind) -> Body:
    return (
        STATUS, attribute(icon=u8, red_time=duration(u8 * 600)),
        _extreme("max", *more), _extreme("min", *more), _extreme("mean", *more), TIME,
    )  # fmt: skip


def _alarm(name: str, *more: Body) -> Body:
    flags = word(
        u8, attribute(humidity_alarm=bit(0)), reserved(bits(1, 3)),
        attribute(temperature_alarm=bit(4), co2_alarm=bit(5)),
        attribute(tvoc_alarm=bit(6)) if more else reserved(bit(6)), reserved(bit(7)),
    )  # fmt: skip
    return message(name, STATUS, flags, *_AIR, more, TIME)


SERENITY = device(
    "adeunis/comfort-serenity",
    name="Comfort Serenity: CO2, organic compounds, temperature and humidity",
    source="COMFORT SERENITY user guide, uplink frames; the vendor's published decoder",
    f_port=1,
    uplink=switch(u8, common(STATUS, TIME) | SOFTWARE | {
        0x10: message(
            "configuration", STATUS, attribute(daily_frame=u16 != 0), *SAMPLING, attribute(redundant_samples=u8),
            optional(remaining >= 2, attribute(blackout_duration=duration(u8 * 3600), blackout_start_hour=u8)),
        ),
        0x30: message("day", _day()),
        0x38: message("day_with_voc", _day(tvoc_index)),
        0x6A: message("data", STATUS, history(*_AIR, newest="first"), TIME),
        0x6B: _alarm("alarm"),
        0x6F: message("data_with_voc", STATUS, history(*_AIR, _VOC, newest="first"), TIME),
        0x70: _alarm("alarm_with_voc", _VOC),
    }),
    vectors=[
        vector(
            "6F 20 00D7 2D 02A4 0064 00D6 2E 02A5 0065", f_port=1, message="data_with_voc", frame_count=1,
            low_battery=False, temperature=21.5, humidity=45, co2=676, tvoc_index=100,
            records=[{"temperature": 21.4, "humidity": 46, "co2": 677, "tvoc_index": 101}],
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
