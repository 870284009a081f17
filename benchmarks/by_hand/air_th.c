/* sensecap/sensecap-air-th: tags of three bytes, and a checksum. */
#include "common.h"

enum {
    HARDWARE_VERSION, FIRMWARE_VERSION, SENSOR_HARDWARE_VERSION, SENSOR_FIRMWARE_VERSION, SENSOR_EUI_LOW,
    SENSOR_EUI_HIGH, MANUFACTURING_DATE, BATTERY, REPORT_INTERVAL, SENSOR_REMOVED,
    TEMPERATURE, HUMIDITY, ILLUMINANCE, CO2, PRESSURE
};
static const struct column columns[] = {
    {"hardware_version", TEXT},
    {"firmware_version", TEXT},
    {"sensor_hardware_version", TEXT},
    {"sensor_firmware_version", TEXT},
    {"sensor_eui_low", WHOLE},
    {"sensor_eui_high", WHOLE},
    {"manufacturing_date", TIME, .status = "unknown"},
    {"battery", REAL},
    {"report_interval", REAL},
    {"sensor_removed", FLAG},
    {"temperature", REAL},
    {"humidity", REAL},
    {"illuminance", REAL},
    {"co2", REAL},
    {"pressure", REAL},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}};

static uint16_t crc_table[256];

__attribute__((constructor)) static void make_crc_table(void)
{
    for (int byte = 0; byte < 256; byte++) {
        unsigned value = (unsigned)byte;
        for (int bit = 0; bit < 8; bit++)
            value = value & 1 ? value >> 1 ^ 0x8408 : value >> 1;
        crc_table[byte] = (uint16_t)value;
    }
}

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    (void)f_port;
    NEED(2);
    end -= 2;
    unsigned crc = 0;
    for (const uint8_t *q = p; q < end; q++)
        crc = crc >> 8 ^ crc_table[(crc ^ *q) & 0xFF];
    if (crc != u16le(end))
        return CHECKSUM;
    while (p < end) {
        NEED(3);
        int channel = p[0], number = u16le(p + 1);
        if (channel > 1 || !(number < 8 || number == 0x120 || (number >= 0x1001 && number <= 0x1005) || number == 0x1067)) {
            b->warning[row] |= UNKNOWN_TAG;
            break;
        }
        p += 3;
        NEED(4);
        int32_t value = (int32_t)u32le(p);
        switch (number) {
        case 0x1001:
            put_real(t, TEMPERATURE, row, value / 1000.0);
            break;
        case 0x1002:
            put_real(t, HUMIDITY, row, value / 1000.0);
            break;
        case 0x1003:
        case 0x1067:
            put_real(t, ILLUMINANCE, row, value / 1000.0);
            break;
        case 0x1004:
            put_real(t, CO2, row, value / 1000.0);
            break;
        case 0x1005:
            put_real(t, PRESSURE, row, value / 100000.0);
            break;
        case 0x0007:
            put_real(t, BATTERY, row, u16le(p));
            put_real(t, REPORT_INTERVAL, row, u16le(p + 2) * 60);
            break;
        case 0x0000:
            put_version(b, HARDWARE_VERSION, row, p[3], p[2]);
            put_version(b, FIRMWARE_VERSION, row, p[1], p[0]);
            break;
        case 0x0001:
            put_version(b, SENSOR_HARDWARE_VERSION, row, p[3], p[2]);
            put_version(b, SENSOR_FIRMWARE_VERSION, row, p[1], p[0]);
            break;
        case 0x0002:
            put_whole(t, SENSOR_EUI_LOW, row, u32le(p));
            break;
        case 0x0003:
            put_whole(t, SENSOR_EUI_HIGH, row, u32le(p));
            break;
        case 0x0004:
            put_date(t, MANUFACTURING_DATE, row, p[3] * 100 + p[2], p[1], p[0]);
            break;
        case 0x0120:
            put_flag(t, SENSOR_REMOVED, row, value == 0);
            break;
        }
        p += 4;
    }
    return GOOD;
}

#include "batch.h"
