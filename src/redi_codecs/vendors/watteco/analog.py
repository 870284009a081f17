"""Watteco's sensors of a current loop or a voltage: Press'O, Lev'O, and Intens'O, which measures a current itself.

Source: the vendor's published decoder, encoder and examples; support.watteco.com, pages of the clusters.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.watteco._series import SampleType, Series
from redi_codecs.vendors.watteco.batch import batch
from redi_codecs.vendors.watteco.contacts import INPUT
from redi_codecs.vendors.watteco.frames import uplink
from redi_codecs.vendors.watteco.inputs import TAKEN
from redi_codecs.vendors.watteco.sensors import EXAMPLES, SELF
from redi_codecs.vendors.watteco.zcl import ATTRIBUTES, VOLT, Row, changes

LOOP = (
    Series(0, SampleType.FLOAT, 0.004, 1, "loop"),
    Series(1, SampleType.FLOAT, 1, 1, "voltage"),
    Series(2, SampleType.U16, 100, 1000, "battery_voltage"),
    Series(3, SampleType.U16, 100, 1000, "supply_voltage"),
    Series(4, SampleType.U32, 1, 1, "count"),
)
CURRENT = (Series(0, SampleType.FLOAT, 0.1, 1, "current"), Series(1, SampleType.U16, 100, 1000, "battery_voltage"))

PRESSO = device(
    "watteco/presso",
    name="Press'O sensor of a loop of 4 to 20 mA or 0 to 10 V",
    source="The vendor's published decoder",
    f_port=125,
    also={"watteco/levo": "Lev'O sensor of a loop of 4 to 20 mA or 0 to 10 V"},
    downlink=TAKEN,
    uplink=uplink(
        batch(
            3,
            LOOP,
            {
                0: input_current(f32),
                1: input_voltage(f32),
                2: battery_voltage(VOLT),
                3: supply_voltage(VOLT),
                4: pulse_count(u32, statistic="total"),
            },
        ),
        {
            **ATTRIBUTES,
            **INPUT,
            (0x000C, 0x0055): Row(
                0x39,
                switch(V.endpoint, {0: input_current(f32), 1: input_voltage(f32)}),
                switch(V.endpoint, {0: changes("input_current", f32), 1: changes("input_voltage", f32)}),
            ),
        },
    ),
    measures=(SELF, input_current, input_voltage, digital_input),
    vectors=[
        vector("110A000F00551001", f_port=125, message="report", digital_input=True, alarm=False, source=EXAMPLES),
        vector("110A000F04022300000000", message="report", pulse_count_total=0, alarm=False, source=EXAMPLES),
        vector("310A000C00553941500000", message="report", input_voltage=13, alarm=False, source=EXAMPLES),
        vector("110A000C00553941500000", message="report", input_current=13, alarm=False, source=EXAMPLES),
    ],
)
INTENSO = device(
    "watteco/intenso",
    name="Intens'O current sensor",
    source="The vendor's published decoder",
    f_port=125,
    downlink=TAKEN,
    uplink=uplink(
        batch(2, CURRENT, {0: current(f32), 1: battery_voltage(VOLT)}),
        {**ATTRIBUTES, (0x000C, 0x0055): Row(0x39, current(f32), changes("current", current(f32)))},
    ),
    measures=(SELF, current),
    vectors=[
        vector("110A000C00553941500000", f_port=125, message="report", current=13, alarm=False, source=EXAMPLES),
        vector(
            "20100000C08F0344D0030000008804FCF941C08B8B15", message="batch", battery_voltage=3.6, current=0,
            uptime=151, batch_counter=0, batch_requested=False, battery_voltage_age=(28, 's'), current_age=(2, 's'),
            records=[
                {"current": 0, "age": 22}, {"current": 0, "age": 42}, {"battery_voltage": 3.6, "age": 58},
                {"battery_voltage": 3.6, "age": 88},
            ],
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip
