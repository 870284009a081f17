"""n-fuse: little-endian numbers whose upper bits are gathered in other bytes.

Source: the vendor's published decoders. That of the STE takes some bits twice: of bytes 9 and 10, CO2, the breath VOC
and the accuracy of the IAQ share bits, which cannot be; here they are read as it does. Nor does it read the low byte of
the IAQ, by a mask of 0x000 where 0x0FF is meant.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

TRIGGERS = {
    0: "schedule",
    1: "motion above threshold",
    2: "light above threshold",
    3: "light below threshold",
    4: "temperature above threshold",
    5: "temperature below threshold",
    6: "humidity above threshold",
    7: "humidity below threshold",
}
OTHER = {0: "none", 1: "reed switch"}

STE = device(
    "n-fuse/ste",
    name="Environment and air quality sensor STE",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (
                word(
                    u16le,
                    reserved(bits(0, 1)),
                    attribute(tx_power_index=bits(2, 5)),
                    protocol_version(version(bits(6, 7))),
                    battery_voltage((bits(8, 14) + 200) / 100),
                    reserved(bit(15)),
                ),
                word(
                    u16le,
                    temperature(concat(bit(15), bits(0, 7)) * 125 / 511 - 40),
                    humidity(bits(8, 14)),
                ),
                pressure(u16le),
                word(
                    u40le,
                    iaq(concat(bit(39), bits(0, 7))),
                    attribute(voc_low_bits=bits(8, 15)),
                    let(air=concat(bits(32, 34), bits(24, 27), bits(16, 23))),
                    reserved(bits(28, 31)),
                    reserved(bits(35, 38)),
                ),
                co2(derived(V.air)),
                iaq_accuracy(derived(V.air // 4096 % 4)),
                tvoc(
                    derived(
                        (V.air // 256 % 32 * 256 + V.voc_low_bits)
                        * pick(V.air // 256 % 32 >= 4, 1000, 8000) / 1024
                    )
                ),
            )
        },
    ),
    vectors=[
        vector(
            "405FFF37F5031080200206", f_port=1, battery_voltage=2.95, temperature=22.377690802348337, humidity=55,
            pressure=1013, iaq=16, co2=25120, iaq_accuracy=2, tvoc=5000, tx_power_index=0, protocol_version="1",
            voc_low_bits=128, source="the vendor's decoder, run, its mask of the IAQ put right",
        ),
        vector(
            "44287B48D403AB12340507", battery_voltage=2.4, temperature=-9.911937377690803, humidity=72, pressure=980,
            iaq=171, co2=30004, iaq_accuracy=3, tvoc=5267.578125, tx_power_index=1, protocol_version="1",
            voc_low_bits=18, source="the vendor's decoder, run, its mask of the IAQ put right",
        ),
        vector(
            "44A87BC8D483AB82F41587", battery_voltage=2.4, temperature=52.71037181996086, humidity=72,
            pressure=(33748.0, 'implausible'), iaq=427, co2=30196, iaq_accuracy=3, tvoc=5376.953125, tx_power_index=1,
            protocol_version="1", voc_low_bits=130, source="the vendor's decoder, run, its mask of the IAQ put right",
        ),
    ],
)  # fmt: skip

STX = device(
    "n-fuse/stx",
    name="Multisensor STX",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (
                word(
                    u16le,
                    attribute(trigger=choice(concat(bit(15), bits(0, 1)), TRIGGERS)),
                    attribute(tx_power_index=bits(2, 5)),
                    protocol_version(version(bits(6, 7))),
                    battery_voltage((bits(8, 14) + 200) / 100),
                ),
                acceleration_x(i8 / 64),
                acceleration_y(i8 / 64),
                acceleration_z(i8 / 64),
                attribute(reference_x=acceleration(i8 / 64)),
                attribute(reference_y=acceleration(i8 / 64)),
                attribute(reference_z=acceleration(i8 / 64)),
                word(
                    u16le,
                    temperature(concat(bit(15), bits(0, 7)) * 165 / 512 - 40),
                    humidity(bits(8, 14)),
                ),
                word(u16le, illuminance(bits(0, 13)), attribute(other_trigger=choice(bits(14, 15), OTHER))),
            )
        },
    ),
    vectors=[
        vector(
            "405F5A0CFA580AF8C237D007", f_port=1, battery_voltage=2.95, acceleration_x=1.40625, acceleration_y=0.1875,
            acceleration_z=-0.09375, temperature=22.51953125, humidity=55, illuminance=2000, trigger="schedule",
            tx_power_index=0, protocol_version="1", reference_x=(1.375, '[g]'), reference_y=(0.15625, '[g]'),
            reference_z=(-0.125, '[g]'), other_trigger="none", source="the vendor's decoder, run",
        ),
        vector(
            "463A000080050582D946FF3F", battery_voltage=2.58, acceleration_x=0, acceleration_y=0, acceleration_z=-2,
            temperature=29.931640625, humidity=70, illuminance=16383, trigger="light above threshold",
            tx_power_index=1, protocol_version="1", reference_x=(0.078125, '[g]'), reference_y=(0.078125, '[g]'),
            reference_z=(-1.96875, '[g]'), other_trigger="none", source="the vendor's decoder, run",
        ),
        vector(
            "47BAF1D380E5E582D9C6A56F", battery_voltage=2.58, acceleration_x=-0.234375, acceleration_y=-0.703125,
            acceleration_z=-2, temperature=112.431640625, humidity=70, illuminance=12197,
            trigger="humidity below threshold", tx_power_index=1, protocol_version="1", reference_x=(-0.421875, '[g]'),
            reference_y=(-0.421875, '[g]'), reference_z=(-1.96875, '[g]'), other_trigger="reed switch",
            source="computed from the vendor's decoder, which knows no such version",
        ),
    ],
)  # fmt: skip
