"""Seats and rooms that somebody is in."""

from datetime import UTC, datetime

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import (
    BATTERY_CHANGE,
    BATTERY_SETTINGS,
    INTERVALS,
    RESULT,
    SOURCE,
    downlink,
    report,
    uplink,
)

_TIMES = attribute(sensor_disable_time=duration(u16), sensor_detection_time=duration(u16))

_ROOM = {0x5B: "R718Q", 0x97: "R718QA"}
R718Q = device(
    "netvox/r718q",
    name="R718PQ room occupancy sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _ROOM,
        reports={0x01: report("state", occupancy(u8 != 0), reserved(6))},
        settings=BATTERY_SETTINGS,
        answers={
            0x83: message("sensor_times_set", RESULT),
            0x84: message("sensor_times", _TIMES, reserved(5)),
        },
    ),
    downlink=downlink(
        _ROOM,
        settings=BATTERY_SETTINGS,
        others={
            "sensor_times": (0x03, (_TIMES, reserved(5)), "sensor_times_set"),
            "request_sensor_times": (0x04, reserved(9), "sensor_times"),
        },
    ),
    also={"netvox/r718qa": "R718PQA toilet occupancy sensor"},
    vectors=[
        vector("01 5B 00 64 0B 20200424 0000", message="version", model="R718Q", software_version=10,
               hardware_version="11", manufacturing_date=datetime(2020, 4, 24, tzinfo=UTC), source="Netvox's example"),
        vector("01 5B 01 1E 01 000000000000", f_port=6, message="state", battery_voltage=3, low_battery=False,
               occupancy=True, source="Netvox's example"),
        vector("84 5B 001E 005A 0000000000", f_port=7, message="sensor_times", sensor_disable_time=30,
               sensor_detection_time=90, source="R718PQ manual, 5"),
    ],
)  # fmt: skip

_SEATS = {0x5A: "R311WA"}
_SEAT_SETTINGS = (INTERVALS, BATTERY_CHANGE, _TIMES)
R311WA = device(
    "netvox/r311wa",
    name="R311WA seat occupancy sensor, two seats",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _SEATS,
        reports={0x01: report("state", occupancy(u8 != 0, channel=1), occupancy(u8 != 0, channel=2), reserved(5))},
        settings=_SEAT_SETTINGS,
    ),
    downlink=downlink(_SEATS, settings=_SEAT_SETTINGS),
    vectors=[
        vector("01 5A 01 1E 00 01 0000000000", battery_voltage=3, low_battery=False, occupancy_1=False,
               occupancy_2=True, source="Netvox's example"),
        vector("01 5A 01 9E 01 00 0000000000", battery_voltage=3, low_battery=True, occupancy_1=True,
               occupancy_2=False, source="the vendor's decoder, run"),
        vector("01 5A 00 64 0B 20191112 0000", message="version", manufacturing_date=datetime(2019, 11, 12, tzinfo=UTC),
               source="Netvox's example"),
        vector("82 5A 0384 0708 01 001E 000A", f_port=7, sensor_disable_time=30, sensor_detection_time=10,
               source="Netvox's example"),
    ],
)  # fmt: skip
