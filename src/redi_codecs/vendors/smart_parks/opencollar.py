"""OpenCollar trackers: small numbers spread over a range, positions of 24 bits, the rest little-endian.

Source: the vendor's published decoder, settings of firmware 1. Positions of before are on port 11, in minutes.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_RESETS = {
    0: "power_on", 1: "external", 2: "software", 3: "watchdog", 4: "firewall", 5: "other", 6: "standby",
}  # fmt: skip
_NOWHERE: dict[int | range, str] = {0: "none"}
_PLACE = (
    latitude((u24 * 180 - 16777215 * 90) / 16777215, invalid=_NOWHERE),
    longitude((u24 * 360 - 16777215 * 180) / 16777215, invalid=_NOWHERE),
)
_TIME = time(u32le, invalid={0: "clock_not_set"})
#: 0 to 255 for -2000 to 2000 mg.
_ACCELERATION = (u8 * 4000 - 510000) / 255000

OPENCOLLAR = device(
    "smart-parks/opencollar",
    name="OpenCollar tracker",
    source="The vendor's published decoder",
    f_port=12,
    uplink=switch(
        f_port,
        {
            1: message(
                "position",
                _PLACE,
                altitude(u16le),
                word(u8, hdop(bits(0, 3)), satellites(bits(4, 7))),
                time_to_fix(u8),
                position_accuracy(u8),
                snr(u8),
                light_level(u8),
                moving(u8),
                _TIME,
            ),
            3: message(
                "settings",
                attribute(status_interval=duration(u16le * 60)),
                word(
                    u8,
                    attribute(gps_periodic=bit(0), gps_triggered=bit(1), gps_hot_fix=bit(2), motion_enabled=bit(3)),
                    attribute(light_enabled=bit(4), temperature_enabled=bit(5), humidity_enabled=bit(6)),
                    attribute(charging_enabled=bit(7)),
                ),
                word(
                    u8,
                    data_rate(bits(0, 3)),
                    reserved(bits(4, 5)),
                    attribute(confirmed_messages=bit(6), adr_enabled=bit(7)),
                ),
                attribute(gps_interval=duration(u16le * 60), gps_triggered_interval=duration(u16le * 60)),
                attribute(gps_trigger_threshold=u8, gps_trigger_duration=u8),
                attribute(cold_fix_timeout=duration(u16le), hot_fix_timeout=duration(u16le)),
                attribute(fix_time_min=u8, accuracy_min=u8, hot_fix_tries=u8, cold_fix_tries=u8, failed_fix_tries=u8),
                word(
                    u8,
                    attribute(fix_3d=bit(0), fail_backoff=bit(1), hot_fix=bit(2), fully_resolved=bit(3)),
                    reserved(bits(4, 7)),
                ),
                attribute(voltage_interval=u8),
                attribute(gps_charge_min=battery_voltage((u8 + 250) / 100)),
                attribute(system_charge_min=battery_voltage((u8 + 250) / 100)),
                attribute(system_charge_max=battery_voltage((u8 + 250) / 100)),
                attribute(input_charge_min=u16le),
                attribute(pulse_threshold=u8, pulse_on_timeout=u8, pulse_interval_min=u16le),
                attribute(acceleration_z_threshold=acceleration_z((u16le - 2000) / 1000)),
                attribute(firmware=u16le),
            ),
            11: message(
                "positions",
                history(
                    _PLACE,
                    time(u24 * 60 + 1_600_000_000),
                    word(u8, time_to_fix(bits(0, 3) * 5), position_accuracy(bits(4, 6) * 12), moving(bit(7))),
                ),
            ),
            12: message(
                "status",
                word(u8, reset_cause(choice(bits(0, 2), _RESETS)), attribute(state_timeout=bits(3, 7))),
                battery_voltage((u8 + 250) / 100),
                temperature((u8 * 100 - 5100) / 255),
                word(
                    u8,
                    attribute(gps_periodic_error=bit(0), gps_triggered_error=bit(1), gps_fix_error=bit(2)),
                    attribute(motion_error=bit(3), light_error=bit(4), charging_status=bits(5, 7)),
                ),
                _PLACE,
                attribute(gps_resend=u8),
                acceleration_x(_ACCELERATION),
                acceleration_y(_ACCELERATION),
                acceleration_z(_ACCELERATION),
                attribute(low_battery_voltage=battery_voltage(u16le / 1000), gps_time_total=u16le),
                _TIME,
                pulse_count(u8),
                let(energy=u8),
                word(u16le, attribute(fence_voltage=voltage(bits(0, 11) * 8)), let(energy_low=bits(12, 15))),
                attribute(pulse_energy=derived(V.energy * 16 + V.energy_low)),
                attribute(downlinks=u16le),
            ),
            30: message("antenna", attribute(standing_wave_ratios=hexadecimal())),
        },
    ),
    vectors=[
        vector(
            "C000004000009001732A050CC80100000000", f_port=1, message="position", latitude=45.00000804662753,
            longitude=-89.99999463558164, altitude=400, hdop=3, satellites=7, time_to_fix=42, position_accuracy=5,
            snr=12, light_level=200, moving=True, source="the vendor's decoder, run",
        ),
        vector(
            "09648000C000004000000280788C600C100000000000050000000300", f_port=12, message="status",
            battery_voltage=3.5, temperature=30.19607843137255, latitude=45.00000804662753,
            longitude=-89.99999463558164, acceleration_x=0.00784313725490196, acceleration_y=-0.11764705882352941,
            acceleration_z=0.19607843137254902, pulse_count=5, reset_cause="external", state_timeout=1,
            gps_periodic_error=False, gps_triggered_error=False, gps_fix_error=False, motion_error=False,
            light_error=False, charging_status=0, gps_resend=2, low_battery_voltage=(3.168, 'V'), gps_time_total=16,
            fence_voltage=(0.0, 'V'), pulse_energy=0, downlinks=3, source="the vendor's decoder, run",
        ),
        vector(
            "0C01180003010203FF", f_port=30, message="antenna", standing_wave_ratios="0c01180003010203ff",
            source="the vendor's decoder, run",
        ),
        vector(
            "3C00FF85 0A00 1400 05 06 5802 2C01 0708090A0B 0F 0C C8C8FF 2C01 0102 0300 D007 0001", f_port=3,
            message="settings", data_rate=5, status_interval=(3600.0, 's'), gps_periodic=True, gps_triggered=True,
            gps_hot_fix=True, motion_enabled=True, light_enabled=True, temperature_enabled=True, humidity_enabled=True,
            charging_enabled=True, confirmed_messages=False, adr_enabled=True, gps_interval=(600.0, 's'),
            gps_triggered_interval=(1200.0, 's'), gps_trigger_threshold=5, gps_trigger_duration=6,
            cold_fix_timeout=(600.0, 's'), hot_fix_timeout=(300.0, 's'), fix_time_min=7, accuracy_min=8,
            hot_fix_tries=9, cold_fix_tries=10, failed_fix_tries=11, fix_3d=True, fail_backoff=True, hot_fix=True,
            fully_resolved=True, voltage_interval=12, gps_charge_min=(4.5, 'V'), system_charge_min=(4.5, 'V'),
            system_charge_max=(5.05, 'V'), input_charge_min=300, pulse_threshold=1, pulse_on_timeout=2,
            pulse_interval_min=3, acceleration_z_threshold=0, firmware=256, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
