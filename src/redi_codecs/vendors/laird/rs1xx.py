"""Sentrius RS1xx: a message type, a byte of options, then the message; numbers are hundredths, then the integer part.

Temperatures are in °C (protocol, data types); the normalizer published beside the vendor's decoder takes them for °F.
The decoder refuses messages with a battery code above 5 or with bytes behind them; here their values are read.
Times count from 2015. Source: application note "RS1xx LoRa Protocol" v2.7 and the vendor's published decoders. The
Cayenne packet type is another format.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.laird.commands import COMMANDS, CONTACT_COMMANDS
from redi_codecs.vendors.laird.configurations import (
    ADVANCED_CONFIGURATION,
    CLIMATE_CONFIGURATION,
    CONTACT_CONFIGURATION,
)

CLIMATE = (
    humidity(hundredths(fraction=i8, integer=i8)),
    temperature(hundredths(fraction=i8, integer=i8)),
)
TIME = time(u32 + SINCE_2015)
BATTERY = battery_status(choice(u8, {0: "0-5%", 1: "5-20%", 2: "20-40%", 3: "40-60%", 4: "60-80%", 5: "80-100%"}))


def framed(name: str, *body: Body) -> Body:
    """A message after its type: the byte of options, then the body."""
    options = word(
        u8,
        attribute(time_requested=bit(0) == 1, configuration_error=bit(1) == 1),
        alarm(bit(2)),
        attribute(restarted=bit(3) == 1),
        sensor_fault(bit(4)),
        reserved(bits(5, 7)),
    )
    return message(name, options, *body)


MESSAGES = {
    0x01: framed("measurement", *CLIMATE, BATTERY, attribute(alarm_messages=u16, backlog_messages=u16)),
    0x02: framed(
        "aggregated",
        attribute(alarm_messages=u8, backlog_messages=u16),
        BATTERY,
        let(readings=u8),
        TIME,
        history(*CLIMATE, count=V.readings, newest="last"),
    ),
    0x03: framed("backlog", record(TIME, *CLIMATE)),
    0x04: framed("backlogs", let(readings=u8), history(TIME, *CLIMATE, count=V.readings)),
    0x05: framed("simple_configuration", CLIMATE_CONFIGURATION),
    0x06: framed("advanced_configuration", ADVANCED_CONFIGURATION),
    0x07: framed(
        "firmware",
        attribute(release_date=calendar(year=u8 + 2000, month=u8, day=u8)),
        firmware_version(version(u8, u8)),
        attribute(part_number=u32),
    ),
    0x0A: framed("battery", battery_voltage(hundredths(fraction=i8, integer=i8))),
}
CONTACT = {
    0x08: framed("contact_configuration", CONTACT_CONFIGURATION),
    0x09: framed(
        "contact",
        attribute(contact_mode=choice(u8, {0: "door", 1: "push_button"})),
        contact(u8 == 1, invalid={range(2, 256): "unknown"}),
        attribute(alert_cancelled=u8 != 0),
        contact_count(u8, statistic="total"),
    ),
}

_ONE_WIRE = "Sentrius RS1xx sensor with an external 1-wire temperature probe"
RUN = "the vendor's decoder, run"
VECTORS = [
    vector(
        "01 14 143A A9F1 04 0002 0001", f_port=1, message="measurement", humidity=58.2, temperature=-15.87,
        battery_status="60-80%", alarm_messages=2, backlog_messages=1, alarm=True, sensor_fault=True,
        source="protocol, data types (−15.87 °C has a fraction of −87 and an integer of −15)",
    ),
    vector(
        "02 00 00 0000 05 02 00016E58 0037 0A14 323C 1E16", message="aggregated", time=1420164184, alarm_messages=0,
        backlog_messages=0, battery_status="80-100%", humidity=60.5, temperature=22.3,
        records=[{"humidity": 55, "temperature": 20.1}], source=RUN,
    ),
    vector(
        "04 01 02 00000000 2A3D 0B14 0000003C 2A3D 0B15", message="backlogs", time_requested=True,
        records=[
            {"time": 1420070400, "humidity": 61.42, "temperature": 20.11},
            {"time": 1420070460, "humidity": 61.42, "temperature": 21.11},
        ],
        source=RUN,
    ),
    vector(
        "06 00 01 0100 01 01 01 FF 50 00 10 000A 000A", message="advanced_configuration", battery_type="alkaline",
        read_period=256, readings_per_message=1, temperature_alarm_enabled=True, humidity_alarm_enabled=True,
        low_temperature_limit=-1, high_temperature_limit=80, low_humidity_limit=0, high_humidity_limit=16, ble_led=10,
        lora_led=10, source="device repository",
    ),
    vector("0A 00 0103", message="battery", battery_voltage=3.01, source="device repository"),
]  # fmt: skip
QUIRKS = [
    quirk(
        "01 00 2134 4362 05 0100 0001", f_port=1, keys="air.temperature",
        reason="the vendor's normalizer takes the temperature for °F; the protocol and the commands' limits say °C",
    ),
]  # fmt: skip

TEMP_RH = device(
    "laird/rs1xx-temp-rh-sensor",
    name="Sentrius RS1xx temperature and humidity sensor",
    source="Application note RS1xx LoRa Protocol v2.7, uplink messages",
    f_port=1,
    uplink=switch(u8, MESSAGES),
    downlink=COMMANDS,
    also={
        "laird/rs1xx-ext-temp-1w-sensor": variant(_ONE_WIRE, lacks=("heater",)),
        "ezurio/rs1xx-temp-rh-sensor": "Sentrius RS1xx temperature and humidity sensor",
        "ezurio/rs1xx-ext-temp-1w-sensor": variant(_ONE_WIRE, lacks=("heater",)),
    },
    vectors=VECTORS,
    quirks=QUIRKS,
)

MULTI = device(
    "laird/rs1xx-ext-multi-sensor",
    name="Sentrius RS1xx temperature and humidity sensor with an open/closed contact",
    source="Application note RS1xx LoRa Protocol v2.7, uplink messages",
    f_port=1,
    uplink=switch(u8, MESSAGES | CONTACT),
    downlink=CONTACT_COMMANDS,
    also={
        "ezurio/rs1xx-ext-multi-sensor": "Sentrius RS1xx temperature and humidity sensor with an open/closed contact",
    },
    vectors=[
        *VECTORS,
        vector(
            "09 00 00 01 01 01", f_port=1, message="contact", contact_mode="door", contact=True, alert_cancelled=True,
            contact_count_total=1, source="device repository",
        ),
    ],
    quirks=QUIRKS,
)  # fmt: skip
