"""ELV-LW-SWD: soil moisture and water, framed as the motion sensors."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.elv.motion import VERSIONS, reason

SWD_STATE = (
    error_code(u8),
    word(u8, attribute(dry=bit(0), moist=bit(1)), leak(bit(2)), reserved(bits(3, 7))),
    tilt(u8),
)
SWD = device(
    "elv/elv-lw-swd",
    name="Soil moisture and water detector ELV-LW-SWD",
    source="The vendor's payload parser for the ELV-LW-SWD",
    f_port=10,
    uplink=switch(f_port, {10: (
        battery_voltage(mixed(u8, fraction=6, per=50) + 1),
        let(frame=u8),
        reason(
            "reserved", "join button pressed", "cyclic timer", "settings", "joined", "tilt", "dryness", "moisture",
            "water",
        ),
        switch(V.frame, {
            0: VERSIONS,
            1: message(
                "state",
                *SWD_STATE,
                # A published payload ends within the count: half a number is none, the rest of the message stands.
                optional(length != 7, event_count(u16, statistic="total")),
                optional(length == 7, attribute(count_cut_off=hexadecimal(1))),
            ),
            2: message("measurement", *SWD_STATE),
            3: message(
                "settings",
                attribute(data_rate_setting=u8 + 1, send_cycle=u8),
                word(
                    u8,
                    attribute(dryness_mode=bit(0), moisture_mode=bit(1), water_mode=bit(2), tilt_mode=bit(3)),
                    reserved(bits(4, 7)),
                ),
                attribute(trigger_angle=angle(u8), acoustic_alarm_source=u8),
                attribute(dryness_signal=u8, dryness_signal_duration=u8),
                attribute(moisture_signal=u8, moisture_signal_duration=u8),
                attribute(water_signal=u8, water_signal_duration=u8),
                attribute(flat_signal=u8, flat_signal_duration=u8),
                attribute(tilt_signal=u8, tilt_signal_duration=u8),
            ),
        }),
    )}),
    vectors=[
        vector(
            "6C010200011E0005", f_port=10, message="state", battery_voltage=2.88, leak=False, tilt=30,
            event_count_total=5, tx_reason="cyclic timer", error_code=0, dry=True, moist=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C010200010000", message="state", battery_voltage=2.88, leak=False, tilt=0, tx_reason="cyclic timer",
            error_code=0, dry=True, moist=False, count_cut_off="00",
            source="the vendor's published example, which lacks the last byte of the count",
        ),
    ],
)  # fmt: skip
