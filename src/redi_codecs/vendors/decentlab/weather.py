"""DL-AC, DL-ATM22, DL-TBRG: gases of the street, wind, rain.

Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, SHT21, sensors

_SIGNED = u16 - 32768
_GASES = {4: "NO2", 5: "NO", 6: "Ox", 7: "CO"}

#: The concentrations depend on numbers of each single gas cell, which no payload has: what is sent are voltages.
AC = device(
    "decentlab/dl-ac",
    name="Air quality station: nitrogen oxides, ozone, carbon monoxide (voltages of the cells)",
    source="DL-AC data sheet, LoRaWAN payload; channels 4 NO2, 5 NO, 6 Ox, 7 CO",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors(
        {0: SHT21}
        | {
            number: (
                input_voltage(_SIGNED * 3 / 32768, channel=channel),
                input_voltage(
                    _SIGNED * 3 / 32768, place="probe", channel=channel
                ),  # less that of the auxiliary electrode
            )
            for number, channel in enumerate(_GASES, 1)
        }
        | {5: BATTERY}
    ),
    vectors=[
        vector(
            "020FA0003F66B49B8C8966803C8CF580238A68804C903783F4158A",
            f_port=1,
            temperature=23.64606689453125,
            humidity=69.95062255859375,
            input_voltage_4=0.22027587890625,
            input_voltage_probe_4=0.0054931640625,
            input_voltage_5=0.303680419921875,
            input_voltage_probe_5=0.003204345703125,
            input_voltage_6=0.243896484375,
            input_voltage_probe_6=0.0069580078125,
            input_voltage_7=0.380035400390625,
            input_voltage_probe_7=0.0926513671875,
            battery_voltage=5.514,
            device_id=4000,
            source="vendor's example",
        ),
    ],
)

ATM22 = device(
    "decentlab/dl-atm22",
    name="Wind and temperature sensor",
    source="DL-ATM22 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            wind_speed(_SIGNED / 100),
            wind_direction(_SIGNED / 10),
            wind_speed(_SIGNED / 100, statistic="max"),
            temperature(_SIGNED / 10),
            tilt_x(_SIGNED / 10),
            tilt_y(_SIGNED / 10),
            wind_speed_north(_SIGNED / 100),
            wind_speed_east(_SIGNED / 100),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "0208C900038009812B8014810880027FE8800880040BF5", f_port=1, wind_speed=0.09, wind_direction=29.9,
            wind_speed_max=0.2, temperature=26.4, tilt_x=0.2, tilt_y=-2.4, wind_speed_north=0.08, wind_speed_east=0.04,
            battery_voltage=3.061, device_id=2249, source="vendor's example",
        ),
    ],
)  # fmt: skip

TBRG = device(
    "decentlab/dl-tbrg",
    name="Rain gauge with tipping bucket",
    source="DL-TBRG data sheet, LoRaWAN payload; a resolution of 0.1 mm",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            rain(u16 / 10, statistic="delta"),
            attribute(rain_interval=duration(u16)),
            rain(u32ws / 10, statistic="total"),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "0202F8000300040258409A00000C54", f_port=1, rain_delta=0.4, rain_total=1653.8, battery_voltage=3.156,
            device_id=760, rain_interval=(600.0, 's'), source="vendor's example",
        ),
    ],
)  # fmt: skip
