"""MLR TPS1: room temperature, set point and presence in four bytes.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_SET_POINTS = {step: f"{step:+}" if step else "0" for step in range(6)} | {
    16 + step: f"{step}" for step in range(-4, 0)
}

MLRTPS1 = device(
    "micropelt/mlrtps1",
    name="Thermostat MLR TPS1",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (
                temperature(u8 / 4),
                word(
                    u8,
                    sensor_fault(bit(0)),
                    attribute(motion_sensor_fault=bit(1), weak_signal=bit(2), radio_fault=bit(3), low_energy=bit(4)),
                    motion(bit(5)),
                    reserved(bits(6, 7)),
                ),
                battery_voltage(u8 / 50),
                attribute(set_point=choice(u8, _SET_POINTS | {255: "freeze protection at 6 °C"})),
            )
        },
    ),
    vectors=[
        vector(
            "6D20B503", f_port=1, temperature=27.25, motion=True, battery_voltage=3.62, sensor_fault=False,
            motion_sensor_fault=False, weak_signal=False, radio_fault=False, low_energy=False, set_point="+3",
            source="device repository",
        ),
        vector(
            "58009600", temperature=22, motion=False, battery_voltage=3, sensor_fault=False,
            motion_sensor_fault=False, weak_signal=False, radio_fault=False, low_energy=False, set_point="0",
            source="device repository",
        ),
        vector(
            "4C2084FF", temperature=19, motion=True, battery_voltage=2.64, sensor_fault=False,
            motion_sensor_fault=False, weak_signal=False, radio_fault=False, low_energy=False,
            set_point="freeze protection at 6 °C", source="device repository",
        ),
        vector(
            "501F640D", temperature=20, motion=False, battery_voltage=2, sensor_fault=True, motion_sensor_fault=True,
            weak_signal=True, radio_fault=True, low_energy=True, set_point="-3", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
