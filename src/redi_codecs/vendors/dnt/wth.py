"""dnt-LW-WTH: a wall thermostat; commands answered, each with its values, and the status by a mask of what it holds.

Source: the vendor's published decoder, version 1.0.1. Clock and periods are local time and stay bytes.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dnt.common import ANSWERS, BATTERY

_MODES = {
    0: "manual", 1: "automatic_low_power", 2: "automatic", 3: "holiday", 4: "emergency", 5: "frost_protection",
    7: "window_open", 8: "holiday_again",
}  # fmt: skip
_TEMPERATURE, _HUMIDITY, _TARGET = temperature(i16 / 10), humidity(u8), target_temperature(u8 / 2)

WTH = device(
    "dnt/dnt-lw-wth",
    name="Wall thermostat dnt-LW-WTH",
    source="The vendor's published decoder, version 1.0.1",
    f_port=10,
    uplink=tags(
        u8,
        ANSWERS
        | {
            0: attribute(status_interval=duration((u8 + 1) * 30)),
            2: attribute(status_contents=hexadecimal(1)),
            4: presence(
                u8,
                {
                    0: BATTERY,
                    1: _TEMPERATURE,
                    2: _HUMIDITY,
                    3: _TARGET,
                    4: word(
                        u8,
                        open_window(bit(0)),
                        attribute(holiday_pending=bit(1)),
                        operating_mode(choice(bits(2, 3), {code: _MODES[code] for code in range(4)})),
                        attribute(temperature_not_rising=bit(4)),
                        reserved(bits(5, 7)),
                    ),
                },
            ),
            5: BATTERY,
            6: operating_mode(choice(u8, _MODES)),
            7: attribute(sensor_error=choice(u8, {0: "none", 1: "climate_sensor"})),
            8: attribute(local_clock=hexadecimal(5), utc_offset=duration((u8 - 48) * 900)),
            10: attribute(clock_settings=hexadecimal(7)),
            12: (
                word(
                    u8,
                    attribute(emergency_enabled=bit(0), window_enabled=bit(1), frost_protection_enabled=bit(2)),
                    reserved(bit(3)),
                    attribute(holiday_waiting=bit(4), holiday_enabled=bit(5), main_mode=bits(6, 7)),
                ),
                word(u8, reserved(bits(0, 5)), attribute(week_program_selected=bits(6, 7))),
            ),
            18: attribute(holiday_period=hexadecimal(7), holiday_temperature=target_temperature(u8 / 2)),
            22: (
                word(u8, let(points=bits(0, 3)), attribute(week_program=bits(4, 5)), reserved(bits(6, 7))),
                attribute(week_program_points=hexadecimal(3 * V.points)),
            ),
            33: _TARGET,
            36: attribute(temperature_offset=temperature_difference((u8 - 64) / 10)),
            38: _TEMPERATURE,
            46: attribute(window_status=u8),
            48: (
                word(u8, attribute(window_mode=bits(0, 2), window_source=bit(3)), reserved(bits(4, 7))),
                word(u8, attribute(window_temperature_drop=bits(0, 4), window_duration=bits(5, 7))),
                attribute(window_temperature=target_temperature(u8 / 2)),
            ),
            54: sized(u8, attribute(failed_commands=hexadecimal())),
            55: attribute(display_mode=u8),
            57: attribute(target_min=target_temperature(u8 / 2)),
            59: attribute(target_max=target_temperature(u8 / 2)),
            61: attribute(holiday_target_min=target_temperature(u8 / 2)),
            63: attribute(holiday_target_max=target_temperature(u8 / 2)),
            65: attribute(holiday_target=target_temperature(u8 / 2)),
            67: _HUMIDITY,
            244: attribute(coprocessor_version=version(u8, u8, u8), coprocessor_bootloader=version(u8, u8, u8)),
        },
    ),
    vectors=[
        vector(
            "04078A00DB37", f_port=10, battery_voltage=2.88, temperature=21.9, humidity=55,
            source="device repository",
        ),
        vector("212B", target_temperature=21.5, source="device repository"),
        vector("2600E1", temperature=22.5, source="the vendor's decoder, run"),
        vector("4330", humidity=48, source="the vendor's decoder, run"),
        vector("04098C32", battery_voltage=2.9, target_temperature=25, source="the vendor's decoder, run"),
        vector("26FFCE", temperature=-5, source="the vendor's decoder, run"),
        vector(
            "041F8A00DB37280D", battery_voltage=2.88, temperature=21.9, humidity=55, open_window=True,
            operating_mode="holiday", target_temperature=20, holiday_pending=False, temperature_not_rising=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "0410 10", open_window=False, operating_mode="manual", holiday_pending=False, temperature_not_rising=True,
            source="the vendor's decoder, run",
        ),
        vector("2E01", window_status=1, source="the vendor's decoder, run"),
        vector("2E00", window_status=0, source="the vendor's decoder, run"),
        vector("0604", operating_mode="emergency", source="the vendor's decoder, run"),
        vector("0700", sensor_error="none", source="the vendor's decoder, run"),
        vector("0013", status_interval=(600.0, 's'), source="the vendor's decoder, run"),
        vector("02FF", status_contents="ff", source="the vendor's decoder, run"),
        vector(
            "080A7B53861A34", local_clock="0a7b53861a", utc_offset=(3600.0, 's'), source="the vendor's decoder, run",
        ),
        vector("0A8081A3840C2318", clock_settings="8081a3840c2318", source="the vendor's decoder, run"),
        vector(
            "0C2A40", emergency_enabled=False, window_enabled=True, frost_protection_enabled=False,
            holiday_waiting=False, holiday_enabled=True, main_mode=0, week_program_selected=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "122A7B2A7B5618191E", holiday_period="2a7b2a7b561819", holiday_temperature=(15.0, 'Cel'),
            source="the vendor's decoder, run",
        ),
        vector("1601 3C7F2A", week_program=0, week_program_points="3c7f2a", source="the vendor's decoder, run"),
        vector("243C", temperature_offset=(-0.4, 'K'), source="the vendor's decoder, run"),
        vector(
            "300B4A18", window_mode=3, window_source=True, window_temperature_drop=10, window_duration=2,
            window_temperature=(12.0, 'Cel'), source="the vendor's decoder, run",
        ),
        vector("36020511", failed_commands="0511", source="the vendor's decoder, run"),
        vector("3701", display_mode=1, source="the vendor's decoder, run"),
        vector("390A", target_min=(5.0, 'Cel'), source="the vendor's decoder, run"),
        vector("3B3C", target_max=(30.0, 'Cel'), source="the vendor's decoder, run"),
        vector("3D0A", holiday_target_min=(5.0, 'Cel'), source="the vendor's decoder, run"),
        vector("3F3C", holiday_target_max=(30.0, 'Cel'), source="the vendor's decoder, run"),
        vector("4124", holiday_target=(18.0, 'Cel'), source="the vendor's decoder, run"),
        vector(
            "F4010203010002", coprocessor_version="1.2.3", coprocessor_bootloader="1.0.2",
            source="the vendor's decoder, run",
        ),
        vector(
            "FF000012010004010002 01", device_type="000012", firmware_version="1.0.4", bootloader_version="1.0.2",
            hardware_version="1", source="the vendor's decoder, run",
        ),
        vector("F501", reset_locked=1, source="the vendor's decoder, run"),
        vector("F7000102", time_to_rejoin=258, source="the vendor's decoder, run"),
        vector("F802", data_rate_setting=2, source="the vendor's decoder, run"),
        vector("FA8018", rejoin_cycle=24, rejoins_once=True, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
