"""ATIM ACW: the frames that all models have in common.

Byte 0 says generation, time stamp and measurement (bits 7, 6, 5). A measurement frame has a block for each channel and
type, and in each block ``history_depth * samples`` values, the most recent first; the samples of a period are spread
evenly over it. Declared are the types of measurement and the frames of the old generation that the models here send;
answers to downlinks stay bytes.

Sources: user guides ACW-THAQ V1.7, ACW-TMxP V1.0, ACW-MR4 V1.5 (uplink frames format), for extended frames the vendor's
published decoder. The guides call the period little-endian; their examples and the decoder have it big-endian.
Humidity is signed in the guides (ACW-TCR, types of measurement) and counters are not; the decoder has it the other way.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

Types = dict[int, Body]

#: Byte 0 of a measurement frame, of any other frame, and of a block; the time stamp stands behind byte 0.
MEASUREMENT = word(
    u8,
    expect(bit(7), 1),
    let(stamped=bit(6)),
    expect(bit(5), 1),
    attribute(history_depth=bits(3, 4) + 1, samples=bits(0, 2) + 1),
)
CLASSIC = word(u8, expect(bit(7), 1), let(stamped=bit(6)), expect(bit(5), 0), reserved(bit(4)), let(frame=bits(0, 3)))
#: Bits 6 and 7 of a block are 0: with them, a type is another one.
BLOCK = word(u8, let(channel=bits(4, 5)), let(type=concat(bits(6, 7), bits(0, 3))))
STAMP = optional(V.stamped == 1, time(u32))

SAMPLES = greatest(V.samples, 1)

#: What one value of a type of measurement is.
CLIMATE: Types = {
    0x08: temperature(i16 / 100, channel=V.channel, invalid=0x8000),
    0x09: humidity(i16 / 100, channel=V.channel, invalid=0x8000),
}
AIR_QUALITY: Types = {
    0x0C: tvoc(u16, channel=V.channel, invalid=0x0200),
    0x0D: co2(u16, channel=V.channel, invalid=0x0100),
}

LIFE = message(
    "life",
    battery_voltage(u16 / 1000),
    optional(remaining > 0, attribute(voltage_under_load=battery_voltage(u16 / 1000))),
)
TEST = message("test", attribute(test_counter=u8))

ERRORS = {
    0x81: "unknown_error", 0x82: "buffer_full", 0x83: "history_depth_out_of_range", 0x84: "samples_out_of_range",
    0x85: "channel_out_of_range", 0x86: "type_out_of_range", 0x87: "sampling_period", 0x88: "subtask_end",
    0x89: "null_pointer", 0x8A: "battery_dead", 0x8B: "eeprom", 0x8C: "rom", 0x8D: "ram", 0x8E: "radio_init",
    0x8F: "radio_busy", 0x90: "radio_bridge", 0x91: "radio_queue_full", 0x92: "black_box_init",
    0x93: "keep_alive_period", 0x94: "deep_sleep", 0x95: "battery_low", 0x96: "transmission",
    0x97: "payload_too_large", 0x98: "pairing_timeout", 0x99: "sensor_timeout", 0x9A: "sensor_no_value",
    0x9B: "sensor_stopped", 0x9C: "case_opened", 0x9D: "case_closed", 0x9E: "moved", 0x9F: "sensor_crc",
}  # fmt: skip
ERROR = message(
    "error",
    repeat(
        word(u8, reserved(bits(4, 7)), let(size=bits(0, 3))),
        sized(
            V.size,
            attribute(error=choice(u8, ERRORS), channel=index + 1),
            optional(V.size > 1, battery_voltage(u16 / 1000, channel=index + 1)),
        ),
    ),
)


def measured(types: Types) -> Body:
    """Blocks, each with all values of one channel and type."""
    return repeat(
        BLOCK,
        switch(
            V.type,
            {
                type: history(
                    value,
                    count=greatest(V.history_depth, 1) * SAMPLES,
                    time=measured_at - index * V.report_interval / SAMPLES,
                    newest="first",
                    columns=True,
                )
                for type, value in types.items()
            },
        ),
    )


def alerts(types: Types) -> Body:
    """Blocks, each with the value that crossed a threshold."""
    crossed = choice(bits(6, 7), {0: "back_to_normal", 1: "high", 2: "low"})
    return repeat(
        word(u8, attribute(alert=crossed, channel=index + 1), let(channel=bits(4, 5)), let(type=bits(0, 3))),
        switch(V.type, types),
    )


def frames(types: Types, old: Types | None = None) -> Body:
    """All that a model sends: these types of measurement, and of the old generation life, test and these frames."""
    measurement = message(
        "measurement",
        MEASUREMENT,
        STAMP,
        optional((V.history_depth > 1) | (V.samples > 1), report_interval(u16 * 60)),
        measured(types),
    )
    classic = {
        0x01: LIFE,
        0x02: message("network_test"),
        0x05: TEST,
        0x06: message("setup_response", attribute(response=raw_data(raw()))),
        0x07: message("command_response", attribute(response=raw_data(raw()))),
        0x08: message("error_response", attribute(response=raw_data(raw()))),
        0x09: message(
            "extended_measurement", report_interval(u16 * 60), attribute(history_depth=u8, samples=u16), measured(types)
        ),
        0x0D: message("alert", alerts(types)),
        0x0E: ERROR,
        0x0F: message("specific", attribute(response=raw_data(raw()))),
    }
    return switch(
        peek(0, u8).bits(5, 7),
        {
            (0b101, 0b111): measurement,
            (0b100, 0b110): (CLASSIC, STAMP, switch(V.frame, classic)),
        },
        otherwise=switch(u8, {0x01: LIFE, 0x05: TEST, **(old or {})}),
    )
