"""STREGA valves, switches and emitters: millivolts in digits, a character of states, then what is connected.

Source: the vendor's published decoder. The first character has the class in bit 7 and the external power in bit 6 of
what is a digit otherwise, the fifth is "0" and the states. Counter and voltage are written in hexadecimal digits.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source


def state(number: int) -> Source:
    """A bit of the states."""
    return derived((V.state_character - 48) // (1 << number) % 2 == 1)


def states(actuator: Body, limits: bool) -> Body:
    """Battery, class and the states."""
    fourth = attribute(limit_open=state(4)) if limits else attribute(digital_input_1=state(4))
    sixth = attribute(limit_closed=state(6)) if limits else attribute(fraud=state(6))
    return (
        word(
            u32,
            attribute(class_c=bit(31)),
            external_power(bit(30)),
            expect(bits(28, 29), 3),
            expect(bits(20, 23), 3),
            expect(bits(12, 15), 3),
            expect(bits(4, 7), 3),
            battery_voltage(
                bcd(concat(bits(24, 27), bits(16, 19), bits(8, 11), bits(0, 3))) / 1000, valid=V.external_power == 0
            ),
        ),
        attribute(state_character=u8),
        actuator,
        tamper(state(1)),
        attribute(cable_connected=state(2)),
        digital_input(state(3)),
        fourth,
        leak(state(5)),
        sixth,
    )


MORE = tags(
    u8,
    {
        0x23: (temperature(u16 * 165 / 65536 - 40), humidity(u16 * 100 / 65536)),
        0x40: (attribute(acknowledged_port=text(2)), attribute(answer=text())),
        0x43: attribute(counter_digits=text(6)),
        0x56: attribute(millivolt_digits=text(4)),
    },
)
ANSWER = message("answer", expect(u8, 0x40), attribute(acknowledged_port=text(2), answer=text()))


def device_of(actuator: Body, limits: bool = False) -> Body:
    """An answer to a command, or the states."""
    return switch(peek(0, u8), {0x40: ANSWER}, otherwise=(states(actuator, limits), MORE))


VALVE = device(
    "strega/smart-valve",
    name="Smart valve",
    source="The vendor's published decoder",
    f_port=4,
    uplink=device_of(valve_open(state(0))),
    vectors=[
        vector(
            "333138383223633D77DB", f_port=4, external_power=False, battery_voltage=3.188, valve_open=False,
            tamper=True, digital_input=False, leak=False, temperature=23.962173461914062, humidity=46.81854248046875,
            class_c=False, state_character=50, cable_connected=False, digital_input_1=False, fraud=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "333538383143303030314132", external_power=False, battery_voltage=3.588, valve_open=True, tamper=False,
            digital_input=False, leak=False, class_c=False, state_character=49, cable_connected=False,
            digital_input_1=False, fraud=False, counter_digits="0001A2", source="the vendor's decoder, run",
        ),
        vector(
            "B338383854 23A33D87DB 5630424238", external_power=False, battery_voltage=3.888, valve_open=False,
            tamper=False, digital_input=False, leak=True, temperature=65.21217346191406, humidity=53.06854248046875,
            class_c=True, state_character=84, cable_connected=True, digital_input_1=False, fraud=False,
            millivolt_digits="0BB8", source="the vendor's decoder, run",
        ),
        vector(
            "73303030384330303030304156304242 38", external_power=True, valve_open=False, tamper=False,
            digital_input=True, leak=False, class_c=False, state_character=56, cable_connected=False,
            digital_input_1=False, fraud=False, counter_digits="00000A", millivolt_digits="0BB8",
            source="the vendor's decoder, run",
        ),
        vector(
            "3339383930", external_power=False, battery_voltage=3.989, valve_open=False, tamper=False,
            digital_input=False, leak=False, class_c=False, state_character=48, cable_connected=False,
            digital_input_1=False, fraud=False, source="the vendor's decoder, run",
        ),
        vector(
            "33313838 70", external_power=False, battery_voltage=3.188, valve_open=False, tamper=False,
            digital_input=False, leak=False, class_c=False, state_character=112, cable_connected=False,
            digital_input_1=False, fraud=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

SWITCH = device(
    "strega/smart-switch",
    name="Smart switch",
    source="The vendor's published decoder",
    f_port=4,
    uplink=device_of(relay(state(0))),
    also={"strega/smart-emitter": "Smart emitter for latching solenoids"},
    vectors=[
        vector(
            "333138383223633D77DB", f_port=4, external_power=False, battery_voltage=3.188, relay=False, tamper=True,
            digital_input=False, leak=False, temperature=23.962173461914062, humidity=46.81854248046875, class_c=False,
            state_character=50, cable_connected=False, digital_input_1=False, fraud=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "3335383831", external_power=False, battery_voltage=3.588, relay=True, tamper=False, digital_input=False,
            leak=False, class_c=False, state_character=49, cable_connected=False, digital_input_1=False, fraud=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

MOTORIZED = device(
    "strega/motorized-valve",
    name="Motorized smart valve",
    source="The vendor's published decoder",
    f_port=4,
    uplink=device_of(valve_open(state(0)), limits=True),
    vectors=[
        vector(
            "333138383223633D77DB", f_port=4, external_power=False, battery_voltage=3.188, valve_open=False,
            tamper=True, digital_input=False, leak=False, temperature=23.962173461914062, humidity=46.81854248046875,
            class_c=False, state_character=50, cable_connected=False, limit_open=False, limit_closed=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "3335383831", external_power=False, battery_voltage=3.588, valve_open=True, tamper=False,
            digital_input=False, leak=False, class_c=False, state_character=49, cable_connected=False,
            limit_open=False, limit_closed=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
