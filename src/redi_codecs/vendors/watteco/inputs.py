"""Watteco's counters of pulses and states of inputs: Pulse Sens'O and In'O, which has outputs besides.

Source: the vendor's published decoder, encoder and examples; support.watteco.com, pages of the clusters.
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.watteco._series import SampleType, Series
from redi_codecs.vendors.watteco.batch import batch
from redi_codecs.vendors.watteco.commands import COMMANDS
from redi_codecs.vendors.watteco.frames import uplink
from redi_codecs.vendors.watteco.sensors import DRY, EXAMPLES, SELF
from redi_codecs.vendors.watteco.zcl import ATTRIBUTES, VOLT, Key, Row, changes, named

#: What those take that measure no climate.
TAKEN = {name: one for name, one in COMMANDS.items() if name not in ("report_interval", *DRY)}
SERIES = (
    *(Series(label, SampleType.U32, 1, 1, f"count_{label + 1}") for label in range(3)),
    *(Series(3 + label, SampleType.BOOL, 1, 1, f"input_{label + 1}") for label in range(3)),
    Series(6, SampleType.U16, 100, 1000, "battery_voltage"),
    Series(7, SampleType.U16, 1, 100, "multi_state"),
)
PULSES = {
    **{label: pulse_count(u32, channel=label + 1, statistic="total") for label in range(3)},
    **{3 + label: digital_input(u8, channel=label + 1) for label in range(3)},
    6: battery_voltage(VOLT),
    7: attribute(multi_state=u16 / 100)[0],
}


def inputs(count: int, *others: Body) -> Mapping[Key, Row]:
    """So many inputs, one by one and all at once, and how often each was switched."""
    pins = word(u16, *(digital_input(bit(at), channel=at + 1) for at in range(count)), *others)
    return {
        **ATTRIBUTES,
        (0x000F, 0x0055): Row(
            0x10,
            switch(V.endpoint, {at: digital_input(u8, channel=at + 1) for at in range(count)}),
            changes("digital_input", u8),
        ),
        (0x000F, 0x0402): Row(
            0x23,
            switch(V.endpoint, {at: pulse_count(u32, channel=at + 1, statistic="total") for at in range(count)}),
            changes("pulse_count", u32),
        ),
        (0x8005, 0x0000): Row(0x19, pins),
    }


def _output(number: int) -> Command:
    """A switch is sent to the endpoint of the output."""
    endpoint = number - 1 << 5 | 0x11
    return command(
        125,
        expect(u40, endpoint << 32 | 0x50000600),
        named(f"output_{number}", choice(u8, STATES)),
        answer=False,
        examples=[
            example(f"{endpoint:02X}50 0006 00 {state:02X}", f_port=125, source=EXAMPLES, **{f"output_{number}": name})
            for state, name in STATES.items()
        ],
    )


STATES = {0: "off", 1: "on", 2: "toggle"}
PULSE_SENSO = device(
    "watteco/pulse-senso",
    name="Pulse Sens'O counter of pulses, three inputs",
    source="The vendor's published decoder",
    f_port=125,
    also={"watteco/pulse-senso-atex": "Pulse Sens'O ATEX counter of pulses, three inputs"},
    downlink=TAKEN,
    uplink=uplink(batch(4, SERIES, PULSES), inputs(3, attribute(other_pins=bits(3, 15)))),
    measures=(SELF, digital_input),
    vectors=[
        vector("110A000F00551001", f_port=125, message="report", digital_input_1=True, alarm=False, source=EXAMPLES),
        vector("110A000F04022300000000", message="report", pulse_count_1_total=0, alarm=False, source=EXAMPLES),
        vector(
            "110A80050000190371", message="report", digital_input_1=True, digital_input_2=False, digital_input_3=False,
            alarm=False, other_pins=110, source=EXAMPLES,
        ),
        vector(
            "110100000002000D0305020015E2", message="read_response", alarm=False, cluster="0000", attribute="0002",
            status="success", firmware_version="3.5.2.5602", source=EXAMPLES,
        ),
        vector(
            "110A00500006410503040E6804", message="report", battery_voltage=3.688, alarm=False, power_mode=3,
            power_source="disposable", source=EXAMPLES,
        ),
        vector(
            "110180040000000800", message="read_response", alarm=False, cluster="8004", attribute="0000",
            status="success", confirmed=False, source=EXAMPLES,
        ),
        vector(
            "3203032CD2DC00000000117B02000080903D005000401040801D11604704D8119024912492247B", message="batch",
            pulse_count_1_total=0, pulse_count_2_total=67108864, pulse_count_3_total=4194560, uptime=53280012,
            batch_counter=3, batch_requested=False, pulse_count_1_total_age=(0, 's'), pulse_count_2_total_age=(0, 's'),
            pulse_count_3_total_age=(0, 's'),
            records=[
                {"pulse_count_1_total": 0, "pulse_count_2_total": 67108864, "pulse_count_3_total": 4194560, "age": age}
                for age in (3600, 7200, 10800)
            ],
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip
INO = device(
    "watteco/ino",
    name="In'O states of ten inputs, four outputs",
    source="The vendor's published decoder",
    f_port=125,
    downlink={f"output_{number}": _output(number) for number in range(1, 5)} | TAKEN,
    uplink=uplink(
        None,
        {
            **inputs(10, attribute(other_pins=bits(10, 15))),
            (0x0006, 0x0000): Row(
                0x10, switch(V.endpoint, {at: relay(u8, channel=at + 1) for at in range(4)}), changes("relay", u8)
            ),
        },
    ),
    measures=(SELF, digital_input, relay),
    vectors=[
        vector(
            "110A80050000190371", f_port=125, message="report", digital_input_1=True, digital_input_2=False,
            digital_input_3=False, digital_input_4=False, digital_input_5=True, digital_input_6=True,
            digital_input_7=True, digital_input_8=False, digital_input_9=True, digital_input_10=True, alarm=False,
            other_pins=0, source=EXAMPLES,
        ),
        vector("110A000F00551001", message="report", digital_input_1=True, alarm=False, source=EXAMPLES),
        vector("110A000F04022300000000", message="report", pulse_count_1_total=0, alarm=False, source=EXAMPLES),
        vector("110A000600001001", message="report", relay_1=True, alarm=False, source=EXAMPLES),
        vector("110A000600001000", message="report", relay_1=False, alarm=False, source=EXAMPLES),
    ],
)  # fmt: skip
