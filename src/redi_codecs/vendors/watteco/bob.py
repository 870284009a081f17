"""BoB Assistant, which learns how a machine vibrates and tells how far it drifts: a letter, then bytes of 0 … 127.

Source: BoB Assistant reference manual 50-80-001-001, version 1.0, chapter III. The vendor's decoder leaves byte 12 of a
report out and gives the time above 10 % in its place.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

SHARE = percentage(u8 * 100 / 127)
TEMPERATURE = temperature(u8 - 30)
ANOMALY = vibration_anomaly(u8 * 100 / 127)
#: Tenths of 1/121.45 g in two times seven bits, and their hundredths.
LEVEL = (
    word(u16, reserved(bit(15)), attribute(level=concat(bits(8, 14), bits(0, 6))), reserved(bit(7))),
    attribute(level_hundredths=u8),
    acceleration(derived((V.level * 100 + V.level_hundredths) / 121450)),
)
#: A higher index counts in steps of another width.
PEAK = (
    attribute(peak_index=u8 + 1),
    optional(V.peak_index < 128, vibration_frequency(derived(V.peak_index * 800 / 256))),
)
#: What each 100 Hz have of the vibration level.
SPECTRUM = repeat(attribute(channel=index + 1, spectrum=SHARE), count=32)
FORECAST = number(u8, invalid={0xFF: "none"})


def interval(raw: int) -> int:
    """Up to 59 minutes, then hours."""
    return raw * 60 if raw <= 59 else (raw - 59) * 3600


REPORT = (
    ANOMALY,
    attribute(operating_share=SHARE, share_below_10=SHARE),
    event_count(u8, statistic="delta"),
    TEMPERATURE,
    report_interval(curve(u8, interval)),
    attribute(report_id=u8),
    LEVEL,
    PEAK,
    attribute(share_10_to_20=SHARE, share_20_to_40=SHARE, share_40_to_60=SHARE, share_60_to_80=SHARE),
    attribute(share_80_to_100=SHARE),
    battery(u8 * 100 / 127),
    attribute(to_20_by_24_hours=FORECAST, to_50_by_24_hours=FORECAST, to_80_by_24_hours=FORECAST),
    attribute(to_20_by_30_days=FORECAST, to_50_by_30_days=FORECAST, to_80_by_30_days=FORECAST),
    attribute(to_20_by_6_months=FORECAST, to_50_by_6_months=FORECAST, to_80_by_6_months=FORECAST),
    operating_time(derived(V.operating_share * V.report_interval / 100)),
)
STATES = {
    100: "sensor_start",
    101: "sensor_stop",
    104: "too_little_vibration",
    105: "vibration_test_timeout",
    106: "learning_paused",
    110: "machine_stop_with_erasure",
    125: "machine_stop",
    126: "machine_start",
}

RUN = "the vendor's decoder, run"
COUNT_IS_NO_MOTION = "what is counted are the alarms of the report; a machine's drift is not motion"

BOB = device(
    "watteco/bob-assistant",
    name="BoB Assistant vibration sensor",
    source="BoB Assistant reference manual 50-80-001-001, version 1.0, 3.2 to 3.5",
    f_port=1,
    also={"nke-watteco/bob-assistant": "BoB Assistant vibration sensor"},
    uplink=switch(
        u8,
        {
            (0x72, 0x52): message("report", REPORT),
            0x61: message("alarm", ANOMALY, TEMPERATURE, reserved(1), LEVEL, reserved(1), SPECTRUM),
            0x6C: message(
                "learning",
                attribute(learning_progress=percentage(u8)),
                LEVEL,
                PEAK,
                TEMPERATURE,
                attribute(learning_from_scratch=u8 == 1),
                SPECTRUM,
            ),
            0x53: message("state", status(choice(u8, STATES)), battery(u8 * 100 / 127)),
        },
    ),
    quirks=[
        quirk(payload, f_port=1, keys=("action.motion.detected", "action.motion.count"), reason=COUNT_IS_NO_MOTION)
        for payload in (
            "6132370064321900050A0F14191E23282D32373C41464B50555A5F64696E73787D0C1824303C4854",
            "7240645003371E0000000007000A141E287805060708090A0B0C0D",
            "7240645A03371E0002322805000A141E2850010203040506070809",
            "61503700023C320708090A0B0C0D0E0F10000102030405060708090A0B0C0D0E0F10000102030405",
        )
    ],
    vectors=[
        vector(
            "72 08 7F 5A 00 35 3E 09 001926 0C 55 2A 00 00 00 7C 77 FF FF FF FF FF FF FF FF",
            f_port=1,
            message="report",
            vibration_anomaly=800 / 127,
            operating_share=100,
            event_count_delta=0,
            temperature=23,
            report_interval=10800,
            report_id=9,
            level=25,
            level_hundredths=38,
            acceleration=2538 / 121450,
            peak_index=13,
            vibration_frequency=40.625,
            battery=12400 / 127,
            operating_time=10800,
            to_20_by_24_hours=119,
            to_50_by_24_hours="none",
            source="reference manual, 3.3.2",
        ),
        vector(
            "6C 00 001F3F 01 36 01 407F5B4467393C303176301C332B61345B7E303E2318373F333F2231444A4245",
            message="learning",
            learning_progress=0,
            level=31,
            level_hundredths=63,
            acceleration=3163 / 121450,
            peak_index=2,
            vibration_frequency=6.25,
            temperature=24,
            learning_from_scratch=True,
            spectrum_2=100,
            source="reference manual, 3.2.2",
        ),
        vector(
            "61 32 14 00 000105 00 407F5B4467393C303176301C332B61345B7E303E2318373F333F2231444A4245",
            message="alarm",
            vibration_anomaly=5000 / 127,
            temperature=-10,
            level=1,
            level_hundredths=5,
            acceleration=105 / 121450,
            source=RUN,
        ),
        vector("53 7E 6E", message="state", status="machine_start", battery=11000 / 127, source=RUN),
    ],
)
