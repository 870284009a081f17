"""The frames that Adeunis models share: a frame code, a status byte, then the frame; big-endian.

Periodic data hold the newest sample first; a time stamp (seconds since 2013) ends the frame where the status byte says
so. Source: the models' user guides (chapter "Uplink frames") and the vendor's published decoders. Sigfox frames are
left out.
"""

from fractions import Fraction

from redi_codecs.kinds import *
from redi_codecs.layout import *

STATUS = word(
    u8,
    attribute(configuration_done=bit(0) == 1),
    low_battery(bit(1)),
    let(with_time=bit(2)),
    attribute(configuration_inconsistent=bit(3) == 1),
    reserved(bit(4)),
    frame_count(bits(5, 7)),
)
TIME = optional(V.with_time == 1, time(u32 + SINCE_2013))
SAMPLING = attribute(samples_per_frame=u16, samples_per_record=u16, sampling_period=duration(u16 * 2))

_DEBOUNCE: dict[int, int | Fraction] = {
    0: 0, 1: Fraction(1, 100), 2: Fraction(2, 100), 3: Fraction(5, 100), 4: Fraction(1, 10), 5: Fraction(2, 10),
    6: Fraction(5, 10), 7: 1, 8: 2, 9: 5, 10: 10, 11: 20, 12: 40, 13: 60, 14: 300, 15: 600,
}  # fmt: skip


def _input_configuration(number: int) -> tuple[Body, ...]:
    return (
        word(
            u8,
            attribute(
                input_type=choice(bits(0, 3), {0: "off", 1: "high_edge", 2: "low_edge", 3: "both_edges"}),
                input_debounce=duration(lookup(bits(4, 7), _DEBOUNCE)),
                channel=number,
            ),
        ),
        attribute(input_threshold=u16, channel=number),
    )


def _input_alarm(number: int) -> Body:
    return message(
        "input_alarm",
        STATUS,
        word(
            u8,
            digital_input(bit(0), channel=number),
            attribute(previous_input=bit(1) == 1, channel=number),
            reserved(bits(2, 7)),
        ),
        pulse_count(u32, channel=number, statistic="total"),
        pulse_count(u16, channel=number, statistic="delta"),
        TIME,
    )


COMMON: dict[int, Body] = {
    0x1F: message("input_configuration", STATUS, *_input_configuration(1), *_input_configuration(2)),
    0x20: message(
        "network_configuration",
        STATUS,
        word(
            u8, attribute(adaptive_data_rate=bit(0) == 1), reserved(bit(1)), attribute(duty_cycle=bit(2) == 1),
            reserved(bits(3, 4)), attribute(lorawan_class=choice(bit(5), {0: "A", 1: "C"})), reserved(bits(6, 7)),
        ),
        attribute(activation=choice(u8, {0: "ABP", 1: "OTAA"})),
    ),
    0x33: message(
        "register_answer",
        STATUS,
        attribute(
            register_status=choice(u8, {
                1: "success", 2: "success_no_update", 3: "incoherent", 4: "invalid_register", 5: "invalid_value",
                6: "truncated_value", 7: "access_not_allowed", 8: "other_error",
            }),
            register=u16,
        ),
    ),
    0x51: _input_alarm(1),
    0x52: _input_alarm(2),
}  # fmt: skip
KEEP_ALIVE: dict[int, Body] = {0x30: message("keep_alive", STATUS)}
SOFTWARE: dict[int, Body] = {
    0x37: message(
        "software_version", STATUS, firmware_version(version(u8, u8, u8)), attribute(rtu_version=version(u8, u8, u8))
    ),
}
COMMON_VECTORS = [
    vector(
        "1F 20 13 0005 A1 000A", message="input_configuration", frame_count=1, configuration_done=False,
        configuration_inconsistent=False, low_battery=False, input_type_1="both_edges", input_debounce_1=0.01,
        input_threshold_1=5, input_type_2="high_edge", input_debounce_2=10, input_threshold_2=10,
    ),
    vector(
        "20 21 05 01", message="network_configuration", frame_count=1, configuration_done=True, low_battery=False,
        adaptive_data_rate=True, duty_cycle=True, lorawan_class="A", activation="OTAA",
    ),
    vector(
        "33 40 04 012C", message="register_answer", frame_count=2, low_battery=False,
        register_status="invalid_register", register=300,
    ),
    vector(
        "51 64 02 00000105 0003 14ABA3E9", time=1703791337, message="input_alarm", frame_count=3, low_battery=False,
        digital_input_1=False, previous_input_1=True, pulse_count_1_total=261, pulse_count_1_delta=3,
    ),
    vector(
        "52 60 01 00000001 0001", message="input_alarm", low_battery=False, digital_input_2=True,
        previous_input_2=False, pulse_count_2_total=1, pulse_count_2_delta=1,
    ),
]  # fmt: skip
