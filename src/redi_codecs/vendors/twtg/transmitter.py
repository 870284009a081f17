"""TWTG NEON TT: the fourth version of the protocol, whose port is the type of the message, and those before it."""

from typing import Literal

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.twtg.commands import COMMANDS, ELEMENTS
from redi_codecs.vendors.twtg.commands_3 import VERSION_2, VERSION_3
from redi_codecs.vendors.twtg.neon import RANGE, TYPES, header, neon, triggers

INVALID_3: dict[int | range, str] = {
    -30000: "underflow",
    -30010: "overflow",
    -30020: "underflow",
    -30030: "overflow",
    -30040: "unknown",
}
INVALID_4: dict[int | range, str] = {0x7FFD: "underflow", 0x7FFE: "overflow", 0x7FFF: "fault"}
EVENT_4 = word(
    u8,
    tuple(attribute(condition=bit(number), channel=number) for number in range(4)),
    reserved(bits(4, 5)),
    attribute(trigger=choice(bits(6, 7), {0: "condition", 1: "periodic", 2: "button"})),
)


def only(statistic: Literal["min", "max", "last"]) -> Body:
    """An event of the fourth version with one of the three."""
    return (EVENT_4, temperature(i16le / 10, statistic=statistic, invalid=INVALID_4))


VERSION_4 = {
    2: message(
        "status",
        header(0),
        battery_voltage((u8 * 2 + 510) / 255),
        temperature(i8, place="board"),
        frame_count(u16le),
        attribute(rssi_class=choice(u8, {0: "above -80 dBm", 1: "-80 to -99", 2: "-100 to -129", 3: "below -129"})),
        attribute(self_test=u8),
        event_count(u8),
        attribute(element=choice(u8, ELEMENTS)),
    ),
    3: message(
        "event",
        header(0),
        switch(
            u8,
            {
                0: (EVENT_4, tuple(temperature(i16le / 10, statistic=name, invalid=INVALID_4) for name in RANGE)),
                1: only("min"),
                2: only("max"),
                3: only("last"),
            },
        ),
    ),
    5: message("activated", header(0), model(choice(u8, TYPES))),
    6: message("deactivated", header(0), attribute(reason=choice(u8, {0: "user"})), reserved(1)),
    7: message(
        "configuration_answer",
        word(
            u8,
            attribute(part=choice(bits(0, 3), {0: "base", 1: "region", 3: "sensor", 5: "conditions"})),
            protocol_version(version(bits(4, 7))),
        ),
        attribute(configuration_tag=u32le),
        word(u8, frame_count(bits(0, 3)), reserved(bits(4, 7))),
    ),
}
VERSIONS = message("versions", expect(u8, 1), attribute(firmware=u32le, hardware=u32le))
OLD = neon(
    triggers("timer", count=4) | {5: "button"},
    tuple(temperature(i16le / 10, statistic=name, invalid=INVALID_3) for name in RANGE),
)
#: Each reads what the others send too.
UPLINK = switch(f_port, VERSION_4 | {15: switch(peek(0, u8).bits(0, 3), OLD), 203: VERSIONS})

TT = device(
    "twtg/neon-tt-v4",
    name="Temperature transmitter NEON TT (DS-TT-01-03, DS-TT-02-00)",
    source="The vendor's published decoder (protocols 2 to 4, and the firmware management of the LoRa Alliance)",
    f_port=3,
    uplink=UPLINK,
    downlink=COMMANDS,
    vectors=[
        vector(
            "407515030002060102", f_port=2, message="status", battery_voltage=2.9176470588235293, temperature_board=21,
            event_count=1, protocol_version="4", frame_count=3, rssi_class="-100 to -129", self_test=6, element="K",
            source="the vendor's decoder, run",
        ),
        vector(
            "40F5F5838F028681F2", f_port=2, message="status", battery_voltage=3.9215686274509802,
            temperature_board=-11, event_count=129, protocol_version="4", frame_count=36739, rssi_class="-100 to -129",
            self_test=134, element="unknown_242", source="computed from the vendor's decoder, which refuses the type",
        ),
    ],
)  # fmt: skip


TT_3 = device(
    "twtg/neon-tt-v3",
    name="Temperature transmitter NEON TT (DS-TT-01-xx), protocol 3",
    source="The vendor's published decoder (protocols 2 to 4, and the firmware management of the LoRa Alliance)",
    f_port=15,
    uplink=UPLINK,
    downlink=VERSION_3,
    vectors=[
        vector(
            "3300D500FA00E60005", f_port=15, message="event", temperature_min=21.3, temperature_max=25, temperature=23,
            protocol_version="3", trigger="timer", condition_0=True, condition_1=False, condition_2=True,
            condition_3=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

TT_2 = device(
    "twtg/neon-tt-v2",
    name="Temperature transmitter NEON TT (DS-TT-01-xx), protocol 2",
    source="The vendor's published decoder (protocols 2 to 4, and the firmware management of the LoRa Alliance)",
    f_port=15,
    uplink=UPLINK,
    downlink=VERSION_2,
    vectors=[
        vector(
            "2300D500FA00E60005", f_port=15, message="event", temperature_min=21.3, temperature_max=25, temperature=23,
            protocol_version="2", trigger="timer", condition_0=True, condition_1=False, condition_2=True,
            condition_3=False, source="the vendor's decoder, run",
        ),
        vector(
            "243412CDABFFA00F100E5E0ED850157B4BF6", message="status", event_count=255, battery_voltage_min=4,
            battery_voltage_max=3.6, battery_voltage=3.678, temperature_min=-40, temperature_max=80, temperature=21,
            protocol_version="2", config_crc=4660, sensor_config_crc=43981, frame_count=123,
            mean_rssi=(-75.0, 'dB{mW}'), mean_snr=(-10.0, 'dB'), source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
