"""dnt-LW-ATS: battery, a frame whose highest four bits are the reason, and often the state of the battery after it.

Source: the vendor's published decoder, firmware 1.0.2. The fraction of the dilution of precision is in steps of 0.04.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dnt.common import VERSIONS

_REASONS = {
    0: "none",
    1: "button",
    2: "cycle",
    3: "trip_start",
    4: "trip",
    5: "trip_end",
    6: "requested",
    7: "power_on",
}
_ENERGY = {0: "not_active", 1: "almost_empty", 2: "medium", 4: "almost_full", 8: "night"}


ATS = device(
    "dnt/dnt-lw-ats",
    name="Asset tracking sensor dnt-LW-ATS",
    source="The vendor's published decoder, version 1.0.4",
    f_port=10,
    uplink=(
        battery_voltage(mixed(u8, fraction=6, per=50) + 1),
        word(u8, let(frame=bits(0, 3)), attribute(tx_reason=choice(bits(4, 7), _REASONS))),
        switch(
            V.frame,
            {
                0: message("start", hardware_version(text(1)), VERSIONS),
                1: message(
                    "heartbeat",
                    attribute(fixes=u24, failed_fixes=u24, false_starts=u24, mean_time_to_fix=duration(u8 * 2)),
                ),
                2: message(
                    "position",
                    latitude(i32le / 1_000_000),
                    longitude(i32le / 1_000_000),
                    altitude(i16),
                    hdop(mixed(u16, fraction=8, per=25)),
                    time_to_fix(u8 * 2),
                    optional(
                        V.tx_reason.is_in("trip_start", "trip", "trip_end"), moving(derived(V.tx_reason != "trip_end"))
                    ),
                ),
                3: message("no_position", satellites(u8), attribute(fix_time=duration(u8))),
                4: message(
                    "settings",
                    attribute(mode=u8, cycle=duration(u16 * 60)),
                    attribute(slots=u8, slot_duration=u16, inactivity_threshold=u8, inactivity_duration=u16),
                    attribute(activity_threshold=u8, activity_samples=u8, energy_mode=u8, utc_offset=u8),
                    attribute(sunrise_hour=u8, sunrise_minute=u8, sunset_hour=u8, sunset_minute=u8),
                    attribute(backup_mode=u8 != 0, night_cycle=duration(u16 * 60), led_enabled=u8 != 0),
                ),
                5: message("energy"),
            },
        ),
        optional(remaining >= 2, word(u8, expect(bits(0, 3), 5), reserved(bits(4, 7)))),
        optional(remaining >= 1, attribute(energy_state=choice(u8, _ENERGY))),
    ),
    vectors=[
        vector(
            "C322806E2C03C7D27200000A00180D0504", f_port=10, message="position", battery_voltage=4.06,
            latitude=53.24352, longitude=7.525063, altitude=10, hdop=0.96, time_to_fix=26, tx_reason="cycle",
            energy_state="almost_full", source="device repository",
        ),
        vector(
            "C30100000B0000000000770F", message="heartbeat", battery_voltage=4.06, tx_reason="none", fixes=11,
            failed_fixes=0, false_starts=119, mean_time_to_fix=(30.0, 's'), source="device repository",
        ),
        vector(
            "C332806E2C03C7D27200007801190A", message="position", battery_voltage=4.06, latitude=53.24352,
            longitude=7.525063, altitude=120, hdop=2, time_to_fix=20, moving=True, tx_reason="trip_start",
            source="the vendor's decoder, run",
        ),
        vector(
            "C30042010004010002", message="start", battery_voltage=4.06, tx_reason="none", hardware_version="B",
            firmware_version="1.0.4", bootloader_version="1.0.2", source="the vendor's decoder, run",
        ),
        vector(
            "C323071E", message="no_position", battery_voltage=4.06, satellites=7, tx_reason="cycle",
            fix_time=(30.0, 's'), source="the vendor's decoder, run",
        ),
        vector(
            "C352806E2C03C7D272FF00780119FF", message="position", battery_voltage=4.06, latitude=53.24352,
            longitude=-9.252153, altitude=120, hdop=2, time_to_fix=510, moving=False, tx_reason="trip_end",
            source="the vendor's decoder, run",
        ),
        vector(
            "856402000F0203E80A001E050A01030412060001007801", message="settings", battery_voltage=3.1,
            tx_reason="requested", mode=2, cycle=(900.0, 's'), slots=2, slot_duration=1000, inactivity_threshold=10,
            inactivity_duration=30, activity_threshold=5, activity_samples=10, energy_mode=1, utc_offset=3,
            sunrise_hour=4, sunrise_minute=18, sunset_hour=6, sunset_minute=0, backup_mode=True,
            night_cycle=(7200.0, 's'), led_enabled=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
