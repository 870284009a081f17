"""MClimate's thermostats: Vicki on the radiator, the wireless one on the wall, and that of the fan coil; big-endian.

Framed as the room sensors, with a keep-alive that differs with the firmware. Source: MClimate's device communication
protocols (keep-alive, PIR, commands) and the vendor's published decoders.
"""

from collections.abc import Mapping
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate.keepalive import BASIC, HUMIDITY, PIR, REPORT_INTERVAL, TEMPERATURE

ENABLED = u8 != 0
SHOWN: dict[int, Body] = {
    0x15: attribute(target_min=temperature(u8), target_max=temperature(u8)),
    0x34: attribute(display_refresh_period=duration(u8 * 3600)),
    0x41: attribute(temperature_visible=ENABLED),
    0x43: attribute(humidity_visible=ENABLED),
    0xA0: attribute(fuota_address=u32),
}


def thermostat(commands: Mapping[int, Body], *keep_alives: tuple[int, int, Body]) -> Body:
    """Keep-alives, each its first byte, size and body: alone, or the last bytes behind answers to these commands."""
    answers = tags(u8, commands)
    behind: Body = answers
    alone: dict[int, Body] = {}
    for head, size, body in keep_alives:
        frame = (attribute(keep_alive=choice(u8, {head: f"{head:02X}"})), body)
        alone[head] = message("keep_alive", *frame)
        behind = switch(peek(-size, u8), {head: (answers, *frame)}, otherwise=behind)
    return switch(peek(0, u8), alone, otherwise=message("response", behind))


def _vicki(measured: Body) -> Body:
    return (
        target_temperature(u8),
        measured,
        HUMIDITY,
        word(
            u24,
            attribute(
                motor_steps=concat(bits(4, 7), bits(16, 23)),
                motor_range_steps=concat(bits(0, 3), bits(8, 15)),
            ),
        ),
        # At position 0 the valve is open.
        valve_position(
            derived((V.motor_range_steps - V.motor_steps) * 100 / V.motor_range_steps),
            invalid=V.motor_range_steps == 0,
        ),
        word(
            u8,
            battery_voltage((bits(4, 7) + 20) / 10),
            open_window(bit(3)),
            attribute(motor_consumption_high=bit(2), motor_consumption_low=bit(1)),
            sensor_fault(bit(0)),
        ),
        word(
            u8,
            attribute(
                child_lock=bit(7), calibration_failed=bit(6), on_backplate=bit(5), online=bit(4), anti_freeze=bit(3)
            ),
            reserved(bits(0, 2)),
        ),
    )


VICKI_COMMANDS: dict[int, Body] = {
    0x13: (
        attribute(open_window_enabled=ENABLED, open_window_duration=duration(u8 * 300)),
        word(
            u16,
            attribute(open_window_position=concat(bits(4, 7), bits(8, 15)), open_window_delta=bits(0, 3)),
        ),
    ),
    0x14: attribute(child_lock_setting=ENABLED),
    0x15: SHOWN[0x15],
    0x16: attribute(algorithm_period=u8, algorithm_first_last=u8, algorithm_next=u8),
    0x17: attribute(algorithm_warm=u8, algorithm_cold=u8),
    0x18: attribute(operational_mode=u8),
    0x1F: attribute(primary_mode=u8),
    0x21: attribute(battery_boundary_1=u16, battery_boundary_2=u16, battery_boundary_3=u16),
    0x23: attribute(over_voltage=u8, over_voltage_1=u8, over_voltage_2=u8, over_voltage_3=u8),
    0x27: attribute(over_voltage_control=u8),
    0x28: attribute(manual_target=temperature(u8)),
    0x29: attribute(proportional_coefficient=u8, proportional_period=u8),
    0x2B: attribute(algorithm=u8),
    0x36: attribute(proportional_gain=u24 / 131072),
    0x3D: attribute(integral_gain=u24 / 131072),
    0x3F: attribute(integral_value=u16 / 10),
    0x40: attribute(pi_run_period=u8),
    0x42: attribute(temperature_hysteresis=u8),
    0x44: attribute(external_temperature=temperature(u16 / 10)),
    0x46: attribute(
        open_window_enabled=ENABLED,
        open_window_duration=duration(u8 * 300),
        open_window_drop=u8 / 10,
    ),
    0x48: attribute(force_attach=u8),
    0x4A: attribute(
        anti_freeze_on=temperature(u8 / 10), anti_freeze_off=temperature(u8 / 10), anti_freeze_target=temperature(u8)
    ),
    0x4D: attribute(pi_max_error=u16 / 10),
    0x50: attribute(valve_opening_max=100 - u8, valve_opening_min=100 - u8),
    0x52: attribute(precise_target=temperature(u16 / 10)),
    0x54: attribute(temperature_offset=(u8 - 28) * 176 / 1000),
}

VICKI = device(
    "mclimate/vicki",
    name="Radiator thermostat",
    source="Vicki LoRaWAN device communication protocol, keep-alive",
    f_port=1,
    uplink=thermostat(
        BASIC | VICKI_COMMANDS,
        (0x01, 9, _vicki(temperature(u8 * 165 / 256 - 40))),
        (0x81, 9, _vicki(temperature((u8 * 3 - 85) / 17))),
    ),
    downlink={"report_interval": REPORT_INTERVAL},
    vectors=[
        vector(
            "011D5A78FA2C01F080", f_port=1, message="keep_alive", temperature=18.0078125, humidity=46.875,
            valve_position=16.666666666666668, battery_voltage=3.5, open_window=False, keep_alive="01",
            target_temperature=29, motor_steps=250, motor_range_steps=300, motor_consumption_high=False,
            motor_consumption_low=False, sensor_fault=False, child_lock=True, calibration_failed=False,
            on_backplate=False, online=False, anti_freeze=False, source="Vicki protocol, keep-alive",
        ),
        vector(
            "01185C5CDFDF118000", message="keep_alive", temperature=19.296875, humidity=35.9375, valve_position=0,
            battery_voltage=2.8, open_window=False, keep_alive="01", target_temperature=24, motor_steps=479,
            motor_range_steps=479, motor_consumption_high=False, motor_consumption_low=False, sensor_fault=False,
            child_lock=False, calibration_failed=False, on_backplate=False, online=False, anti_freeze=False,
            source="Vicki protocol, keep-alive",
        ),
        vector(
            "8113558010A034C880", message="keep_alive", temperature=10, humidity=50, valve_position=33.78378378378378,
            battery_voltage=3.2, open_window=True, keep_alive="81", target_temperature=19, motor_steps=784,
            motor_range_steps=1184, motor_consumption_high=False, motor_consumption_low=False, sensor_fault=False,
            child_lock=True, calibration_failed=False, on_backplate=False, online=False, anti_freeze=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "8112108000FF0FA078", message="keep_alive", temperature=-2.176470588235294, humidity=50,
            valve_position=100, battery_voltage=3, open_window=False, keep_alive="81", target_temperature=18,
            motor_steps=0, motor_range_steps=4095, motor_consumption_high=False, motor_consumption_low=False,
            sensor_fault=False, child_lock=False, calibration_failed=True, on_backplate=True, online=True,
            anti_freeze=True, source="the vendor's decoder, run",
        ),
        vector(
            "8112C080FF000FF500", message="keep_alive", temperature=28.88235294117647, humidity=50,
            valve_position=93.359375, battery_voltage=3.5, open_window=False, keep_alive="81", target_temperature=18,
            motor_steps=255, motor_range_steps=3840, motor_consumption_high=True, motor_consumption_low=False,
            sensor_fault=True, child_lock=False, calibration_failed=False, on_backplate=False, online=False,
            anti_freeze=False, source="the vendor's decoder, run",
        ),
        vector(
            "8112C080FF0010F500", message="keep_alive", temperature=28.88235294117647, humidity=50,
            valve_position="fault", battery_voltage=3.5, open_window=False, keep_alive="81", target_temperature=18,
            motor_steps=511, motor_range_steps=0, motor_consumption_high=True, motor_consumption_low=False,
            sensor_fault=True, child_lock=False, calibration_failed=False, on_backplate=False, online=False,
            anti_freeze=False, source="the vendor's decoder, run",
        ),
        vector(
            "1209011D5A78FA2C01F080", message="response", temperature=18.0078125, humidity=46.875,
            valve_position=16.666666666666668, battery_voltage=3.5, open_window=False, report_interval=540,
            keep_alive="01", target_temperature=29, motor_steps=250, motor_range_steps=300,
            motor_consumption_high=False, motor_consumption_low=False, sensor_fault=False, child_lock=True,
            calibration_failed=False, on_backplate=False, online=False, anti_freeze=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip


def _wall(target: Body) -> Body:
    return (
        TEMPERATURE,
        HUMIDITY,
        battery_voltage(u16 / 1000),
        target,
        power_source(choice(u8, {0: "solar", 1: "batteries", 2: "usb"})),
        illuminance(u16),
        motion(u8 == 1, invalid={range(2, 256): "unknown"}),
    )


WALL_COMMANDS: dict[int, Body] = {
    0x14: attribute(child_lock=u8 == 1),
    0x2F: attribute(target=temperature(u8)),
    0x30: attribute(manual_target=temperature(u8)),
    0x32: attribute(heating_status=u8),
    0x36: attribute(target_delay=u8),
    0x38: attribute(automatic_heating_status=u8),
    0x3A: attribute(sensor_mode=u8),
    0x45: attribute(light_shown=ENABLED),
    0x4F: attribute(temperature_hysteresis=u8 / 10),
    0x51: attribute(precise_target=temperature(u16 / 10)),
    0x53: attribute(target_step=u8 / 10),
    0x54: attribute(precise_manual_target=temperature(u16 / 10)),
}

WIRELESS_THERMOSTAT = device(
    "mclimate/wireless-thermostat",
    name="Wireless thermostat with light and motion",
    source="Wireless Thermostat device communication protocol, keep-alive and PIR",
    f_port=2,
    uplink=thermostat(
        BASIC | SHOWN | PIR | WALL_COMMANDS,
        (0x01, 11, _wall(target_temperature(u8))),
        (0x81, 12, _wall(target_temperature(u16 / 10))),
    ),
    downlink={"report_interval": REPORT_INTERVAL},
    vectors=[
        vector(
            "010288800A451700027A00", f_port=2, message="keep_alive", temperature=24.8, humidity=50,
            battery_voltage=2.629, illuminance=634, motion=False, keep_alive="01", target_temperature=23,
            power_source="solar", source="Wireless Thermostat protocol, keep-alive",
        ),
        vector(
            "810288800A45010900027A00", message="keep_alive", temperature=24.8, humidity=50, battery_voltage=2.629,
            illuminance=634, motion=False, keep_alive="81", target_temperature=26.5, power_source="solar",
            source="Wireless Thermostat protocol, keep-alive",
        ),
        vector(
            "010267980C301B00029100", message="keep_alive", temperature=21.5, humidity=59.375, battery_voltage=3.12,
            illuminance=657, motion=False, keep_alive="01", target_temperature=27, power_source="solar",
            source="the vendor's decoder, run",
        ),
        vector(
            "010320800BB81501012C01", message="keep_alive", temperature=40, humidity=50, battery_voltage=3,
            illuminance=300, motion=True, keep_alive="01", target_temperature=21, power_source="batteries",
            source="the vendor's decoder, run",
        ),
        vector(
            "81016C808BB80133029C4001", message="keep_alive", temperature=-3.6, humidity=50, battery_voltage=35.768,
            illuminance=40000, motion=True, keep_alive="81", target_temperature=30.7, power_source="usb",
            source="the vendor's decoder, run",
        ),
        vector(
            "12098101E0F00BB880FA01002702", message="response", temperature=8, humidity=93.75, battery_voltage=3,
            illuminance=39, motion="unknown", report_interval=540, keep_alive="81",
            target_temperature=(3301.8, 'implausible'), power_source="batteries",
            source="the vendor's decoder, run, which knows motion and none",
        ),
        vector(
            "3F1E810288800A45010900027A00", message="response", temperature=24.8, humidity=50, battery_voltage=2.629,
            illuminance=634, motion=False, pir_sensitivity=30, keep_alive="81", target_temperature=26.5,
            power_source="solar", source="the vendor's decoder, run",
        ),
        vector(
            "4B00064D0258010288800A451700027A00", message="response", temperature=24.8, humidity=50,
            battery_voltage=2.629, illuminance=634, motion=False, pir_check_period=(6.0, 's'),
            pir_blind_period=(600.0, 's'), keep_alive="01", target_temperature=23, power_source="solar",
            source="computed; the vendor's decoder takes the last twelve bytes",
        ),
        vector(
            "010288808A459701827A02", message="keep_alive", temperature=24.8, humidity=50, battery_voltage=35.397,
            illuminance=33402, motion="unknown", keep_alive="01", target_temperature=151, power_source="batteries",
            source="the vendor's decoder, run, which knows motion and none",
        ),
    ],
)  # fmt: skip

_SPEEDS = {number: f"speed {number}" for number in range(1, 7)}


def _range_of_modes(when: str) -> Body:
    ends = (f"{mode}_target_{end}{when}" for mode in ("heating", "cooling") for end in ("min", "max"))
    named: dict[str, Any] = {name: temperature(u8) for name in ends}
    return attribute(**named)


FAN_COIL_COMMANDS: dict[int, Body] = {
    0x05: attribute(target_step=u8 / 10),
    0x14: attribute(locked_keys=u8),
    0x17: _range_of_modes(""),
    0x2F: attribute(target=temperature(u8)),
    0x30: attribute(manual_target=temperature(u8)),
    0x32: attribute(valve_time=u8),
    0x36: attribute(external_temperature_control=ENABLED),
    0x3E: attribute(external_temperature=temperature(u16 / 10)),
    0x45: attribute(fan_speed_setting=u8),
    0x47: attribute(fan_speed_limit=u8),
    0x49: attribute(fan_voltage_min=voltage(u8 / 10), fan_voltage_max=voltage(u8 / 10)),
    0x4B: attribute(fan_start_time=u8),
    0x4D: attribute(fan_relay=ENABLED),
    0x4F: attribute(frost_protection=ENABLED),
    0x51: attribute(frost_threshold=temperature(u8), frost_target=temperature(u8)),
    0x53: attribute(operational_mode=u8),
    0x55: attribute(allowed_modes=u8),
    0x57: attribute(cooling_target_unoccupied=temperature(u8)),
    0x59: attribute(heating_target_unoccupied=temperature(u8)),
    0x5B: attribute(compensation=u8, compensation_temperature=u8),
    0x5D: attribute(fan_speed_unoccupied=u8),
    0x5F: attribute(automatic_changeover=ENABLED),
    0x61: attribute(application=u8),
    0x63: attribute(occupancy_input_function=u8),
    0x65: attribute(changeover_cooling=temperature(u8), changeover_heating=temperature(u8)),
    0x69: attribute(after_power_loss=u8),
    0x6B: attribute(delta_1=u8 / 10),
    0x6D: attribute(delta_2=u8 / 10, delta_3=u8 / 10),
    0x6E: attribute(frost_protection_status=u8),
    0x70: attribute(occupancy_setpoint_status=u8),
    0x71: attribute(occupancy_status=u8),
    0x72: attribute(dew_point_status=u8),
    0x73: attribute(filter_alarm=u8),
    0x74: attribute(changeover_temperature=temperature(u8), changeover_status=u8),
    0x75: attribute(power_module_status=u8),
    0x77: _range_of_modes("_unoccupied"),
    0x79: attribute(fan_off_delay=duration(u8 * 60)),
    0x7B: attribute(fan_after_target=choice(u8, {0: "off", 1: "delayed", 2: "continuous"})),
}

FAN_COIL_THERMOSTAT = device(
    "mclimate/fan-coil-thermostat",
    name="Fan coil thermostat",
    source="Fan Coil Thermostat device communication protocol, keep-alive and commands",
    f_port=2,
    uplink=thermostat(
        BASIC | SHOWN | FAN_COIL_COMMANDS,
        (
            0x01,
            11,
            (
                TEMPERATURE,
                HUMIDITY,
                target_temperature(u16 / 10),
                operating_mode(choice(u8, {0: "ventilation", 1: "heating", 2: "cooling"})),
                fan_mode(choice(u8, {0: "auto"} | _SPEEDS)),
                fan_speed(lookup(u8, {number: number for number in range(1, 7)} | {7: 0})),
                valve_open(u8 == 1, invalid={range(2, 256): "unknown"}),
                attribute(device_on=u8 == 1),
            ),
        ),
    ),
    downlink={"report_interval": REPORT_INTERVAL},
    vectors=[
        vector(
            "0102888001090102020101", f_port=2, message="keep_alive", temperature=24.8, humidity=50,
            operating_mode="heating", fan_mode="speed 2", fan_speed=2, valve_open=True, keep_alive="01",
            target_temperature=26.5, device_on=True, source="Fan Coil Thermostat protocol, keep-alive",
        ),
        vector(
            "01028875013B0100060101", message="keep_alive", temperature=24.8, humidity=45.703125,
            operating_mode="heating", fan_mode="auto", fan_speed=6, valve_open=True, keep_alive="01",
            target_temperature=31.5, device_on=True, source="the vendor's decoder, run",
        ),
        vector(
            "0103208000D20002010000", message="keep_alive", temperature=40, humidity=50, operating_mode="ventilation",
            fan_mode="speed 2", fan_speed=1, valve_open=False, keep_alive="01", target_temperature=21, device_on=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "01016CF080D20203030000", message="keep_alive", temperature=-3.6, humidity=93.75, operating_mode="cooling",
            fan_mode="speed 3", fan_speed=3, valve_open=False, keep_alive="01",
            target_temperature=(3297.8, 'implausible'), device_on=False, source="the vendor's decoder, run",
        ),
        vector(
            "0103208000D20004040000", message="keep_alive", temperature=40, humidity=50, operating_mode="ventilation",
            fan_mode="speed 4", fan_speed=4, valve_open=False, keep_alive="01", target_temperature=21, device_on=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "0103208000D20005050000", message="keep_alive", temperature=40, humidity=50, operating_mode="ventilation",
            fan_mode="speed 5", fan_speed=5, valve_open=False, keep_alive="01", target_temperature=21, device_on=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "0103208000D20006070200", message="keep_alive", temperature=40, humidity=50, operating_mode="ventilation",
            fan_mode="speed 6", fan_speed=0, valve_open="unknown", keep_alive="01", target_temperature=21,
            device_on=False, source="the vendor's decoder, run",
        ),
        vector(
            "17101814120102888001090101020101", message="response", temperature=24.8, humidity=50,
            operating_mode="heating", fan_mode="speed 1", fan_speed=2, valve_open=True,
            heating_target_min=(16.0, 'Cel'), heating_target_max=(24.0, 'Cel'), cooling_target_min=(20.0, 'Cel'),
            cooling_target_max=(18.0, 'Cel'), keep_alive="01", target_temperature=26.5, device_on=True,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
