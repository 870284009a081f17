"""Sensoterra's probes: seven values of ten bits, the first in the lowest ones; reports on ports of their own.

Source: the vendor's decoder, in akenza's device types. It leaves the format of port 12 (measurements of before) open.
A probe of one depth has it in the first value, a multi-depth probe has 10, 20, 30, 45, 60 and 90 cm.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_DEPTHS = (10, 20, 30, 45, 60, 90)
_FAULT: dict[int | range, str] = {1023: "fault"}
_CONTEXTS = {
    0: "unknown", 1: "deep_sleep", 2: "soil_measurement", 3: "temperature_measurement", 4: "voltage_measurement",
    5: "joining", 6: "confirmed_uplink", 7: "unconfirmed_uplink", 8: "downlink", 9: "adr", 15: "other",
}  # fmt: skip


def _moisture(channel: int, place: int) -> Body:
    """One of the values of a word, ten bits each."""
    return soil_moisture(bits(10 * place, 10 * place + 9) / 10, channel=channel, invalid=_FAULT)


_CALIBRATION = message(
    "calibration",
    word(
        u8,
        *(attribute(in_calibration=bit(n), channel=depth) for n, depth in enumerate(_DEPTHS)),
        reserved(bit(6)),
        attribute(multi_depth=bit(7)),
    ),
    attribute(coefficient_a=hexadecimal(2), coefficient_b=hexadecimal(2), coefficient_c=hexadecimal(2)),
    attribute(saturation_point=hexadecimal(2)),
)

SENSOTERRA = device(
    "sensoterra/sensoterra",
    name="Soil moisture probe",
    source="The vendor's decoder in akenza's device types, sensoterra/sensoterra",
    f_port=11,
    uplink=switch(
        f_port,
        {
            11: (
                word(u40le, *map(_moisture, range(1, 5), range(4))),
                word(
                    u32le,
                    *map(_moisture, range(5, 7), range(2)),
                    temperature(
                        (bits(20, 29) - 300) / 10,
                        place="soil",
                        invalid={0: "underflow", 1021: "overflow", 1023: "fault"},
                    ),
                    attribute(saturation_passed=bit(30)),
                    reserved(bit(31)),
                ),
            ),
            12: message("measurements_before", attribute(measurements=hexadecimal())),
            100: message(
                "status",
                battery_voltage((u8 * 8 + 1700) / 1000),
                attribute(estimated_signal=rssi(u8 - 220)),
                word(
                    u8,
                    *(attribute(saturated=bit(n), channel=depth) for n, depth in enumerate(_DEPTHS)),
                    reserved(bit(6)),
                    attribute(multi_depth=bit(7)),
                ),
                switch(
                    peek(4, u8).bit(7),
                    {
                        0: word(u16le, firmware_version(version(bits(0, 14))), expect(bit(15), 0)),
                        1: word(
                            u16le,
                            firmware_version(version(bits(10, 14), bits(5, 9), bits(0, 4))),
                            expect(bit(15), 1),
                        ),
                    },
                ),
                word(
                    u8,
                    reset_cause(
                        choice(
                            bits(0, 3), {0: "power_on", 1: "pin_reset", 2: "brown_out", 3: "software", 4: "watchdog"}
                        )
                    ),
                    attribute(reset_context=choice(bits(4, 7), _CONTEXTS)),
                ),
                uptime(u24le),
            ),
            101: message(
                "settings",
                word(
                    u8,
                    attribute(link_check=choice(bit(0), {0: "link checks", 1: "confirmed uplinks"})),
                    attribute(watchdog_enabled=bit(1)),
                    attribute(probe_mode=choice(bit(2), {0: "cloud", 1: "local"})),
                    attribute(history_enabled=bit(3)),
                    reserved(bits(4, 7)),
                ),
                report_interval(u16le * 60),
                attribute(network_check_interval=u8, network_check_threshold=u8, retransmissions=u8),
            ),
            102: message("channels", attribute(channel_mask=hexadecimal())),
            103: message(
                "joins",
                attribute(time_on_air=duration(u24le)),
                restart_count(u16le),
                attribute(joins=u16le, failed_joins=u16le),
            ),
            104: message(
                "uplinks",
                frame_count(u24le),
                attribute(uplinks_sf12=u16le * 10),
                attribute(uplinks_sf11=u16le * 10, uplinks_sf10=u16le * 10),
            ),
            105: message("identity", attribute(probe_id=identifier(u32le), product_number=u8)),
            range(106, 112): _CALIBRATION,
        },
    ),
    vectors=[
        vector(
            "55534DF5D454530D20", f_port=11, soil_moisture_1=85.3, soil_moisture_2=85.2, soil_moisture_3=85.2,
            soil_moisture_4=85.1, soil_moisture_5=85.2, soil_moisture_6=85.2, temperature_soil=21.2,
            saturation_passed=False, source="akenza's device types, run",
        ),
        vector(
            "FFFFFFFFFFFFFFFF3F", f_port=11, soil_moisture_1="fault", soil_moisture_2="fault", soil_moisture_3="fault",
            soil_moisture_4="fault", soil_moisture_5="fault", soil_moisture_6="fault", temperature_soil="fault",
            saturation_passed=False, source="akenza's device types, run",
        ),
        vector(
            "0000000000000000 40", f_port=11, soil_moisture_1=0, soil_moisture_2=0, soil_moisture_3=0,
            soil_moisture_4=0, soil_moisture_5=0, soil_moisture_6=0, temperature_soil="underflow",
            saturation_passed=True, source="akenza's device types, run",
        ),
        vector(
            "0000000000 0000D0 3F", f_port=11, soil_moisture_1=0, soil_moisture_2=0, soil_moisture_3=0,
            soil_moisture_4=0, soil_moisture_5=0, soil_moisture_6=0, temperature_soil="overflow",
            saturation_passed=False, source="akenza's device types, run",
        ),
        vector(
            "7D5F 81 64 85 23 100E00", f_port=100, message="status", battery_voltage=2.7,
            estimated_signal=(-125.0, 'dB{mW}'), saturated_10=True, saturated_20=False, saturated_30=False,
            saturated_45=False, saturated_60=False, saturated_90=False, multi_depth=True,
            firmware_version="1.11.4", reset_cause="software", reset_context="soil_measurement", uptime=3600,
            source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
