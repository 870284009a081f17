"""EM300 and EM320-TH: temperature and humidity, with a contact (MCS) or a water leak (SLD, ZLD), and a history.

A record has 8 bytes, the EM320-TH's has 7. Its second version has finer humidity, sentinels and other records: ``@2``.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE, CLIMATE_HISTORY
from redi_codecs.vendors.milesight_iot.settings import EM300

COMMON = BASIC | BATTERY | CLIMATE | EM300
RECORD = (time(u32le), temperature(i16le / 10), humidity(u8 / 2))
LEAK: dict[Any, Body] = {(0x05, 0x00): leak(u8), (0x20, 0xCE): record(RECORD, leak(u8))}

EM300_TH = device(
    "milesight-iot/em300-th",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder and its payload table (EM300 series)",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | {(0x20, 0xCE): record(RECORD, reserved(1))}),
    vectors=[
        vector("01755C 03673401 046865", battery=92, temperature=30.8, humidity=50.5, source="payload table"),
        vector("017564 0367F6FF 04685B", battery=100, temperature=-1, humidity=45.5),
        vector(
            "20CE 9E744663 1001 5D 00", records=[{"time": 1665561758, "temperature": 27.2, "humidity": 46.5}],
            source="payload table",
        ),
        vector(
            "FF0BFF FF0101 FF166136B40962250001 FF090200 FF0A0110 FF0F00", power_on=True, protocol_version="0.1",
            serial_number="6136b40962250001", hardware_version="2.0", firmware_version="0110", lorawan_class="A",
        ),
        vector(
            "FE025802 FF03B004 FE060A64002C0100000000 FEEA800A00", collection_interval=600, report_interval=1200,
            alarm_if="above", temperature_threshold_min=10, temperature_threshold_max=30, calibration_enabled=True,
            temperature_calibration=1,
        ),
        vector("FE6A003C00 FE6A017800 FE6801", retransmit_interval=60, resend_interval=120, history_enabled=True),
    ],
)  # fmt: skip

EM300_MCS = device(
    "milesight-iot/em300-mcs",
    name="Magnetic contact, temperature and humidity sensor",
    source="The vendor's published decoder and its payload table (EM300 series)",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | {(0x06, 0x00): contact(u8), (0x20, 0xCE): record(RECORD, contact(u8))}),
    vectors=[
        vector(
            "01755C 03673401 046865 060001", battery=92, temperature=30.8, humidity=50.5, contact=True,
            source="payload table",
        ),
        vector("017564 0367F6FF 04685B 060000", battery=100, temperature=-1, humidity=45.5, contact=False),
        vector(
            "20CE 9E744663 1001 5D 01 20CE 9F744663 F6FF 5E 00",
            records=[
                {"time": 1665561758, "temperature": 27.2, "humidity": 46.5, "contact": True},
                {"time": 1665561759, "temperature": -1, "humidity": 47, "contact": False},
            ],
        ),
        vector("FE06110000000078000300", alarm_if="below", alarm_interval=120, alarm_repetitions=3),
    ],
)  # fmt: skip

EM300_SLD = device(
    "milesight-iot/em300-sld",
    name="Spot leak, temperature and humidity sensor",
    source="The vendor's published decoder and its payload table (EM300 series)",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | LEAK),
    also={
        "milesight-iot/em300-zld": "Zone leak, temperature and humidity sensor",
        "milesight-iot/em300-mld": variant("Membrane leak sensor", measures=(battery, leak)),
    },
    vectors=[
        vector(
            "01755C 03673401 046865 050000", battery=92, temperature=30.8, humidity=50.5, leak=False,
        ),
        vector("017528 036726FF 046883 050001", battery=40, temperature=-21.8, humidity=65.5, leak=True),
        vector(
            "20CE 9E744663 1001 5D 01",
            records=[{"time": 1665561758, "temperature": 27.2, "humidity": 46.5, "leak": True}],
        ),
    ],
)  # fmt: skip

EM320_TH = device(
    "milesight-iot/em320-th",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | CLIMATE_HISTORY),
    vectors=[
        vector("01755C 03673401 046865", battery=92, temperature=30.8, humidity=50.5, source="device repository"),
        vector("017564 0367F6FF 04685B", battery=100, temperature=-1, humidity=45.5),
        vector(
            "20CE 9E744663 1001 5D 20CE 9F744663 F6FF 5E",
            records=[
                {"time": 1665561758, "temperature": 27.2, "humidity": 46.5},
                {"time": 1665561759, "temperature": -1, "humidity": 47},
            ],
        ),
    ],
)  # fmt: skip

TEMPERATURE_FAULT: dict[int | range, str] = {0x8001: "fault", 0x8002: "underflow", 0x8003: "overflow"}
ALARM = {
    1: "below", 2: "above", 3: "between", 4: "outside",
    6: "below, over", 7: "above, over", 8: "between, over", 9: "outside, over",
}  # fmt: skip
FAULT = {1: "fault", 2: "underflow", 3: "overflow"}

EM320_TH_2_DATA: dict[Any, Body] = {
    (0x03, 0x67): temperature(i16le / 10, invalid=TEMPERATURE_FAULT),
    (0x04, 0x68): humidity(u8 / 2, invalid=0xFF),
    (0x04, 0x9A): humidity(u16le / 10, invalid=0xFFFF),
    (0x05, 0x6B): attribute(trigger=choice(u8, {1: "external"})),
    (0x05, 0x9C): attribute(storage=choice(u8, {1: "enough", 2: "below 10 %", 3: "full", 4: "overwritten"})),
    (0x83, 0x67): (temperature(i16le / 10), attribute(temperature_alarm=choice(u8, ALARM))),
    (0x93, 0x67): (
        attribute(temperature_after_change=temperature(i16le / 10), temperature_change=i16le / 10),
        reserved(1),
    ),
    (0x84, 0x68): (humidity(u8 / 2), attribute(humidity_alarm=choice(u8, ALARM))),
    (0x94, 0x68): (attribute(humidity_after_change=humidity(u8 / 2), humidity_change=u8 / 2), reserved(1)),
    (0x84, 0x9A): (humidity(u16le / 10), attribute(humidity_alarm=choice(u8, ALARM))),
    (0x94, 0x9A): (
        attribute(humidity_after_change=humidity(u16le / 10), humidity_change=i16le / 10),
        reserved(1),
    ),
    (0xB3, 0x67): (attribute(temperature_fault=choice(u8, FAULT)), reserved(1)),
    (0xB4, (0x68, 0x9A)): (attribute(humidity_fault=choice(u8, FAULT)), reserved(1)),
    (0x20, 0xCE): record(
        time(u32le),
        temperature(i16le / 10, invalid=TEMPERATURE_FAULT),
        humidity(u16le / 10, invalid=0xFFFF),
        reserved(1),
    ),
}

EM320_TH_2 = device(
    "milesight-iot/em320-th@2",
    name="Temperature and humidity sensor, second version",
    source="The vendor's published decoder of the EM320-TH v2",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | EM320_TH_2_DATA),
    vectors=[
        vector("017564 0367F6FF 049AC701", battery=100, temperature=-1, humidity=45.5),
        vector("03670180 0468FF", temperature=None, humidity=None),
        vector("93672C01320000", temperature_after_change=30, temperature_change=5),
        vector(
            "83672C0102 849A200309", temperature=30, temperature_alarm="above", humidity=80,
            humidity_alarm="outside, over",
        ),
        vector(
            "20CE 9E744663 1001 FFFF 01", records=[{"time": 1665561758, "temperature": 27.2, "humidity": None}],
        ),
    ],
)  # fmt: skip
