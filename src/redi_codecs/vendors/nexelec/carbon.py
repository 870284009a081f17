"""Nexelec CARBON: CO2, temperature and humidity, a nibble that says what follows.

Source: the vendor's published decoder (device repository).
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

NO_BYTE: dict[int | range, str] = {0xFF: "fault"}
CO2, TEMPERATURE = co2(u8 * 20, invalid=NO_BYTE), temperature(u8 / 5, invalid=NO_BYTE)
HUMIDITY = humidity(u8 / 2, invalid=NO_BYTE)
IAQ = {0: "excellent", 1: "good", 2: "fair", 3: "poor", 4: "bad", 5: "error"}
IAQ_CAUSE = {0: "all", 1: "dryness", 2: "mould", 3: "dust mites", 4: "CO", 5: "CO2", 15: "error"}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _smart(number: int) -> Body:
    """Whether a period of quiet is on, and on which days."""
    names = ("smart_enabled", *(f"smart_{day}" for day in DAYS))
    flags: dict[str, Any] = {name: bit(at) for at, name in enumerate(names)}
    return word(u8, attribute(channel=number, **flags), msb0=True)


CARBON_MODEL = word(u8, model_id(bits(4, 7), 7), let(kind=bits(0, 3)))
CARBON = device(
    "nexelec/carbon",
    name="CO2 monitor CARBON",
    source="The vendor's published decoder (device repository)",
    f_port=1,
    uplink=(
        CARBON_MODEL,
        switch(V.kind, {
            0x2: (
                CO2, TEMPERATURE, HUMIDITY,
                word(
                    u24,
                    attribute(air_quality=choice(bits(0, 2), IAQ), air_quality_cause=choice(bits(3, 6), IAQ_CAUSE)),
                    attribute(co2_quality=choice(bits(7, 9), IAQ), dryness=choice(bits(10, 12), IAQ)),
                    attribute(mould=choice(bits(13, 15), IAQ), dust_mites=choice(bits(16, 18), IAQ)),
                    attribute(comfort=choice(bits(19, 20), {0: "good", 1: "fair", 2: "bad", 3: "error"})),
                    attribute(frame_index=bits(21, 23)),
                    msb0=True,
                ),
            ),
            0x3: message(
                "status",
                word(
                    u8,
                    battery_status(choice(bits(0, 1), {0: "high", 1: "medium", 2: "critical"})),
                    fault(bit(2)),
                    attribute(frame_index=bits(3, 5)),
                    reserved(bits(6, 7)),
                    msb0=True,
                ),
                attribute(months_in_operation=u8, co2_calibration=co2(u8 * 20)),
                word(
                    u32,
                    attribute(device_clock=event_time(calendar(
                        year=bits(0, 5) + 2000, month=bits(6, 9), day=bits(10, 14), hour=bits(15, 19),
                        minute=bits(20, 25),
                    ))),
                    reserved(bits(26, 31)),
                    msb0=True,
                ),
            ),
            0x4: message("button", word(
                u8,
                event(choice(bits(0, 2), {0: "short press", 1: "long press", 2: "three presses"})),
                attribute(frame_index=bits(3, 5)),
                reserved(bits(6, 7)),
                msb0=True,
            )),
            0x5: message(
                "history",
                history(
                    CO2, TEMPERATURE, HUMIDITY, count=3, time=received_at - (2 - index) * (peek(-1, u8) // 16) * 600,
                ),
                word(
                    u8,
                    attribute(record_interval=duration(bits(0, 3) * 600), frame_index=bits(4, 6)),
                    reserved(bit(7)),
                    msb0=True,
                ),
            ),
            0x6: message("temperature_alert", TEMPERATURE, word(
                u8,
                attribute(above_first=bit(0), above_second=bit(1), frame_index=bits(2, 4)),
                reserved(bits(5, 7)),
                msb0=True,
            )),
            0x7: message("co2_alert", CO2, word(
                u8,
                attribute(frame_index=bits(0, 2), above_first=bit(3), above_second=bit(4)),
                reserved(bits(5, 7)),
                msb0=True,
            )),
            0x8: message(
                "co2_settings",
                attribute(first_co2_threshold=co2(u8 * 20), second_co2_threshold=co2(u8 * 20)),
                word(
                    u24,
                    attribute(
                        smart_start=duration(bits(0, 5) * 1800), smart_duration=duration(bits(6, 11) * 1800), channel=1
                    ),
                    attribute(
                        smart_start=duration(bits(12, 17) * 1800), smart_duration=duration(bits(18, 23) * 1800),
                        channel=2,
                    ),
                    msb0=True,
                ),
                _smart(1),
                _smart(2),
                attribute(altitude=altitude(u8 * 50)),
            ),
            0x9: message(
                "settings",
                word(
                    u8,
                    attribute(led_enabled=bit(0), button_enabled=bit(1), live_enabled=bit(2), history_enabled=bit(3)),
                    attribute(temperature_alert_enabled=bit(4), co2_alert_enabled=bit(5), keepalive_enabled=bit(6)),
                    attribute(orange_led_enabled=bit(7)),
                    msb0=True,
                ),
                attribute(collection_interval=duration(u8 * 60), samples_per_record=u8),
                attribute(
                    first_temperature_threshold=temperature(u8 / 5), second_temperature_threshold=temperature(u8 / 5)
                ),
                attribute(temperature_change=temperature_difference(u8 / 10), humidity_change=humidity(u8 / 2)),
                attribute(co2_change=co2(u8 * 20), keepalive_interval=duration(u8 * 3600)),
                word(u8, attribute(nfc_hidden=bits(0, 1)), reserved(bits(2, 7)), msb0=True),
            ),
            0xA: message("keepalive"),
        }),
    ),
    measures=(co2, temperature, humidity),
    vectors=[
        vector(
            "721E6E5A0A0001", f_port=1, co2=600, temperature=22, humidity=45, air_quality="excellent",
            air_quality_cause="CO2", comfort="good", frame_index=1,
            source="the vendor's decoder, run, the bytes given to it",
        ),
    ],
)  # fmt: skip
