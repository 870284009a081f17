"""What the models 4931 and 4933 answer to downlinks, on port 3, and how they say the time."""

from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *

RESULT: Final = attribute(result=choice(u8, {0: "success", 1: "invalid_length", 2: "failure"}))
HEATER: Final = attribute(heater=choice(u8, {0: "off", 1: "on", 2: "off_battery_low"}))

RESPONSES: Final = switch(
    u8,
    {
        0x01: message("heater_response", RESULT, optional(V.result == "success", HEATER)),
        0x03: message(
            "version_response",
            RESULT,
            firmware_version(version(u8, u8, u8, u8)),
            attribute(hardware_model=u16, hardware_revision=u8),
        ),
        0x04: message("app_eui_response", RESULT),
        0x05: message("app_key_response", RESULT),
        0x06: message("rejoin_response", RESULT),
        0x07: message("interval_response", RESULT, report_interval(u32)),
        0x08: message("data_limit_response", RESULT),
        0x09: message("heater_threshold_response", RESULT),
        0x0A: message("uplink_threshold_response", RESULT),
        0x0B: message("sap_reset_response", RESULT),
        0x0C: message("rain_reset_response", RESULT),
    },
)

#: Last in the payload: bit 0 says whether the seconds are the network's (since 1970, less 17) or those since the start.
CLOCK: Final = switch(
    peek(-1, u8) % 2,
    {
        1: word(u32, expect(bit(0), 1), time(bits(1, 31) * 2 + 17)),
        0: word(u32, expect(bit(0), 0), uptime(bits(1, 31) * 2)),
    },
)
