"""R718PA: a multi-sensor on batteries, whose reports are those of the R726 series."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import INTERVALS, RESULT, downlink, report, uplink
from redi_codecs.vendors.netvox.multi import REPORTS

#: It reports every ``report_interval``; the other interval only has to be there (R718PA8 manual, 5).
_PA_SETTINGS = (INTERVALS, reserved(5))

_PA = {0x57: "R718PA", 0x58: "R718PB"}
_LDO = (attribute(altitude_setting=altitude(u16), salinity_setting=u16), reserved(5))
R718PA = device(
    "netvox/r718pa",
    name="R718PA multi-sensor, battery-powered",
    source="Netvox's decoder of the R718PA",
    f_port=6,
    uplink=uplink(
        _PA,
        reports=REPORTS
        | {
            0x03: report("small_particles", particles_0_3(u24 / 100), particles_0_5(u16 / 100), particles_1(u16 / 100)),
            0x11: report(
                "vibration", vibration_velocity(u16 / 10), attribute(displacement_raw=u16),
                temperature(i16 / 10, place="surface"), reserved(1),
            ),
        },
        settings=_PA_SETTINGS,
        answers={
            0x83: message("dissolved_oxygen_setting_set", RESULT),
            0x84: message("dissolved_oxygen_setting", _LDO),
            0x85: message("oxidation_reduction_calibrated", RESULT),
            0x86: message("ph_calibrated", RESULT),
            0x87: message("turbidity_calibrated", RESULT),
            0x88: message("wire_length_set", RESULT),
            0x89: message("wire_length", attribute(wire_length=u16), reserved(7)),
            0x8A: message("soil_type_set", RESULT),
            0x8B: message("soil_type", attribute(soil_type=u8), reserved(8)),
            0x8C: message("soil_calibrated", RESULT),
        },
    ),
    downlink=downlink(
        _PA,
        settings=_PA_SETTINGS,
        others={
            "dissolved_oxygen_setting": (0x03, _LDO, "dissolved_oxygen_setting_set"),
            "request_dissolved_oxygen_setting": (0x04, reserved(9), "dissolved_oxygen_setting"),
            "request_wire_length": (0x09, reserved(9), "wire_length"),
            "soil_type": (0x0A, (attribute(soil_type=u8), reserved(8)), "soil_type_set"),
            "request_soil_type": (0x0B, reserved(9), "soil_type"),
        },
    ),
    also={
        "netvox/r718pb": "R718PB multi-sensor, battery-powered",
        "netvox/r718pb15a": variant(
            "R718PB15A soil moisture, temperature and conductivity sensor",
            measures=(battery_voltage, low_battery, soil_moisture, temperature, soil_ec),
        ),
    },
    vectors=[
        vector("01 58 03 60 090900 1001 0000", f_port=6, message="small_particles", battery_voltage=9.6,
               low_battery=False, particles_0_3=5921.28, particles_0_5=40.97, particles_1=0, model="R718PB",
               source="Netvox's example"),
        vector("01 57 11 5A 0032 0010 FF38 00", f_port=6, message="vibration", battery_voltage=9, low_battery=False,
               vibration_velocity=5, displacement_raw=16, temperature_surface=-20,
               source="computed from Netvox's decoder"),
        vector("84 57 0305 0708 0100140100", f_port=7, message="dissolved_oxygen_setting", altitude_setting=773,
               salinity_setting=1800, source="Netvox's example"),
        vector("89 57 0384 07080100140100", f_port=7, message="wire_length", wire_length=900,
               source="Netvox's example"),
        vector("8B 57 03 8407080100140100", f_port=7, message="soil_type", soil_type=3, source="Netvox's example"),
    ],
)  # fmt: skip
