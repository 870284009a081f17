"""STMicroelectronics' evaluation boards: the example applications of their software packages, big-endian.

Source: the vendor's decoders. The STEVAL-ASTRA1B speaks Cayenne LPP with the places of the values as channels.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

NUCLEO = device(
    "stmicroelectronics/nucleo-wl55jc1",
    name="Evaluation board NUCLEO-WL55JC1 with its example of an end node",
    source="The vendor's published decoder: port 2; a battery byte counts from 1.8 V (0) to 3 V (254)",
    f_port=2,
    uplink=switch(f_port, {2: (
        word(u8, attribute(red_led=bit(0)), reserved(bits(1, 7))),
        pressure(u16 / 10),
        temperature(i8),
        humidity(u16 / 10),
        battery_voltage((u8 * 1200 / 254 + 1800) / 1000),
        optional(remaining >= 1, attribute(position=hexadecimal())),
    )}),
    also={"stmicroelectronics/nucleo-wl55jc2": "Evaluation board NUCLEO-WL55JC2 with its example of an end node"},
    vectors=[
        vector(
            "00732788016701220268440371FFE8FFDAFC3D048805B68F024C4400130905020FD7060100070000", f_port=2,
            pressure=(2947.9, 'implausible'), temperature=-120, humidity=35.9, battery_voltage=1.8047244094488188,
            red_led=False, position="220268440371ffe8ffdafc3d048805b68f024c4400130905020fd7060100070000",
            source="the vendor's decoder, run",
        ),
        vector(
            "00739012 0167FFCE 0268F0 0371FC18FC17FC16 0488F00000F24C44FF1309 05029012 060101 070001",
            pressure=(2958.4, 'implausible'), temperature=18, humidity=35.9, battery_voltage=3.004724409448819,
            red_led=False, position="ce0268f00371fc18fc17fc160488f00000f24c44ff130905029012060101070001",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
