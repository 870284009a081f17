"""DL-DS18, DL-DS182, DL-TP: temperature with one probe, with two, and as a profile.

Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, sensors

_DS18B20 = (u16 - 32768) / 16

DS18 = device(
    "decentlab/dl-ds18",
    name="Temperature sensor with a probe",
    source="DL-DS18 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: temperature(_DS18B20, place="probe"), 1: BATTERY}),
    vectors=[
        vector(
            "02023D0003815E0C15",
            f_port=1,
            temperature_probe=21.875,
            battery_voltage=3.093,
            device_id=573,
            source="vendor's example",
        ),
    ],
)

DS182 = device(
    "decentlab/dl-ds182",
    name="Temperature sensor with two probes",
    source="DL-DS182 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors(
        {
            probe: (temperature(_DS18B20, place="probe", channel=probe), attribute(probe_code=u16, channel=probe))
            for probe in (0, 1)
        }
        | {2: BATTERY}
    ),
    vectors=[
        vector(
            "023CA4000781775166817359990C60",
            f_port=1,
            temperature_probe_0=23.4375,
            temperature_probe_1=23.1875,
            battery_voltage=3.168,
            device_id=15524,
            probe_code_0=20838,
            probe_code_1=22937,
            source="vendor's example",
        ),
    ],
)

#: Up to sixteen levels, counted from 0; those that a chain lacks are sent as 0.
TP = device(
    "decentlab/dl-tp",
    name="Temperature profile",
    source="DL-TP data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: tuple(
            temperature((u16 - 32768) / 100, place="probe", channel=level, invalid={0: "not_installed"})
            for level in range(16)
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "023E3E00038ABC8A928AA08A848AB38A898AC38AAD8AB78A928AA1000000000000000000000AFC", f_port=1,
            temperature_probe_0=27.48, temperature_probe_1=27.06, temperature_probe_2=27.2, temperature_probe_3=26.92,
            temperature_probe_4=27.39, temperature_probe_5=26.97, temperature_probe_6=27.55, temperature_probe_7=27.33,
            temperature_probe_8=27.43, temperature_probe_9=27.06, temperature_probe_10=27.21,
            temperature_probe_11='not_installed', temperature_probe_12='not_installed',
            temperature_probe_13='not_installed', temperature_probe_14='not_installed',
            temperature_probe_15='not_installed', battery_voltage=2.812, device_id=15934, source="vendor's example",
        ),
    ],
)  # fmt: skip
