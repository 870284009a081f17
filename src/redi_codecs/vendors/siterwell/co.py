"""GS816A: an alarm for carbon monoxide, a frame of fixed length.

Source: the payload description that Alliot publishes. The last byte is a check value whose rule it does not say.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

CO_ALARM = device(
    "siterwell/co-alarm",
    name="GS816A carbon monoxide alarm",
    source="Alliot, Siterwell CO alarm, payload description",
    f_port=1,
    uplink=(
        protocol_version(version(u8)),
        expect(u8, 3),
        model(choice(u8, {2: "GS816A-H01"})),
        firmware_version(version(u8)),
        hardware_version(version(u8)),
        word(
            u8,
            attribute(heartbeat=bit(0)),
            button(bit(1)),
            reserved(bits(2, 3)),
            low_battery(bit(4)),
            attribute(end_of_life=bit(5)),
            reserved(bits(6, 7)),
        ),
        reserved(1),
        word(u8, reserved(bits(0, 3)), sensor_fault(bit(4)), attribute(muted=bit(5)), alarm(bit(6)), reserved(bit(7))),
        reserved(2),
        battery(u8),
        co(u16le),
        reserved(4),
        attribute(check=hexadecimal(1)),
    ),
    vectors=[
        vector(
            "01030201010100000000640000000000006D", f_port=1, button=False, low_battery=False, battery=100, co=0,
            protocol_version="1", model="GS816A-H01", firmware_version="1", hardware_version="1", heartbeat=True,
            end_of_life=False, sensor_fault=False, muted=False, alarm=False, check="6d",
            source="computed from Alliot's payload description",
        ),
        vector(
            "01030201013300700000552C01000000005A", button=True, low_battery=True, battery=85, co=300,
            protocol_version="1", model="GS816A-H01", firmware_version="1", hardware_version="1", heartbeat=True,
            end_of_life=True, sensor_fault=True, muted=True, alarm=True, check="5a",
            source="computed from Alliot's payload description",
        ),
        vector(
            "010302010120002000003200800000000033", button=False, low_battery=False, battery=50,
            co=(32768.0, 'implausible'), protocol_version="1", model="GS816A-H01", firmware_version="1",
            hardware_version="1", heartbeat=False, end_of_life=True, sensor_fault=False, muted=True, alarm=False,
            check="33", source="computed from Alliot's payload description",
        ),
    ],
)  # fmt: skip
