"""Multisense: version, mode, what has happened and battery, then data by type, big-endian.

Source: akenza's device types. In mode 1 (usage of a bicycle, a boat) the bits of what has happened are others.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

MULTISENSE = device(
    "swisscom/multisense",
    name="Multisense",
    source="akenza's device types, swisscom/multisense",
    f_port=3,
    uplink=(
        protocol_version(version(u8)),
        attribute(mode=u8),
        switch(
            V.mode,
            {
                1: word(
                    u8,
                    reserved(bits(0, 3)),
                    attribute(lifecycle_event=bit(4)),
                    button(bit(5)),
                    attribute(usage_check_event=bit(6), usage_start_event=bit(7)),
                )
            },
            otherwise=word(
                u8,
                reserved(bit(0)),
                attribute(lifecycle_event=bit(1), motion_event=bit(2), humidity_event=bit(3)),
                attribute(temperature_event=bit(4), contact_event=bit(5)),
                button(bit(6)),
                attribute(timed_event=bit(7)),
            ),
        ),
        battery_voltage((u8 * 6 + 2000) / 1000),
        switch(
            f_port,
            {
                3: switch(
                    peek(4, u8),
                    {
                        6: (expect(u8, 6), history(temperature(i16 / 100), count=8, newest="first")),
                        7: (expect(u8, 7), history(humidity(u8 / 2), count=8, newest="first")),
                    },
                    otherwise=tags(
                        u8,
                        {
                            1: temperature(i16 / 100),
                            2: humidity(u8 / 2),
                            3: contact_count(u16, statistic="total"),
                            4: motion_count(u16, statistic="total"),
                            5: (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
                        },
                    ),
                ),
                100: message(
                    "mode_change",
                    attribute(settings=hexadecimal(3), selected_mode=u8),
                    optional(remaining >= 1, attribute(more_settings=hexadecimal())),
                ),
            },
        ),
    ),
    vectors=[
        vector(
            "010080A3010945026E0300170412820503F8007CFFFC", f_port=3, button=False, battery_voltage=2.978,
            temperature=23.73, humidity=55, contact_count_total=23, motion_count_total=4738, acceleration_x=1.016,
            acceleration_y=0.124, acceleration_z=-0.004, protocol_version="1", mode=0, lifecycle_event=False,
            motion_event=False, humidity_event=False, temperature_event=False, contact_event=False, timed_event=True,
            source="akenza's device types, run",
        ),
        vector(
            "020040B5", button=True, battery_voltage=3.086, protocol_version="2", mode=0, lifecycle_event=False,
            motion_event=False, humidity_event=False, temperature_event=False, contact_event=False, timed_event=False,
            source="akenza's device types, run",
        ),
        vector(
            "020020A9030A86", button=False, battery_voltage=3.014, contact_count_total=2694, protocol_version="2",
            mode=0, lifecycle_event=False, motion_event=False, humidity_event=False, temperature_event=False,
            contact_event=True, timed_event=False, source="akenza's device types, run",
        ),
        vector(
            "010164B5", button=True, battery_voltage=3.086, protocol_version="1", mode=1, lifecycle_event=False,
            usage_check_event=True, usage_start_event=False, source="akenza's device types, run",
        ),
        vector(
            "01000EB5", button=False, battery_voltage=3.086, protocol_version="1", mode=0, lifecycle_event=True,
            motion_event=True, humidity_event=True, temperature_event=False, contact_event=False, timed_event=False,
            source="akenza's device types, run",
        ),
        vector(
            "01 00 10 B5 000000 02", f_port=100, message="mode_change", button=False, battery_voltage=3.086,
            protocol_version="1", mode=0, lifecycle_event=False, motion_event=False, humidity_event=False,
            temperature_event=True, contact_event=False, timed_event=False, settings="000000", selected_mode=2,
            source="akenza's device types, run",
        ),
        vector(
            "010070B5", button=True, battery_voltage=3.086, protocol_version="1", mode=0, lifecycle_event=False,
            motion_event=False, humidity_event=False, temperature_event=True, contact_event=True, timed_event=False,
            source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
