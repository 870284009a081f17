"""Watteco's thermometers with probes, Temp'O, Cels'O and Pt1000: the frames of all others, batches of their own.

Source: the vendor's published codecs (Codec-API-LoRaWAN, batch parameters of each device) and its examples.
"""

from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.watteco._series import SampleType, Series
from redi_codecs.vendors.watteco.batch import batch
from redi_codecs.vendors.watteco.commands import COMMANDS
from redi_codecs.vendors.watteco.frames import uplink
from redi_codecs.vendors.watteco.sensors import DRY, EXAMPLES, RUN, SELF, SENSORS
from redi_codecs.vendors.watteco.zcl import ATTRIBUTES, CELSIUS, VOLT

_COMMANDS = {name: one for name, one in COMMANDS.items() if name not in DRY}
_SOURCE = "The vendor's published codec, Codec-API-LoRaWAN"
_CELSIUS: Final = Series(0, SampleType.I16, 10, 100, "temperature")
_SECOND: Final = Series(1, SampleType.I16, 10, 100, "temperature_2")


def _battery(label: int, resolution: int) -> Series:
    return Series(label, SampleType.U16, resolution, 1000, "battery_voltage")


REMOTE = device(
    "watteco/temp-o-remote-1-probe",
    name="Temp'O temperature sensor with a remote probe",
    source=_SOURCE,
    f_port=125,
    also={
        "nke-watteco/remote-t-sensor": "Temperature sensor with a remote probe",
        "nke-watteco/celso-sensor": "Cels'O temperature sensor with a remote probe",
        "watteco/pt1000": "Temperature sensor with a Pt1000 probe",
    },
    downlink=_COMMANDS,
    uplink=uplink(batch(1, (_CELSIUS, _battery(1, 100)), {0: temperature(CELSIUS), 1: battery_voltage(VOLT)})),
    measures=(SELF, temperature),
    vectors=[
        vector("110A0402000029FDF3", f_port=125, message="report", temperature=-5.25, alarm=False, source=RUN),
        vector(
            "1000A062BFECC11715B45B96DD2D8B76CB12BB65C5B35BD67705", message="batch", temperature=36.7, uptime=1443638,
            batch_counter=0, batch_requested=False, temperature_age=(25, "s"),
            records=[
                {"temperature": 37.5, "age": 625}, {"temperature": 39.9, "age": 1225},
                {"temperature": 40.6, "age": 1825}, {"temperature": 40.8, "age": 2425},
                {"temperature": 40.3, "age": 3025},
            ],
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip

#: A batch has tenths of a degree here, and so reaches the 400 °C that hundredths in 16 bits do not.
HOT = device(
    "watteco/pt1000-400c",
    name="Temperature sensor with a Pt1000 probe up to 400 °C",
    source=_SOURCE,
    f_port=125,
    downlink=_COMMANDS,
    uplink=uplink(
        batch(
            1,
            (Series(0, SampleType.I16, 1, 10, "temperature"), _battery(1, 100)),
            {0: temperature(i16 / 10), 1: battery_voltage(VOLT)},
        )
    ),
    measures=(SELF, temperature),
    vectors=[
        vector(
            "110A00500006410503040E6804", f_port=125, message="report", battery_voltage=3.688, alarm=False,
            power_mode=3, power_source="disposable", source=EXAMPLES,
        ),
        vector(
            "1000A062BFECC11715B45B96DD2D8B76CB12BB65C5B35BD67705", message="batch", temperature=399.4, uptime=1443638,
            batch_counter=0, batch_requested=False, temperature_age=(25, "s"),
            records=[
                {"temperature": 400.2, "age": 625}, {"temperature": 402.6, "age": 1225},
                {"temperature": 403.3, "age": 1825}, {"temperature": 403.5, "age": 2425},
                {"temperature": 403, "age": 3025},
            ],
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip

TWO_PROBES = device(
    "watteco/temp-o-remote-2-probes",
    name="Temp'O temperature sensor with two remote probes",
    source=_SOURCE,
    f_port=125,
    also={
        "nke-watteco/t-2-ctn-sensor": "Temperature sensor with two remote probes",
        "watteco/temp-o-outdoor": "Temp'O outdoor temperature sensor",
    },
    downlink=_COMMANDS,
    uplink=uplink(
        batch(
            3,
            (_CELSIUS, _SECOND, _battery(5, 100)),
            {0: temperature(CELSIUS), 1: temperature(CELSIUS, channel=2), 5: battery_voltage(VOLT)},
        ),
        {**ATTRIBUTES, (0x0402, 0x0000): SENSORS[0x0402, 0x0000]},
    ),
    measures=(SELF, temperature),
    vectors=[
        vector("110A0402000029FDF3", f_port=125, message="report", temperature=-5.25, alarm=False, source=RUN),
        vector("310A0402000029FDF3", message="report", temperature_2=-5.25, alarm=False, source=RUN),
        vector(
            "26020000803606A2FC11E4F7", message="batch", temperature=31.4, temperature_2=22.9, uptime=139,
            batch_counter=2, batch_requested=False, temperature_age=(30, "s"), temperature_2_age=(0, "s"),
            source=EXAMPLES,
        ),
        vector(
            "20010000017D0585A8E9401708F07703FCD903", message="batch", temperature=25.9, battery_voltage=3.7,
            uptime=803, batch_counter=1, batch_requested=False, temperature_age=(11, "s"),
            battery_voltage_age=(0, "s"),
            records=[
                {"battery_voltage": 3.7, "age": 30}, {"temperature": 25.7, "age": 41},
            ],
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip
