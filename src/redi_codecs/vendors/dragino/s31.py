"""S31 and D2x of the LB series: nodes with a probe of their own, in the one working mode that is theirs; big-endian.

S31-LB says when it measured; D2x-LB has one to three probes, and the same frames as the LSN50v2-D20, D22 and D23.
Source: S31-LB and D20-LB user manuals, 2.3 (uplink payload), and the vendor's published decoders, 1.3.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import BATTERY, LOG_FLAGS, old_status_frame, status_frame
from redi_codecs.vendors.dragino.lsn50 import (
    AIR_LIMITS,
    MODE,
    MODE_31,
    PROBE_1,
    PROBE_2,
    PROBE_3,
    SHT31_READINGS,
    flags,
    probe_limits,
)

#: What an S31B of older firmware begins its status with: a band, but for the number that is the model's.
_BAND = (range(0x01, 0x0A), range(0x0B, 0x10))
_MEASURED_AT = time(u32, invalid={0: "clock_not_set"})

S31_LB = device(
    "dragino/s31-lb",
    name="Temperature and humidity sensor S31-LB",
    source="S31-LB user manual, 2.3 (uplink payload); the vendor's published decoder, 1.3",
    f_port=2,
    uplink=switch(f_port, {
        2: switch(MODE, {
            0: message("climate", BATTERY, _MEASURED_AT, *SHT31_READINGS),
            31: message("alarm_limits", BATTERY, _MEASURED_AT, MODE_31, *AIR_LIMITS),
        }),
        3: message("datalog", history(reserved(2), temperature(i16 / 10), humidity(u16 / 10), LOG_FLAGS, time(u32))),
        5: switch(peek(0, u8), {_BAND: old_status_frame()}, otherwise=status_frame({0x0A: "S31-LB"})),
    }),
    downlink=COMMANDS,
    also={
        "dragino/s31b-lb": "Temperature and humidity sensor S31B-LB",
        "dragino/s31b-lb2": "Temperature and humidity sensor S31B-LB2",
    },
    vectors=[
        vector(
            "0CE4 6553F100 83 00DC 0226", f_port=2, message="climate", time=1700000000, battery_voltage=3.3,
            digital_input=True, contact=False, temperature=22, humidity=55, interrupt=True,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

D2X = device(
    "dragino/d2x-lb",
    name="Temperature sensor with one to three probes, D20, D22 or D23-LB",
    source="D20-LB user manual, 2.3 (uplink payload); the vendor's decoders of D23-LB and LSN50v2-D20-D22-D23",
    f_port=2,
    uplink=switch(f_port, {
        2: switch(MODE, {
            3: message("temperature", BATTERY, PROBE_1, reserved(2), flags(3), PROBE_2, PROBE_3),
            31: message(
                "alarm_limits", BATTERY, PROBE_1, probe_limits(1), MODE_31, probe_limits(2), probe_limits(3),
            ),
        }),
        3: message("datalog", history(PROBE_1, PROBE_2, PROBE_3, LOG_FLAGS, time(u32))),
        5: switch(peek(0, u8), {0x19: status_frame({0x19: "D2x-LB"})}, otherwise=old_status_frame()),
    }),
    downlink=COMMANDS,
    also={
        "dragino/d20-lb": "Temperature sensor with a probe, D20-LB",
        "dragino/d20s-lb": "Temperature sensor with a probe, D20S-LB",
        "dragino/d22-lb": "Temperature sensor with two probes, D22-LB",
        "dragino/d23-lb": "Temperature sensor with three probes, D23-LB",
        "dragino/lsn50v2-d20-d22-d23": "Temperature sensor with one to three probes, LSN50v2-D20, D22 or D23",
        "dragino/lsn50v2-d22": "Temperature sensor with two probes, LSN50v2-D22",
        "dragino/lsn50v2-d23": "Temperature sensor with three probes, LSN50v2-D23",
    },
    vectors=[
        vector(
            "0B54 0000 0000 0C 00FC 0205", f_port=2, message="temperature", battery_voltage=2.9,
            temperature_probe_1=0, digital_input=False, contact=True, temperature_probe_2=25.2,
            temperature_probe_3=51.7, interrupt=False, source="device repository",
        ),
    ],
)  # fmt: skip
