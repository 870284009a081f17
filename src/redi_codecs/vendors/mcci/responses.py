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

#: The seconds of the network (since 1970, less 17) or those since the start, both even: bit 0 says which.
CLOCK: Final = (
    word(u32, let(network=bit(0), seconds=bits(1, 31))),
    optional(V.network == 1, time(derived(V.seconds * 2 + 17))),
    optional(V.network == 0, uptime(derived(V.seconds * 2))),
)
