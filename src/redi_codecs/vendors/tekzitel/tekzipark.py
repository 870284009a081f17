"""TEKZIPARK: a status on port 1, with the values behind it on port 2, settings on port 3.

Source: the vendor's published decoder, which has names for settings but no units.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

STATUS = (
    word(
        u8,
        attribute(keep_alive=bit(0), restarted=bit(1), no_beacon=bit(2), radar=bit(3), obstruction=bit(4)),
        low_battery(bit(5) == 0),
        reserved(bit(6)),
        vehicle_presence(bit(7)),
    ),
    temperature(i8),
    attribute(parking_id=u8),
)

TEKZIPARK = device(
    "tekzitel/tekzipark",
    name="Parking sensor with magnetometer and radar",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: message(
                "status",
                STATUS,
                optional(
                    remaining >= 1,
                    rssi(i8),
                    repeat(attribute(beacon=identifier(u16), channel=index + 1)),
                ),
            ),
            2: message(
                "diagnosis",
                STATUS,
                attribute(deflection_x=i8, deflection_y=i8, deflection_z=i8),
                attribute(baseline_x=i8, baseline_y=i8, baseline_z=i8),
                error_code(u8),
                attribute(obstruction_level=u8, reflection=u8),
            ),
        },
    ),
    downlink={
        "set_parameters": command(
            3,
            word(
                u8,
                attribute(
                    fluctuations_count=bits(0, 3), radar_start_range=bits(4, 6), suppress_baseline_offset=bit(7)
                ),
            ),
            word(
                u8,
                attribute(
                    deflection_threshold=bits(0, 3), debug_mode=bit(4), axis_deflection=bits(5, 6),
                    downlink_frequency=bit(7),
                ),
            ),
            word(
                u8,
                attribute(
                    fluctuation_threshold_xy=bits(0, 2), acceleration_samples=bits(3, 4), oversampling=bits(5, 6),
                    zero_negative_drop=bit(7),
                ),
            ),
            word(
                u8,
                attribute(
                    fluctuation_delay=bits(0, 2), restart_magnetometer=bit(3), reset_control=bit(4),
                    sleep_time=bits(5, 7),
                ),
            ),
            word(
                u8,
                attribute(
                    keep_alive_period=bits(0, 1), self_heal=bit(2), fluctuation_threshold_z=bits(3, 5),
                    axis_fluctuations=bits(6, 7),
                ),
            ),
            word(
                u8,
                attribute(
                    reflection_threshold=bits(0, 2), obstruction_check=bit(3), radar_scan_count=bits(4, 7)
                ),
            ),
            word(
                u8,
                attribute(
                    scan_window=bits(0, 2), beacons_to_scan=bits(3, 5), send_rssi=bit(6), oi=bit(7)
                ),
            ),
            attribute(scan_rssi=u8),
            examples=[
                example(
                    "1A 95 6B 8D 9E 35 5C 40", f_port=3, fluctuations_count=10, radar_start_range=1,
                    suppress_baseline_offset=False, deflection_threshold=5, debug_mode=True, axis_deflection=0,
                    downlink_frequency=True, fluctuation_threshold_xy=3, acceleration_samples=1, oversampling=3,
                    zero_negative_drop=False, fluctuation_delay=5, restart_magnetometer=True, reset_control=False,
                    sleep_time=4, keep_alive_period=2, self_heal=True, fluctuation_threshold_z=3, axis_fluctuations=2,
                    reflection_threshold=5, obstruction_check=False, radar_scan_count=3, scan_window=4,
                    beacons_to_scan=3, send_rssi=True, oi=False, scan_rssi=64,
                    source="the vendor's decoder, run",
                ),
            ],
        ),
    },
    vectors=[
        vector(
            "A82D63B000550120", f_port=1, message="status", low_battery=False, vehicle_presence=True, temperature=45,
            rssi=-80, keep_alive=False, restarted=False, no_beacon=False, radar=True, obstruction=False, parking_id=99,
            beacon_1=85, beacon_2=288, source="the vendor's decoder, run",
        ),
        vector(
            "A8F663", message="status", low_battery=False, vehicle_presence=True, temperature=-10, keep_alive=False,
            restarted=False, no_beacon=False, radar=True, obstruction=False, parking_id=99,
            source="the vendor's decoder, run",
        ),
        vector(
            "292E62", message="status", low_battery=False, vehicle_presence=False, temperature=46, keep_alive=True,
            restarted=False, no_beacon=False, radar=True, obstruction=False, parking_id=98,
            source="the vendor's decoder, run",
        ),
        vector(
            "562E62", message="status", low_battery=True, vehicle_presence=False, temperature=46, keep_alive=False,
            restarted=True, no_beacon=True, radar=False, obstruction=True, parking_id=98,
            source="the vendor's decoder, run",
        ),
        vector(
            "A8F60705FA00646566000203", f_port=2, message="diagnosis", low_battery=False, vehicle_presence=True,
            temperature=-10, keep_alive=False, restarted=False, no_beacon=False, radar=True, obstruction=False,
            parking_id=7, deflection_x=5, deflection_y=-6, deflection_z=0, baseline_x=100, baseline_y=101,
            baseline_z=102, error_code=0, obstruction_level=2, reflection=3, source="the vendor's decoder, run",
        ),
        vector(
            "1182FF85FAF084C586A3F2F3", f_port=2, message="diagnosis", low_battery=True, vehicle_presence=False,
            temperature=-126, keep_alive=True, restarted=False, no_beacon=False, radar=False, obstruction=True,
            parking_id=255, deflection_x=-123, deflection_y=-6, deflection_z=-16, baseline_x=-124, baseline_y=-59,
            baseline_z=-122, error_code=163, obstruction_level=242, reflection=243, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
