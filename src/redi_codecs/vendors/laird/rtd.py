"""Sentrius RS1xx with an external resistance thermometer: the messages of the others, with numbers of two bytes a part.

Source: application note "RS1xx LoRa Protocol" v2.7 and the vendor's published decoder of the RTD models.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.laird.commands import PROBE_COMMANDS
from redi_codecs.vendors.laird.configurations import PROBE_CONFIGURATION
from redi_codecs.vendors.laird.rs1xx import BATTERY, MESSAGES, TIME, framed

_TEMPERATURE = temperature(hundredths(fraction=i16, integer=i16), place="probe")

RTD = device(
    "laird/rs1xx-ext-temp-rtd-sensor",
    name="Sentrius RS1xx sensor with an external resistance thermometer",
    source="Application note RS1xx LoRa Protocol v2.7, uplink messages; the vendor's published decoder",
    f_port=1,
    uplink=switch(u8, {
        0x02: framed(
            "aggregated", attribute(alarm_messages=u8, backlog_messages=u16), BATTERY, let(readings=u8), TIME,
            history(_TEMPERATURE, count=V.readings, newest="last"),
        ),
        0x03: framed("backlog", record(TIME, _TEMPERATURE)),
        0x04: framed("backlogs", let(readings=u8), history(TIME, _TEMPERATURE, count=V.readings)),
        **{number: MESSAGES[number] for number in (0x05, 0x07, 0x0A)},
        0x0B: framed("measurement", _TEMPERATURE, BATTERY, attribute(alarm_messages=u16, backlog_messages=u16)),
        0x0C: framed("configuration", PROBE_CONFIGURATION),
    }),
    downlink=PROBE_COMMANDS,
    also={"laird/ext-temp-rtd": "Sentrius RS1xx sensor with an external resistance thermometer"},
    vectors=[
        vector(
            "0B 00 FF9F FEFE 05 0001 1000", f_port=1, message="measurement", temperature_probe=(-258.97, "implausible"),
            battery_status="80-100%", alarm_messages=1, backlog_messages=4096, source="device repository",
        ),
        vector(
            "0B 04 0032 0017 04 0001 0002", message="measurement", temperature_probe=23.5, alarm=True,
            battery_status="60-80%", alarm_messages=1, backlog_messages=2, source="the vendor's decoder, run",
        ),
        vector(
            "02 00 00 0000 05 02 00000000 FFF6FFEC FFE4FE77", message="aggregated", time=1420070400,
            temperature_probe=(-393.28, "implausible"), battery_status="80-100%", alarm_messages=0,
            backlog_messages=0, records=[{"temperature_probe": -20.1}], source="the vendor's decoder, run",
        ),
        vector(
            "03 02 00000002 2A3D 4C6B", message="backlog", configuration_error=True,
            records=[{"time": 1420070402, "temperature_probe": (19671.13, "implausible")}],
            source="device repository",
        ),
        vector(
            "0C 00 01 0100 02 01 FFEC 0050 000A 000B", message="configuration", battery_type="alkaline",
            read_period=256, readings_per_message=2, temperature_alarm_enabled=True, low_temperature_limit=-20,
            high_temperature_limit=80, ble_led=10, lora_led=11, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
