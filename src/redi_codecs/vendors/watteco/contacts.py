"""Watteco's Flash'O, Clos'O, Ventil'O, which measures the flow of air, and the switch of a pilot wire.

Source: the vendor's published decoder, encoder and examples; support.watteco.com, pages of the clusters.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.watteco._series import SampleType, Series
from redi_codecs.vendors.watteco.batch import batch
from redi_codecs.vendors.watteco.commands import COMMANDS
from redi_codecs.vendors.watteco.frames import uplink
from redi_codecs.vendors.watteco.inputs import TAKEN
from redi_codecs.vendors.watteco.sensors import DRY, EXAMPLES, RUN, SELF
from redi_codecs.vendors.watteco.zcl import ATTRIBUTES, CELSIUS, VOLT, Row, changes, plain

#: One input, where others have a case.
INPUT = {(0x000F, 0x0055): Row(0x10, digital_input(u8), changes("digital_input", u8))}
FLASHES = (Series(0, SampleType.U32, 1, 1, "count"), Series(1, SampleType.U16, 100, 1000, "battery_voltage"))
AIRFLOW = (
    Series(0, SampleType.I16, 1, 1, "mean"),
    Series(1, SampleType.I16, 1, 1, "minimum"),
    Series(2, SampleType.I16, 1, 1, "maximum"),
    Series(3, SampleType.U16, 1, 1000, "battery_voltage"),
    Series(4, SampleType.I16, 10, 100, "temperature"),
    Series(5, SampleType.I16, 1, 1, "differential_pressure"),
    Series(6, SampleType.U32, 1, 1, "count"),
    Series(7, SampleType.BOOL, 1, 1, "input"),
)
FLOW = {
    0: differential_pressure(i16, statistic="mean"),
    1: differential_pressure(i16, statistic="min"),
    2: differential_pressure(i16, statistic="max"),
    3: battery_voltage(VOLT),
    4: temperature(CELSIUS),
    5: differential_pressure(i16),
    6: pulse_count(u32, statistic="total"),
    7: digital_input(u8),
}

FLASHO = device(
    "watteco/flasho",
    name="Flash'O counter of flashes",
    source="The vendor's published decoder",
    f_port=125,
    downlink=TAKEN,
    uplink=uplink(
        batch(1, FLASHES, {0: pulse_count(u32, statistic="total"), 1: battery_voltage(VOLT)}), {**ATTRIBUTES, **INPUT}
    ),
    measures=(SELF, digital_input),
    vectors=[
        vector("110A000F00551001", f_port=125, message="report", digital_input=True, alarm=False, source=EXAMPLES),
        vector("110A000F04022300000000", message="report", pulse_count_total=0, alarm=False, source=EXAMPLES),
        vector(
            "20000000E008000000207E1C20424030040801", message="batch", pulse_count_total=0, battery_voltage=3.6,
            uptime=185, batch_counter=0, batch_requested=False, pulse_count_total_age=(39, 's'),
            battery_voltage_age=(96, 's'), records=[{"pulse_count_total": 0, "age": 114}],
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip
CLOSO = device(
    "watteco/closo",
    name="Clos'O door contact",
    source="The vendor's published decoder",
    f_port=125,
    downlink=TAKEN,
    uplink=uplink(
        None,
        {
            **ATTRIBUTES,
            (0x000F, 0x0055): Row(
                0x10,
                switch(V.endpoint, {0: case_open(u8), 1: contact(u8)}),
                switch(V.endpoint, {0: changes("case_open", u8), 1: changes("contact", u8)}),
            ),
        },
    ),
    measures=(SELF, case_open, contact),
    vectors=[
        vector("110A000F00551001", f_port=125, message="report", case_open=True, alarm=False, source=EXAMPLES),
        vector("310A000F00551001", message="report", contact=True, alarm=False, source=EXAMPLES),
        vector("310A000F00551000", message="report", contact=False, alarm=False, source=RUN),
    ],
)  # fmt: skip
VENTILO = device(
    "watteco/ventilo",
    name="Ventil'O differential pressure sensor",
    source="The vendor's published decoder",
    f_port=125,
    downlink={name: one for name, one in COMMANDS.items() if name not in DRY},
    uplink=uplink(
        batch(3, AIRFLOW, FLOW),
        {**ATTRIBUTES, **INPUT, (0x8008, 0x0000): plain(0x29, differential_pressure, i16)},
    ),
    measures=(SELF, temperature, differential_pressure, digital_input),
    vectors=[
        vector("110A04020000290B89", f_port=125, message="report", temperature=29.53, alarm=False, source=EXAMPLES),
        vector("110A000F00551001", message="report", digital_input=True, alarm=False, source=EXAMPLES),
        vector("110A80080000290018", message="report", differential_pressure=24, alarm=False, source=EXAMPLES),
        vector("110A8008000029FF18", differential_pressure=-232, alarm=False, source="computed: its type has a sign"),
        vector(
            "36600000800600000000D61B2CBA0730D803", message="batch", pulse_count_total=0, temperature=33.5,
            differential_pressure=6, uptime=73, batch_counter=0, batch_requested=False,
            pulse_count_total_age=(60, 's'), temperature_age=(0, 's'), differential_pressure_age=(0, 's'),
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip
PILOT_WIRE = device(
    "watteco/smartpilot-wire",
    name="Switch of a pilot wire",
    source="The vendor's published decoder",
    f_port=125,
    downlink={
        "multistate_output": command(
            125, expect(u56, 0x11050013005520), attribute(multistate_output=u8), answer=True,
            examples=[
                example("1105 0013 0055 20 01", f_port=125, multistate_output=1, source=EXAMPLES),
                example("1105 0013 0055 20 00", multistate_output=0, source=EXAMPLES),
            ],
        )
    } | TAKEN,
    uplink=uplink(None),
    measures=SELF,
    vectors=[
        vector(
            "110100130055002001", f_port=125, message="read_response", alarm=False, cluster="0013", attribute="0055",
            status="success", multistate_output=1, source=EXAMPLES,
        ),
        vector("110A00500006410503040E6804", battery_voltage=3.688, source=RUN),
        vector("110A001300552002", message="report", alarm=False, multistate_output=2, source=EXAMPLES),
    ],
)  # fmt: skip
