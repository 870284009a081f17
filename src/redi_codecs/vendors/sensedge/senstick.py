"""SensEdge Senstick Pro and Pure, and SensiEDGE SensiLoRa 2.0: a fixed layout, big-endian.

Source: the published decoders (device repository; ThingsBoard for SensiLoRa). Air pressure is counted from 845 hPa.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

HEAD = (status_code(u8), temperature(i16 / 100), humidity(u16 / 100), pressure(u8 + 845))

PRO = device(
    "sensedge/senstick-pro",
    name="Microclimate sensor Senstick Pro",
    source="The published decoder (device repository), whose air pressure lacks the 845 hPa of Senstick Pure",
    f_port=2,
    uplink=switch(f_port, {2: (HEAD, acceleration(u8 / 100), battery_voltage((u8 + 100) / 100))}),
    measures=(temperature, humidity, pressure, acceleration, battery_voltage),
    vectors=[
        vector(
            "00 086B 12D4 A8 85 E6", f_port=2, temperature=21.55, humidity=48.2, pressure=1013, acceleration=1.33,
            battery_voltage=3.3, source="the vendor's decoder, run; 845 hPa as in Senstick Pure",
        ),
        vector(
            "01 FDE1 A51C 37 00 01", temperature=-5.43, humidity=(422.68, "implausible"), pressure=900, acceleration=0,
            battery_voltage=1.01, source="the vendor's decoder, run; 845 hPa as in Senstick Pure",
        ),
    ],
)  # fmt: skip

PURE = device(
    "sensedge/senstick-pure",
    name="Air quality sensor Senstick Pure",
    source="The published decoder (device repository)",
    f_port=2,
    uplink=switch(f_port, {
        2: (HEAD, iaq(u16), attribute(static_iaq=u16), co2(u16), tvoc(u8 * 100), iaq_accuracy(u8)),
    }),
    measures=(temperature, humidity, pressure, iaq, iaq_accuracy, co2, tvoc),
    vectors=[
        vector(
            "00 086B 12D4 A8 8064 0032 8258 85 83", f_port=2, temperature=21.55, humidity=48.2, pressure=1013,
            iaq=(32868, "implausible"), static_iaq=50, co2=33368, tvoc=13300, iaq_accuracy=(131, "implausible"),
            source="the vendor's decoder, run, the bytes given to it",
        ),
        vector(
            "00 FDE1 12D4 A8 0064 8032 0258 05 03", temperature=-5.43, humidity=48.2, pressure=1013, iaq=100, co2=600,
            tvoc=500, iaq_accuracy=3, source="the vendor's decoder, run, the bytes given to it",
        ),
    ],
)  # fmt: skip

SENSILORA = device(
    "sensedge/sensilora2-0",
    name="Sensor module SensiLoRa 2.0: climate, motion, light",
    source="The published converter (ThingsBoard)",
    f_port=85,
    uplink=(
        pressure(u16 / 10),
        temperature(i16 / 100),
        humidity(u16 / 100),
        acceleration_x(i16 / 1000),
        acceleration_y(i16 / 1000),
        acceleration_z(i16 / 1000),
        angular_velocity_x(i16 / 1000),
        angular_velocity_y(i16 / 1000),
        angular_velocity_z(i16 / 1000),
        magnetic_field_x(i16 / 10),
        magnetic_field_y(i16 / 10),
        magnetic_field_z(i16 / 10),
        illuminance(u16),
        battery_voltage(u16 / 100),
    ),
    vectors=[
        vector(
            "277F 09A5 160F 0061 FF5B 03D3 EE17 FE5C FDAD FD69 00BB FF60 005B 01A4", f_port=85, pressure=1011.1,
            temperature=24.69, humidity=56.47, acceleration_x=0.097, acceleration_y=-0.165, acceleration_z=0.979,
            angular_velocity_x=-4.585, angular_velocity_y=-0.42, angular_velocity_z=-0.595, magnetic_field_x=-66.3,
            magnetic_field_y=18.7, magnetic_field_z=-16, illuminance=91, battery_voltage=4.2,
            source="the published example, in g and degrees a second",
        ),
        vector(
            "A77F FDE1 A60F FF61 005B FFD3 EE17 FE5C FDAD FD69 FF0B FF60 805B 81A4", pressure=(4287.9, "implausible"),
            temperature=-5.43, humidity=(425.11, "implausible"), acceleration_x=-0.159, acceleration_y=0.091,
            acceleration_z=-0.045, angular_velocity_x=-4.585, angular_velocity_y=-0.42, angular_velocity_z=-0.595,
            magnetic_field_x=-66.3, magnetic_field_y=-24.5, magnetic_field_z=-16, illuminance=32859,
            battery_voltage=(331.88, "implausible"), source="computed from the published converter",
        ),
    ],
)  # fmt: skip
