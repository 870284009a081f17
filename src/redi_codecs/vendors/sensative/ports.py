"""What Sensative's Squares send on each of their ports, whose values a model numbers in its own way; big-endian.

Source: the vendor's published translators. With its two highest bits a value has its age, which counts from the value
before it: such a one is a record. Values of port 11 are compressed and kept as they are.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MINUTES = duration(i8 * 60)
_HUNDREDTHS, _TENTHS = i16 / 100, i16 / 10
#: Settings and readings that most of the models share.
CLIMATE_VALUES: dict[int, Body] = {
    0x00: attribute(temperature_alarm=i8),
    0x10: humidity(_HUNDREDTHS, statistic="mean"),
    0x20: attribute(roaming_networks=i8),
    0x21: battery(i8),
    0x22: attribute(temperature_interval=_MINUTES),
    0x23: attribute(low_temperature_level=temperature(i8)),
    0x24: attribute(high_temperature_level=temperature(i8)),
    0x25: attribute(humidity_interval=_MINUTES),
    0x30: temperature(_HUNDREDTHS),
    0x31: temperature(_HUNDREDTHS, statistic="mean"),
    0x32: attribute(temperature_hysteresis=temperature_difference(_HUNDREDTHS)),
    0x33: humidity(_HUNDREDTHS),
    0x34: attribute(humidity_threshold=humidity(_HUNDREDTHS)),
}
LIGHT_VALUES: dict[int, Body] = {
    0x11: illuminance(i16, statistic="mean"),
    0x26: attribute(light_interval=_MINUTES),
    0x35: illuminance(i16),
    0x36: attribute(light_threshold=percentage(i16)),
}
AIR_VALUES: dict[int, Body] = {
    0x01: attribute(iaq_alarm=i8),
    0x27: attribute(run_in_status=i8),
    0x28: attribute(stabilization_status=i8),
    0x29: iaq_accuracy(i8),
    0x2A: attribute(air_interval=_MINUTES),
    0x38: iaq(i32),
    0x39: co2(i32),
    0x3A: pressure(i32 / 100),
    0x3B: tvoc(i32 * 10),
    0x3C: attribute(static_iaq=iaq(i32)),
    0x3D: attribute(static_iaq_level=iaq(i32)),
    0x3E: attribute(iaq_level=iaq(i32)),
}
SOUND_VALUES: dict[int, Body] = {
    0x01: attribute(sound_alarm=i8),
    0x26: attribute(sound_threshold=sound_level(i8)),
    0x27: attribute(sound_minimum=sound_level(i8)),
    0x28: attribute(sound_mean_time=_MINUTES),
    0x29: attribute(sound_alarm_timeout=_MINUTES),
    0x35: sound_level(_TENTHS),
    0x38: sound_level(i32 / 10, statistic="max"),
}
RADAR_VALUES: dict[int, Body] = {
    0x00: occupancy(i8),
    0x01: attribute(distance_alarm=i8),
    0x10: attribute(amplitude=i16),
    0x11: distance(i16 * 10),
    0x12: distance(i16 * 10, statistic="mean"),
    0x18: attribute(nfc_contacts=i32),
    0x20: attribute(roaming_networks=i8),
    0x21: attribute(distance_hysteresis=distance(i8 * 10)),
    0x30: attribute(amplitude_hysteresis=i16),
    0x31: attribute(distance_interval=duration(i16 * 60)),
    0x32: attribute(low_distance_level=distance(i16 * 10)),
    0x33: attribute(high_distance_level=distance(i16 * 10)),
    0x34: supply_voltage(i16 / 1000),
}
_STATUS = {0: "none", 1: "applied", 2: "error", 3: "dirty"}
_FIXED_POINT = (rssi(i8), snr(i8))
_RESTARTS = (
    attribute(days_running=u16le),
    restart_count(u16le),
    attribute(first_join_day=u16le, first_joined_day=u16le, lora_starts=u16le, management_messages=u16le),
    attribute(failed_management_messages=u16le, data_messages=u16le, failed_data_messages=u16le, joins=u16le),
    attribute(watchdog_restarts=u8, crashes=u8, days_joined=u16le, first_clock=event_time(u32le)),
    attribute(last_clock=event_time(u32le), rule_executions=u32le, stored_crashes=u8),
    attribute(satellites_found=number(u8 / 10), satellite_snr=snr(u16le / 10), satellite_snr_max=snr(u16le / 10)),
    attribute(mean_rssi=rssi((u16le - 65536) / 10), mean_snr=snr(u16le / 10), wifi_found=number(u8 / 10)),
    attribute(satellites_valid=number(u8 / 10)),
)
_ASSISTANCE = (
    attribute(assisted_at=event_time(u32), almanac_of=event_time(u32)),
    attribute(assistance_latitude=latitude(i16 * 90 / 2048), assistance_longitude=longitude(i16 * 180 / 2048)),
    optional(remaining >= 4, attribute(clock=event_time(u32))),
)


def by_port(values: dict[int, Body]) -> Body:
    """What a model says on each port."""
    table: dict[int, Body] = dict(values)
    for bits_of_age, size in ((0x40, u8), (0x80, u16), (0xC0, u32)):
        table |= {
            number | bits_of_age: record(attribute(age=duration(size)), body, name="before")
            for number, body in values.items()
        }
    told = tags(u8, table)
    ports: dict[Any, Body] = {
        1: message("values", told),
        2: message(
            "diagnosis",
            switch(
                length,
                {2: attribute(rule_error=u8, rule_status=u8)},
                otherwise=repeat(let(reference=u8), attribute(channel=V.reference, reference_value=i32)),
            ),
        ),
        3: message("crash", attribute(crash_part=u16, crash=hexadecimal())),
        4: message("operation", _RESTARTS),
        5: message("power", switch(length, {1: battery(u8)}, otherwise=attribute(power_data=hexadecimal()))),
        6: message("link", switch(length, {2: _FIXED_POINT, 3: (attribute(link_index=u8), _FIXED_POINT)})),
        7: message(
            "customization",
            optional(length > 1, attribute(customization_check=hexadecimal(4), application_check=hexadecimal(4))),
            attribute(customization=choice(u8, _STATUS)),
        ),
        8: message(
            "mesh",
            attribute(mesh_device=identifier(u32), mesh_age=duration(u32), mesh_port=u8),
            let(size=u8),
            attribute(mesh_payload=hexadecimal(V.size)),
        ),
        11: message("compressed", attribute(compressed=hexadecimal())),
        12: message(
            "stored",
            time(u32),
            attribute(stored_port=u8),
            switch(V.stored_port, {1: told}, otherwise=attribute(stored_payload=hexadecimal())),
        ),
        15: message(
            "rules",
            attribute(rules_check=hexadecimal(4)),
            optional(
                remaining >= 4,
                word(u32, attribute(build_type=bits(0, 1), built=event_time(bits(2, 31) * 4))),
                attribute(build=text()),
            ),
        ),
        21: message("satellites", attribute(satellite_scan=hexadecimal())),
        22: message("assistance", switch(length, {2: attribute(almanac_check=hexadecimal(2)), (12, 16): _ASSISTANCE})),
        (23, 24): message("wifi", attribute(scan_age=duration(u32)), wifi_access_points(raw())),
        range(32, 40): message("forwarded", attribute(forwarded=hexadecimal())),
    }
    return switch(f_port, ports)
