"""DL-PM: particulate matter, temperature, humidity and pressure.

Source: the model's data sheet and published decoder (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BAROMETER, BATTERY, SHT21, sensors

PM = device(
    "decentlab/dl-pm",
    name="Particulate matter, temperature, humidity and barometric pressure sensor",
    source="DL-PM data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: BATTERY,
        1: (
            pm1(u16 / 10),
            pm2_5(u16 / 10),
            pm4(u16 / 10),
            pm10(u16 / 10),
            particle_size(u16 / 1000),
            particles_0_5(u16 / 10),
            particles_1(u16 / 10),
            particles_2_5(u16 / 10),
            particles_4(u16 / 10),
            particles_10(u16 / 10),
        ),
        2: SHT21,
        3: BAROMETER,
    }),
    vectors=[
        vector(
            "02 1B50 000F 0C25 0025 0027 0027 0027 01F5 0107 012C 012D 012D 012D 67BD 618D BD10", device_id=6992,
            battery_voltage=3.109, pm1=3.7, pm2_5=3.9, pm4=3.9, pm10=3.9, particle_size=0.501, particles_0_5=26.3,
            particles_1=30, particles_2_5=30.1, particles_4=30.1, particles_10=30.1, temperature=24.35660461425781,
            humidity=41.63221740722656, pressure=968, source="vendor's example",
        ),
        vector(
            "02 1B50 000D 0C25 67BD 618D BD10", device_id=6992, battery_voltage=3.109, temperature=24.35660461425781,
            humidity=41.63221740722656, pressure=968, source="vendor's example",
        ),
    ],
)  # fmt: skip
