"""How Asset Tracker 3 sends, and all that it can be set to: LoRaWAN and the cellular modem.

Source: the vendor's published list of parameters, with its names and limits. The bands that it searches are given as
their bytes. A timer of the modem is a number and its unit, as the modem has them. Who one is
to an access point is left out.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.parameters_3 import (
    CORE,
    OPEN,
    POSITIONS,
    flags,
    named,
    notifications,
    numbers,
    sized_bytes,
)
from redi_codecs.vendors.abeeway.parameters_3_radio import RADIO

_COUNTED = ("10 min", "1 h", "10 h", "2 s", "30 s", "1 min", "320 h", "off")
_ACTIVE = {0: "2 s", 1: "1 min", 2: "6 min", 7: "off"}
_RATES = tuple(f"dr{number}" for number in range(8))


_NETWORK = numbers(
    8,
    {
        0x00: attribute(networks_used=named("lora", "cellular", "lora, else cellular", "cellular, else lora")),
        0x01: attribute(static_reconnection_pause=duration(u32), limits=OPEN),
        0x02: attribute(static_probe_timeout=duration(u32), limits=(120, 0x7FFFFFFF)),
        0x03: attribute(motion_reconnection_pause=duration(u32), limits=OPEN),
        0x04: attribute(motion_probe_timeout=duration(u32), limits=(120, 0x7FFFFFFF)),
    },
) | numbers(
    9,
    {
        0x00: attribute(join_timeout=duration(u32), limits=OPEN),
        0x01: attribute(heartbeat_interval=duration(u32), limits=OPEN),
        0x02: attribute(static_link_checks=u32, limits=(0, 20)),
        0x03: attribute(static_link_check_interval=duration(u32), limits=(120, 0x7FFFFFFF)),
        0x05: attribute(confirmed_retries=u32, limits=(0, 15)),
        0x06: (
            reserved(1), flags("second", _RATES), flags("first", _RATES),
            flags("transmission", ("adr", "twice_static", "twice_moving", "other_data_rate")),
        ),
        0x07: attribute(uplink_port=u32, limits=(1, 252)),
        0x08: attribute(downlink_port=u32, limits=(1, 252)),
        0x09: attribute(motion_link_check_interval=duration(u32), limits=(120, 0x7FFFFFFF)),
        0x0A: attribute(motion_link_checks=u32, limits=(0, 20)),
    },
) | sized_bytes(9, 6, notifications("confirm"), confirmed=0x04)  # fmt: skip
_CELLULAR = numbers(
    10,
    {
        0x00: attribute(sim=named("sim", "esim")),
        0x01: attribute(cellular=named("off", "lte-m", "nb-iot")),
        0x03: attribute(static_search_time=duration(u32), limits=(180, 900)),
        0x04: attribute(motion_search_time=duration(u32), limits=(180, 900)),
        0x05: attribute(recovery_time=duration(u32), limits=(0, 900)),
        0x06: attribute(search_attempts=u32, limits=(1, 10)),
        0x0A: attribute(low_power=named("off", "psm", "edrx", "psm, edrx")),
        0x0B: word(
            u32, attribute(update_number=bits(0, 4), update_unit=choice(bits(5, 7), dict(enumerate(_COUNTED)))),
            reserved(bits(8, 31)),
        ),
        0x0C: word(
            u32, attribute(active_number=bits(0, 4), active_unit=choice(bits(5, 7), _ACTIVE)), reserved(bits(8, 31))
        ),
        0x0D: attribute(paging_cycle=u32, limits=(0, 15)),
        0x0E: attribute(paging_window=u32, limits=(0, 15)),
        0x0F: attribute(release_timeout=duration(u32 / 1000), limits=(0, 10)),
        0x10: attribute(echo_attempts=u32, limits=(0, 10)),
        0x11: attribute(echo_interval=duration(u32), limits=(120, None)),
        0x12: attribute(transport=named("tcp", "udp", "secure tcp", "secure udp")),
        0x14: attribute(server_port=u32, limits=(0, 65535)),
        0x15: attribute(own_port=u32, limits=(0, 65535)),
        0x16: attribute(aggregation_time=duration(u32), limits=(0, 3600)),
        0x19: attribute(apn_authentication=choice(u32, {1: "pap", 2: "chap"})),
    },
)  | sized_bytes(10, 19, search_bands=0x02)  # fmt: skip
#: By group and number.
PARAMETERS = CORE | POSITIONS | RADIO | _NETWORK | _CELLULAR
NAMES = {
    (1, 0x02): "notifications", (1, 0x06): "button_1", (1, 0x07): "button_2", (1, 0x08): "button_times",
    (1, 0x0F): "stored", (2, 0x08): "profile_0_triggers", (2, 0x09): "profile_1_triggers",
    (2, 0x0A): "profile_2_triggers", (2, 0x0B): "profile_0_technologies", (2, 0x0C): "profile_1_technologies",
    (2, 0x0D): "profile_2_technologies", (9, 0x04): "confirmed_notifications", (9, 0x06): "transmission",
    (10, 0x0B): "update_timer", (10, 0x0C): "active_timer",
}  # fmt: skip
