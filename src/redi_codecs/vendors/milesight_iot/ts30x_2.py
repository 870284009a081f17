"""TS301 and TS302 of the second version: each of their probes may also tell humidity, and keeps a history of its own.

Source: the vendor's published decoders, TS301 v2 and TS302 v2. In a record four numbers say what there is instead of a
temperature: nothing, a contact that is closed (-1000) or open (-1001), one out of range.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL
from redi_codecs.vendors.milesight_iot.ts30x_2_settings import CALLED, COMMANDS, ONE, PLACES, TWO

ALARM = {
    0: "above", 1: "above, over", 2: "below", 3: "below, over", 4: "between", 5: "between, over", 6: "outside",
    7: "outside, over", 8: "mutation",
}  # fmt: skip
EVENT = {
    0: "none", 1: "above", 2: "above, over", 3: "below", 4: "below, over", 5: "between", 6: "between, over",
    7: "outside", 8: "outside, over", 9: "mutation", 10: "periodic", 11: "contact", 12: "anomaly", 13: "button",
}  # fmt: skip
ANOMALY = {0: "read error", 1: "above range", 2: "below range"}
PROBE = {1: "PT100", 2: "SHT4X", 3: "DS18B20", 4: "magnet"}
OPEN = -1001
#: What stands in a record where there is no number; a contact's state is one only where it is what happened.
KEPT: dict[int | range, str] = {0xFC16: "out_of_range", range(0xFC17, 0xFC19): "not_installed", 0xFC19: "none"}


def probe(number: int, channel: int | None = None) -> dict[Any, Body]:
    """What is told of one probe, the number of whose tag is 3 or 4, and what it keeps."""
    event = "temperature_event" if channel is None else f"temperature_event_{channel}"
    heat, moist = temperature(i16le / 10, channel=channel), humidity(i16le / 10, channel=channel)
    return {
        (number, 0x67): heat,
        (number, 0x9A): moist,
        (number, 0x00): contact(u8, channel=channel),
        (number + 0x80, 0x67): (heat, attribute(temperature_alarm=choice(u8, ALARM), channel=channel)),
        (number + 0x80, 0x9A): (moist, attribute(humidity_alarm=choice(u8, ALARM), channel=channel)),
        (number + 0x90, 0x67): (heat, attribute(temperature_change=i16le / 10, channel=channel), reserved(1)),
        (number + 0x90, 0x9A): (moist, attribute(humidity_change=i16le / 10, channel=channel), reserved(1)),
        (number + 0xB0, 0x67): attribute(temperature_anomaly=choice(u8, ANOMALY), channel=channel),
        (number + 0xB0, 0x9A): attribute(humidity_anomaly=choice(u8, ANOMALY), channel=channel),
        (number + 0x1D, 0xCE): record(
            time(u32le),
            word(
                u8,
                attribute(humidity_event=choice(bits(0, 3), EVENT), channel=channel),
                attribute(temperature_event=choice(bits(4, 7), EVENT), channel=channel),
            ),
            humidity(i16le / 10, channel=channel, invalid=KEPT),
            switch(
                getattr(V, event), {"contact": contact(i16le == OPEN, channel=channel)},
                otherwise=temperature(i16le / 10, channel=channel, invalid=KEPT),
            ),
        ),
    }  # fmt: skip


IDENTITY: dict[Any, Body] = {
    (0xFF, 0xA0): (
        word(u8, attribute(probe_type=choice(bits(0, 3), PROBE), probe_number=bits(4, 7))),
        attribute(probe_serial_number=serial_number(hexadecimal(8))),
    ),
}
COMMON = BASIC | BATTERY | IDENTITY

TS301_2 = device(
    "milesight-iot/ts301@2",
    name="Temperature, humidity or magnet sensor with display, one probe, version 2",
    source="The vendor's published decoder, TS301 v2",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | ONE | probe(0x03)),
    downlink=commands_of(ONE, *COMMANDS, at=PLACES, called_here=CALLED),
    measures=(battery, temperature, humidity, contact),
    vectors=[
        vector(
            "0175640367F6FF030001", f_port=85, battery=100, temperature=-1, contact=True,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

TS302_2 = device(
    "milesight-iot/ts302@2",
    name="Temperature, humidity or magnet sensor with display, two probes, version 2",
    source="The vendor's published decoder, TS302 v2",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | TWO | probe(0x03, 1) | probe(0x04, 2)),
    downlink=commands_of(TWO, *COMMANDS, at=PLACES, called_here=CALLED),
    measures=(battery, temperature, humidity, contact),
    vectors=[
        vector(
            "0175640367F6FF030001", f_port=85, battery=100, temperature_1=-1, contact_1=True,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
