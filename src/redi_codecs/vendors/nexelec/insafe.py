"""Nexelec INSAFE Origin: smoke, temperature and humidity.

Source: the vendor's published decoder (Actility device catalog).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Field
from redi_codecs.vendors.nexelec.atmo import QUALITY
from redi_codecs.vendors.nexelec.carbon import IAQ_CAUSE, NO_BYTE
from redi_codecs.vendors.nexelec.frames import LEVEL, samples

NO_9: dict[int | range, str] = {range(501, 512): "fault"}


def _samples(sample: Field) -> Body:
    """The oldest sample is the first; a bit before the frame's index means nothing."""
    interval = duration(bits(8, 11) * 600)
    head = let(count=bits(0, 7)), attribute(record_interval=interval, frame_index=bits(12, 15))
    return samples(head, sample, V.count - 1 - index)


INSAFE = device(
    "nexelec/insafe",
    name="Smoke detector INSAFE Origin with temperature and humidity",
    source="The vendor's published decoder in the Actility device catalog (INSAFE Origin)",
    f_port=1,
    uplink=(
        model_id(u8, 0xA2),
        switch(u8, {
            0x00: message(
                "status",
                attribute(hardware=u8, software=u8, months_left=u8),
                word(
                    u8, attribute(smoke_sensor_fault=bit(0), climate_sensor_fault=bit(1)), reserved(bits(2, 7)),
                    msb0=True,
                ),
                battery_voltage((u8 + 400) / 200, channel=1, primary=True),
                battery_voltage((u8 + 400) / 200, channel=2),
                word(
                    u8, battery_status(choice(bits(0, 1), LEVEL)), attribute(join_pending=bit(2)), reserved(bits(3, 7)),
                    msb0=True,
                ),
                frame_count(u16 * 10),
                word(
                    u32,
                    attribute(device_clock=event_time(calendar(
                        year=bits(0, 5) + 2000, month=bits(6, 9), day=bits(10, 14), hour=bits(15, 19),
                        minute=bits(20, 25), second=bits(26, 31),
                    ))),
                    msb0=True,
                ),
                attribute(connected_months_left=u8),
                reserved(3),
            ),
            0x01: message(
                "settings",
                word(
                    u16,
                    attribute(temperature_history_enabled=bit(0), humidity_history_enabled=bit(1)),
                    attribute(daily_report_enabled=bit(2), temperature_alert_enabled=bit(3), keepalive_enabled=bit(4)),
                    reserved(bits(5, 15)),
                    msb0=True,
                ),
                attribute(keepalive_interval=duration(u8 * 3600)),
                reserved(2),
                attribute(collection_interval=duration(u8 * 60)),
                word(
                    u48,
                    attribute(temperature_samples_per_record=bits(0, 3)),
                    reserved(bits(4, 12)),
                    attribute(humidity_samples_per_record=bits(13, 16)),
                    reserved(bits(17, 25)),
                    attribute(first_threshold=temperature(bits(26, 34) / 10, invalid=NO_9)),
                    attribute(second_threshold=temperature(bits(35, 43) / 10, invalid=NO_9)),
                    reserved(bits(44, 47)),
                    msb0=True,
                ),
                reserved(8),
            ),
            0x02: message("keepalive"),
            0x03: message(
                "smoke_alarm",
                word(
                    u8,
                    smoke(bit(0)),
                    attribute(silenced=bit(1), test=bit(2), maintenance_missing=bit(3), humidity_out_of_range=bit(4)),
                    attribute(temperature_out_of_range=bit(5)),
                    reserved(bits(6, 7)),
                    msb0=True,
                ),
                attribute(time_since_maintenance=duration(u8 * 604800)),
                word(u8, attribute(frame_index=bits(0, 2)), reserved(bits(3, 7)), msb0=True),
            ),
            0x04: message(
                "day",
                word(
                    u8,
                    attribute(air_quality=choice(bits(0, 2), QUALITY), air_quality_cause=choice(bits(3, 6), IAQ_CAUSE)),
                    reserved(bit(7)),
                    msb0=True,
                ),
                temperature(u8 / 5, statistic="min", invalid=NO_BYTE),
                temperature(u8 / 5, statistic="max", invalid=NO_BYTE),
                temperature(u8 / 5, statistic="mean", invalid=NO_BYTE),
                humidity(u8 / 2, statistic="min", invalid=NO_BYTE),
                humidity(u8 / 2, statistic="max", invalid=NO_BYTE),
                humidity(u8 / 2, statistic="mean", invalid=NO_BYTE),
                word(u8, attribute(frame_index=bits(0, 2)), reserved(bits(3, 7)), msb0=True),
            ),
            0x05: word(
                u40,
                attribute(air_quality=choice(bits(0, 2), QUALITY), air_quality_cause=choice(bits(3, 6), IAQ_CAUSE)),
                attribute(dryness=choice(bits(7, 9), QUALITY), mould=choice(bits(10, 12), QUALITY)),
                attribute(dust_mites=choice(bits(13, 15), QUALITY)),
                temperature(bits(16, 24) / 10, invalid=NO_9),
                humidity(bits(25, 32) / 2, invalid=NO_BYTE),
                attribute(frame_index=bits(33, 35)),
                reserved(bits(36, 39)),
                msb0=True,
            ),
            0x06: message("temperature_history", _samples(temperature(bits(0, 8) / 10, invalid=NO_9))),
            0x07: message("humidity_history", _samples(humidity(bits(0, 7) / 2, invalid=NO_BYTE))),
            0x08: message("temperature_alert", word(
                u16,
                temperature(bits(0, 8) / 10, invalid=NO_9),
                attribute(above_first=bit(9), above_second=bit(10), frame_index=bits(11, 13)),
                reserved(bits(14, 15)),
                msb0=True,
            )),
        }),
    ),
    measures=(smoke, temperature, humidity, battery_voltage),
    vectors=[
        vector(
            "A203 800200", f_port=1, message="smoke_alarm", smoke=True, time_since_maintenance=(1209600, "s"),
            source="the vendor's decoder, run",
        ),
        vector(
            "A204 20647D6E64827280", message="day", temperature_min=20, temperature_max=25, temperature_mean=22,
            humidity_min=50, humidity_max=65, humidity_mean=57, air_quality="good", frame_index=4,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
