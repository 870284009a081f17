"""MLR003: a radiator valve that harvests its energy; each port has a message of its own.

Source: the vendor's published driver (Actility device catalog) and its examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.micropelt.valve_commands import COMMANDS, CONTROL, DROP, RANGE, SPREADING, SWITCHES

_MODES = {
    0: "valve position", 2: "ambient temperature", 3: "detecting opening point", 4: "slow harvesting",
    5: "temperature drop", 6: "freeze protection", 7: "forced heating",
}  # fmt: skip
_HARVESTING = {
    0: "switched off", 1: "target not 0", 2: "hot water off", 3: "no opening point", 4: "storage full",
    5: "too little current", 6: "detecting opening point", 7: "slow harvesting",
}  # fmt: skip

MLR003 = device(
    "micropelt/mlr003",
    name="Radiator valve MLR003",
    source="The vendor's published driver",
    f_port=1,
    downlink=COMMANDS,
    uplink=switch(
        f_port,
        {
            1: message(
                "state",
                valve_position(u8),
                attribute(flow_sensor=temperature(u8 / 2)),
                temperature(u8 / 2, place="water"),
                attribute(ambient_sensor=temperature(u8 / 4)),
                temperature(u8 / 4),
                word(
                    u8,
                    attribute(motor_fault=bit(0), weak_signal=bit(1), radio_fault=bit(2), flow_sensor_fault=bit(3)),
                    attribute(ambient_sensor_fault=bit(4), harvesting=bit(5), low_energy=bit(6)),
                    attribute(temperature_drop=bit(7)),
                ),
                battery_voltage(u8 / 50),
                attribute(current_consumed=u8 * 10, current_generated=u8 * 10),
                word(
                    u8,
                    operating_mode(choice(bits(0, 2), _MODES)),
                    reserved(bit(3)),
                    attribute(calibrated=bit(4), zero_error=bit(5), storage_full=bit(6), operating_fault=bit(7)),
                ),
                switch(
                    V.operating_mode,
                    {
                        (_MODES[0], _MODES[6], _MODES[7]): attribute(set_position=percentage(u8)),
                        _MODES[2]: target_temperature(u8 / 2),
                    },
                    otherwise=attribute(set_value=u8 / 4),
                ),
                optional(remaining > 0, attribute(temperature_used=temperature(u8 / 4))),
            ),
            2: message(
                "version",
                word(u8, attribute(revision=version(bits(0, 3), bits(4, 7)))),
                word(u8, hardware_version(version(bits(0, 3), bits(4, 7)))),
                firmware_version(version(u8, u8, u8, u8)),
            ),
            3: message("motor_range", RANGE),
            4: message("spreading", SPREADING),
            5: message(
                "opening_point",
                word(u8, attribute(opening_point=percentage(bits(0, 6)), opening_point_found=bit(7))),
                word(u8, attribute(harvesting_state=choice(bits(0, 2), _HARVESTING)), reserved(bits(3, 7))),
            ),
            6: message("drop", word(u8, attribute(temperature_drop=bit(0)), reserved(bits(1, 3)), DROP)),
            7: message("control", CONTROL),
            8: message("flow_offset", attribute(flow_offset=temperature_difference(i8 / 4))),
            9: message(
                "external",
                attribute(external_expiry=duration(u8 * 300)),
                attribute(controlled_by=choice(u8, {0: "internal", 1: "external"})),
            ),
            15: message("operation", word(u8, SWITCHES)),
        },
    ),
    vectors=[
        vector(
            "475E4E745720882CED522E59", f_port=1, message="state", valve_position=71, temperature_water=39,
            temperature=21.75, battery_voltage=2.72, operating_mode="ambient temperature", flow_sensor=(47.0, 'Cel'),
            ambient_sensor=(29.0, 'Cel'), motor_fault=False, weak_signal=False, radio_fault=False,
            flow_sensor_fault=False, ambient_sensor_fault=False, harvesting=True, low_energy=False,
            temperature_drop=False, current_consumed=440, current_generated=2370, calibrated=True, zero_error=False,
            storage_full=True, operating_fault=False, target_temperature=23, temperature_used=22.25,
            source="the vendor's published examples",
        ),
        vector(
            "C23118090300", f_port=2, message="version", revision="2.12", hardware_version="1.3",
            firmware_version="24.9.3.0", source="the vendor's published examples",
        ),
        vector("09", f_port=3, message="motor_range", motor_range="1.872 mm", source="the vendor's published examples"),
        vector("01", f_port=4, message="spreading", spreading="SF8", source="the vendor's published examples"),
        vector("00", f_port=4, message="spreading", spreading="SF7", source="the vendor's published examples"),
        vector(
            "0002", f_port=5, message="opening_point", opening_point=(0.0, '%'), opening_point_found=False,
            harvesting_state="hot water off", source="the vendor's published examples",
        ),
        vector(
            "0006", f_port=5, message="opening_point", opening_point=(0.0, '%'), opening_point_found=False,
            harvesting_state="detecting opening point", source="the vendor's published examples",
        ),
        vector(
            "F0", f_port=6, message="drop", temperature_drop=False, two_drops=True, drop_beep=True,
            drop_action="close for 60 min", source="the vendor's published examples",
        ),
        vector(
            "144BAC80104A2A", f_port=7, message="control", proportional=20, integral=1.5, derivative=34.4,
            closed_share=(16.0, '%'), derivative_closed=14.8, offset_share=(42.0, '%'),
            source="the vendor's published examples",
        ),
        vector(
            "C0", f_port=15, message="operation", turned_off=False, recalibration=True, on_after_failed_run=True,
            source="the vendor's published examples",
        ),
    ],
)  # fmt: skip
