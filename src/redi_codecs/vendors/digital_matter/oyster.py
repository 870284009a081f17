"""Digital Matter Oyster: positions on ports 1 and 4 (in fewer bits), statistics on port 3, little-endian.

Source: the vendor's published decoder. Where the receiver found no position, the last one is sent again.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *


def position(flags: int, latitude_: Body, longitude_: Body, *last: Body) -> Body:
    """Latitude and longitude, or the last ones known, as the byte of flags says."""
    return switch(peek(flags, u8).bit(1), {1: last}, otherwise=(latitude_, longitude_))


OYSTER = device(
    "digital-matter/oyster",
    name="GNSS tracker Oyster",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: message(
                "position",
                position(
                    8,
                    latitude(i32le / 10000000),
                    longitude(i32le / 10000000),
                    attribute(
                        last_latitude=latitude(i32le / 10000000), last_longitude=longitude(i32le / 10000000)
                    ),
                ),
                word(u8, moving(bit(0)), attribute(position_failed=bit(1)), heading(bits(2, 7) * 45 / 8)),
                speed(u8 * 5 / 18),
                battery_voltage(u8 / 40),
            ),
            2: message(
                "command_answer",
                word(u8, attribute(sequence=bits(0, 6), accepted=bit(7))),
                firmware_version(version(u8, u8)),
            ),
            3: message(
                "statistics",
                word(
                    u64le,
                    attribute(
                        initial_battery=battery_voltage((bits(0, 3) + 40) / 10),
                        transmissions=bits(4, 14) * 32,
                        trips=bits(15, 27) * 32,
                        positions_found=bits(28, 37) * 32,
                        positions_failed=bits(38, 45) * 32,
                        mean_time_to_fix=time_to_fix(bits(46, 54)),
                        mean_time_to_failure=duration(bits(55, 63)),
                    ),
                ),
                attribute(mean_time_to_freshen=duration(u8)),
                word(u16le, attribute(wakeups_per_trip=bits(0, 6)), uptime(bits(7, 15) * 604800)),
            ),
            4: message(
                "position",
                position(
                    8,
                    latitude(i24le * 256 / 10000000),
                    longitude(i24le * 256 / 10000000),
                    attribute(
                        last_latitude=latitude(i24le * 256 / 10000000),
                        last_longitude=longitude(i24le * 256 / 10000000),
                    ),
                ),
                word(u8, heading(bits(0, 2) * 45), speed(bits(3, 7) * 25 / 18)),
                battery_voltage(u8 / 40),
                word(
                    u8,
                    moving(bit(0)),
                    attribute(position_failed=bit(1), man_down=bit(2)),
                    reserved(bits(3, 7)),
                ),
            ),
        },
    ),
vectors=[
        vector(
            "0030EDEC003224450000DE", f_port=1, message="position", latitude=-32, longitude=116, moving=False,
            heading=0, speed=0, battery_voltage=5.55, position_failed=False, source="the vendor's decoder, run",
        ),
        vector(
            "85A8C5EBD8763F0B0301BE", message="position", moving=True, heading=0, speed=0.2777777777777778,
            battery_voltage=4.75, last_latitude=(-33.9367803, 'deg'), last_longitude=(18.8708568, 'deg'),
            position_failed=True, source="the vendor's decoder, run",
        ),
        vector(
            "4817F618F0C0C4CBC1AAA0", message="position", latitude=41.8781, longitude=-87.6298, moving=True,
            heading=270, speed=47.22222222222222, battery_voltage=4, position_failed=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "E1F505C2EB0B1A9405", f_port=4, message="position", latitude=10, longitude=20, heading=90,
            speed=4.166666666666667, battery_voltage=3.7, moving=True, position_failed=False, man_down=True,
            source="the vendor's decoder, run",
        ),
        vector(
            "E1F5C5C2EB8BD594F8", f_port=4, message="position", latitude=(-97.3741824, 'implausible'),
            longitude=(-194.7483648, 'implausible'), heading=225, speed=36.111111111111114, battery_voltage=3.7,
            moving=False, position_failed=False, man_down=False, source="the vendor's decoder, run",
        ),
        vector(
            "E1F585C2EBCB1A94FB", f_port=4, message="position", heading=90, speed=4.166666666666667,
            battery_voltage=3.7, moving=True, last_latitude=(-204.7483648, 'implausible'),
            last_longitude=(-87.3741824, 'deg'), position_failed=True, man_down=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "E1F585C2EBCB1A9402", f_port=4, message="position", heading=90, speed=4.166666666666667,
            battery_voltage=3.7, moving=False, last_latitude=(-204.7483648, 'implausible'),
            last_longitude=(-87.3741824, 'deg'), position_failed=True, man_down=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "1A85102030405060F085B2", f_port=3, message="statistics", initial_battery=(5.0, 'V'), transmissions=2592,
            trips=1056, positions_found=24640, positions_failed=0, mean_time_to_fix=(321.0, 's'),
            mean_time_to_failure=(192.0, 's'), mean_time_to_freshen=(240.0, 's'), wakeups_per_trip=5, uptime=215913600,
            source="the vendor's decoder, run",
        ),
        vector(
            "C585E2C0B0A5F6E7D8E9FA", f_port=3, message="statistics", initial_battery=(4.5, 'V'), transmissions=2944,
            trips=14496, positions_found=24960, positions_failed=4800, mean_time_to_fix=(474.0, 's'),
            mean_time_to_failure=(463.0, 's'), mean_time_to_freshen=(216.0, 's'), wakeups_per_trip=105,
            uptime=303004800, source="the vendor's decoder, run",
        ),
        vector(
            "830207", f_port=2, message="command_answer", sequence=3, accepted=True, firmware_version="2.7",
            source="the vendor's decoder, run",
        ),
        vector(
            "038207", f_port=2, message="command_answer", sequence=3, accepted=False, firmware_version="130.7",
            source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("1a05102030405060700502", f_port=3, keys="battery",
            reason="the statistics tell the voltage of the battery when it was new")
    ],
)  # fmt: skip
