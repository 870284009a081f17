"""Watteco's indoor sensors (formerly nke Watteco): standard frames and batches on one port.

Source: support.watteco.com, product pages (batch parameters) and cluster pages; the vendor's published examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind
from redi_codecs.layout.nodes import Field
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.watteco import _series
from redi_codecs.vendors.watteco.batch import batch
from redi_codecs.vendors.watteco.commands import COMMANDS
from redi_codecs.vendors.watteco.frames import uplink
from redi_codecs.vendors.watteco.zcl import ATTRIBUTES, CELSIUS, KELVIN, PERCENT, VOLT, Row, changes

EXAMPLES, RUN = "the vendor's published examples", "the vendor's decoder, run"
CLIMATE = {0: temperature(CELSIUS), 1: humidity(PERCENT), 2: battery_voltage(VOLT), 3: case_open(u8)}


def twice(type: int, kind: Kind, source: Source, difference: Field | None = None) -> Row:
    """A row of which endpoint 1 is a second sensor."""
    first, second = kind(source), kind(source, channel=2)
    of = {at: changes(one.name, kind(source), difference) for at, one in enumerate((first, second))}
    return Row(type, switch(V.endpoint, {0: first, 1: second}), switch(V.endpoint, of))


SENSORS = {
    (0x0402, 0x0000): twice(0x29, temperature, CELSIUS, KELVIN),
    (0x0405, 0x0000): twice(0x21, humidity, PERCENT),
}
INPUTS = {
    (0x000F, 0x0055): Row(
        0x10,
        switch(V.endpoint, {0: digital_input(u8, channel=1), 1: digital_input(u8, channel=2)}),
        changes("digital_input", u8),
    ),
    (0x000F, 0x0402): Row(
        0x23,
        switch(V.endpoint, {at: pulse_count(u32, channel=at + 1, statistic="total") for at in (0, 1)}),
        changes("pulse_count", u32),
    ),
}
ATMOSPHERE = {
    0: temperature(CELSIUS),
    1: humidity(PERCENT),
    2: pressure(i16),
    3: pulse_count(u32, channel=1, statistic="total"),
    4: pulse_count(u32, channel=2, statistic="total"),
    5: battery_voltage(VOLT),
}
#: What all of them say of themselves; which of the clusters stand for a sensor depends on the model.
SELF = (battery_voltage, supply_voltage, pulse_count)
ROOM = (SELF, case_open, temperature, humidity)
EXTERNAL = quirk(
    "110A 0050 0006 41 05 03 01 0E10",
    f_port=125,
    keys="battery",
    reason="bit 0 of the power descriptor is the external supply, not the battery",
)
#: What thermometers do not take.
DRY = ("humidity_report_interval",)

CLIMO = device(
    "watteco/climo",
    name="Clim'O temperature and humidity sensor",
    source="support.watteco.com: Clim'O, Th, Temp'O",
    f_port=125,
    also={
        "watteco/hygrotempo": "Hygrotemp'O temperature and humidity sensor",
        "watteco/hygrotempo-remote": "Hygrotemp'O temperature and humidity sensor with remote probe",
        "watteco/indoor-temperature-humidity": "Indoor temperature and humidity sensor",
        "nke-watteco/th-sensor": "Th temperature and humidity sensor",
        "watteco/indoor-temperature": variant("Indoor temperature sensor", measures=(SELF, temperature), lacks=DRY),
        "watteco/temp-o": variant("Temp'O temperature sensor", measures=(SELF, temperature), lacks=DRY),
        "nke-watteco/t-indoor-sensor": variant("Indoor temperature sensor", measures=(SELF, temperature), lacks=DRY),
    },
    downlink=COMMANDS,
    uplink=uplink(batch(2, _series.CLIMATE, CLIMATE)),
    measures=ROOM,
    quirks=[EXTERNAL],
    vectors=[
        vector("110A 0402 0000 29 FDF3", f_port=125, message="report", temperature=-5.25, alarm=False, source=RUN),
        vector(
            "118A 0402 0000 29 0755 90 B0 B1",
            message="report", alarm=True, temperature=18.77, report_causes="short", cause_mode_0="threshold",
            cause_mode_1="threshold",
            cause_fell_0=True, cause_exceeded_0=False, cause_alarm_0=True, cause_fell_1=True, cause_exceeded_1=False,
            cause_alarm_1=True,
            report_new_mode=True, source=EXAMPLES,
        ),
        vector(
            "118A 0050 0006 41 05 01 04 0D22 04 A0 D0 04 0D20 0000 01",
            battery_voltage=3.362, power_mode=1, power_source="disposable", battery_voltage_threshold_0=3.36,
            battery_voltage_gap_0=0, cause_occurrences_0=1, cause_exceeded_0=True, source=EXAMPLES,
        ),
    ],
)  # fmt: skip

ATMO = device(
    "watteco/atmo",
    name="Atm'O atmospheric sensor",
    source="support.watteco.com: Atm'O",
    f_port=125,
    also={"nke-watteco/atmo-sensor": "Atm'O atmospheric sensor"},
    downlink=COMMANDS,
    uplink=uplink(batch(3, _series.ATMOSPHERE, ATMOSPHERE), {**ATTRIBUTES, **INPUTS}),
    measures=(SELF, temperature, humidity, pressure, digital_input),
    quirks=[
        EXTERNAL,
        quirk(
            "110A 0403 0000 29 0045",
            f_port=125,
            keys="air.pressure",
            reason="69 hPa is no pressure of air: the vocabulary admits 900 … 1100",
        ),
        quirk(
            "110A 800C 0000 29 0264",
            f_port=125,
            keys="air.co2",
            reason="endpoint 0 of the concentrations is the index of the air quality; carbon dioxide is endpoint 1",
        ),
    ],
    vectors=[
        vector("110A 0402 0000 29 FE0C", f_port=125, temperature=-5, source=RUN),
        vector("310A 000F 0402 23 00000007", pulse_count_2_total=7, source=RUN),
        vector(
            "1101 0000 0002 00 0D 030502 0015E2",
            message="read_response", status="success", firmware_version="3.5.2.5602",
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip
