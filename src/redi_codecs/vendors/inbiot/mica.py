"""MICA indoor air monitors: byte 0 names the message; the model's name at byte 27 says which gases were measured.

Source: inBiot's published LoRaWAN decoder for MICA (types 0, 1, 2) and the data sheets of the four models (units).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.inbiot.commands import COMMANDS

_MODEL = peek(27, text(4))
_HAS_DUST = _MODEL.is_in("MICA", "PLUS", "WELL", "")  # a unit without a name has every sensor
_HAS_FORMALDEHYDE = _MODEL.is_in("PLUS", "WELL", "")
_HAS_GASES = _MODEL.is_in("WELL", "")

_CONFIGURATION = message(
    "configuration",
    report_interval(u8 * 60),
    attribute(ventilation_type=u8, led_on=u8 != 0, use_wifi=u8 != 0),
    attribute(
        lorawan_region=choice(
            u8,
            {
                0: "AS923", 1: "AU915", 2: "CN470", 3: "CN779", 4: "EU433", 5: "EU868", 6: "KR920", 7: "IN865",
                8: "US915", 9: "RU864", 10: "AS923-JP",
            },
        ),
        lorawan_channel_mask=u8,
        led_configuration=u8,
        touch_enabled=u8 != 0,
    ),
)  # fmt: skip
_MEASUREMENT = message(
    "measurement",
    temperature(i16 / 10),
    humidity(u16 / 10),
    co2(u16),
    formaldehyde_mass(u16, valid=_HAS_FORMALDEHYDE),
    tvoc(u16, valid=_HAS_DUST),
    pm1(u16, valid=_HAS_FORMALDEHYDE),
    pm2_5(u16, valid=_HAS_DUST),
    pm4(u16, valid=_HAS_FORMALDEHYDE),
    pm10(u16, valid=_HAS_DUST),
    ozone(u16, valid=_HAS_GASES, invalid={0xFFFF: "warming_up"}),
    no2(u16, valid=_HAS_GASES, invalid={0xFFFF: "warming_up"}),
    co(u16 / 10, valid=_HAS_GASES, invalid={0xFFFF: "warming_up"}),
    frame_count(u16),
    model(text(5)),
    ventilation_index(u8),
    thermal_index(u8),
    virus_index(u8),
    iaq(u8),
    mold_index(u8, invalid={0xFF: "calculating"}),
    optional(remaining > 0, sound_level(u8, invalid={0x00: "not_installed", 0xFF: "warming_up"})),
)
_INFORMATION = message(
    "information",
    switch(peek(2, u8), {0x2E: firmware_version(text(3))}, otherwise=firmware_version(version(u8, u16))),
    model(text(17)),
    attribute(family=text(9)),
    attribute(mac=mac_address(raw(6))),
    attribute(modbus_address=u8, modbus_parity=u8, modbus_baud_rate=u32),
    reset_cause(
        choice(
            u8,
            {
                0: "unknown", 1: "power_on", 2: "external_pin", 3: "software", 4: "panic", 5: "interrupt_watchdog",
                6: "task_watchdog", 7: "other_watchdog", 8: "deep_sleep", 9: "brownout", 10: "sdio",
            },
        )
    ),
)  # fmt: skip

_ROOM = (
    temperature, humidity, co2, sound_level, ventilation_index, thermal_index, virus_index, iaq, mold_index,
)  # fmt: skip
_WITH_DUST = (_ROOM, tvoc, pm2_5, pm10)
_WITH_FORMALDEHYDE = (_WITH_DUST, formaldehyde_mass, pm1, pm4)
_WITH_GASES = (_WITH_FORMALDEHYDE, ozone, no2, co)

MICA = device(
    "inbiot/mica-lora",
    name="MICA indoor air quality monitor",
    source="inBiot MICA LoRaWAN decoder (message types 0, 1, 2)",
    f_port=1,
    uplink=switch(u8, {0: _CONFIGURATION, 1: _MEASUREMENT, 2: _INFORMATION}),
    downlink=COMMANDS,
    measures=_WITH_DUST,
    also={"inbiot/mica-lora-mdb": "MICA indoor air quality monitor with Modbus"}
    | {
        f"inbiot/{model}-lora{tail}": variant(f"MICA {model.upper()} indoor air quality monitor{more}", measures=known)
        for model, known in (("mini", _ROOM), ("plus", _WITH_FORMALDEHYDE), ("well", _WITH_GASES))
        for tail, more in (("", ""), ("-mdb", " with Modbus"))
    },
    vectors=[
        vector(
            "00 01 01 01 00 05 FF 00 01", f_port=1, message="configuration", report_interval=60, ventilation_type=1,
            led_on=True, use_wifi=False, lorawan_region="EU868", lorawan_channel_mask=255, led_configuration=0,
            touch_enabled=True, source="inBiot's example",
        ),
        vector(
            "01 00FA 0207 032F 0002 0000 0001 0001 0001 0001 FFFF FFFF FFFF 0002 4D494E4900 34 40 31 4F FF FF",
            message="measurement", temperature=25, humidity=51.9, co2=815, frame_count=2, model="MINI",
            ventilation_index=52, thermal_index=64, virus_index=49, iaq=79, mold_index="calculating",
            sound_level="warming_up", source="inBiot's example",
        ),
        vector(
            "01 00DE 0207 032F 0002 0000 0001 0001 0001 0001 FFFF FFFF FFFF 0002 4D49434100 34 40 31 4F FF FF",
            message="measurement", temperature=22.2, humidity=51.9, co2=815, tvoc=0, pm2_5=1, pm10=1, model="MICA",
            ventilation_index=52, thermal_index=64, virus_index=49, iaq=79, mold_index="calculating",
            sound_level="warming_up", source="inBiot's example",
        ),
        vector(
            "01 00D8 0207 032F 0002 0000 0001 0001 0001 0001 FFFF FFFF FFFF 0002 57454C4C00 34 40 31 4F FF FF",
            message="measurement", temperature=21.6, humidity=51.9, co2=815, formaldehyde_mass=2, tvoc=0, pm1=1,
            pm2_5=1, pm4=1, pm10=1, ozone="warming_up", no2="warming_up", co="warming_up", model="WELL",
            ventilation_index=52, thermal_index=64, virus_index=49, iaq=79, mold_index="calculating",
            sound_level="warming_up", source="inBiot's example",
        ),
        vector(
            "02 020041 57454C4C5F4C4F52415F3030305F564143 4D4943415F57454C4C 30C922601FF8 01 00 00002580 01",
            message="information", firmware_version="2.65", model="WELL_LORA_000_VAC", family="MICA_WELL",
            mac=bytes.fromhex("30C922601FF8"), modbus_address=1, modbus_parity=0, modbus_baud_rate=9600,
            reset_cause="power_on", source="inBiot's example",
        ),
    ],
)  # fmt: skip
