/* talkpool/oy1210: two numbers of 12 bits in three bytes, and answers on another port. */
#include "common.h"

enum {
    MESSAGE, TEMPERATURE, HUMIDITY, CO2, FIRMWARE_BUILD, SUPPLY_VOLTAGE, TEMPERATURE_BOARD, STATUS_BITS,
    MEASUREMENT_INTERVAL, MEASUREMENTS_PER_REPORT, CO2_THRESHOLD_CHANGE, CO2_THRESHOLD, CO2_SENSOR_STATUS, COMMAND
};
enum { SINGLE, ANSWER, REFUSED };
static const char *const messages[] = {"single", "answer", "refused"};
static const struct column columns[] = {
    {"message", CODE, LABELS(messages)},
    {"temperature", REAL},
    {"humidity", REAL},
    {"co2", REAL, .status = "fault"},
    {"firmware_build", TEXT},
    {"supply_voltage", REAL},
    {"temperature_board", REAL},
    {"status_bits", WHOLE},
    {"collection_interval", REAL},
    {"measurements_per_report", WHOLE},
    {"co2_threshold_change", REAL},
    {"co2_threshold", REAL},
    {"co2_sensor_status", WHOLE},
    {"command", TEXT},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}};

static enum fault answer(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end)
{
    const struct table *t = &b->table[0];
    NEED(1);
    if (p[0] == 2) {
        put_code(t, MESSAGE, row, REFUSED);
        put_hex(b, COMMAND, row, p + 1, end - p - 1);
        return GOOD;
    }
    if (p[0] != 1)
        return UNKNOWN_MESSAGE;
    NEED(2);
    put_code(t, MESSAGE, row, ANSWER);
    int index = p[1];
    p += 2;
    switch (index) {
    case 0x03:
        NEED(6);
        put_hex(b, FIRMWARE_BUILD, row, p, 6);
        p += 6;
        break;
    case 0x06:
        NEED(1);
        put_real(t, SUPPLY_VOLTAGE, row, p[0] / 40.0);
        p += 1;
        break;
    case 0x0A:
        NEED(2);
        put_real(t, TEMPERATURE_BOARD, row, (u16(p) - 5000) / 100.0);
        p += 2;
        break;
    case 0x20:
        NEED(1);
        put_whole(t, STATUS_BITS, row, p[0]);
        p += 1;
        break;
    case 0x30:
        NEED(2);
        put_real(t, MEASUREMENT_INTERVAL, row, u16(p));
        p += 2;
        break;
    case 0x31:
        NEED(2);
        put_whole(t, MEASUREMENTS_PER_REPORT, row, u16(p));
        p += 2;
        break;
    case 0x32:
        NEED(2);
        put_real(t, CO2_THRESHOLD_CHANGE, row, u16(p));
        p += 2;
        break;
    case 0x33:
        NEED(2);
        put_real(t, CO2_THRESHOLD, row, u16(p));
        p += 2;
        break;
    case 0x34:
        NEED(4);
        put_whole(t, CO2_SENSOR_STATUS, row, u32(p));
        p += 4;
        break;
    default:
        return UNKNOWN_MESSAGE;
    }
    if (p < end)
        b->warning[row] |= TRAILING;
    return GOOD;
}

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    if (f_port == 2) {
        NEED(5);
        put_code(t, MESSAGE, row, SINGLE);
        put_real(t, TEMPERATURE, row, ((p[0] << 4 | p[2] >> 4) - 800) / 10.0);
        put_real(t, HUMIDITY, row, ((p[1] << 4 | (p[2] & 15)) - 250) / 10.0);
        int co2 = u16(p + 3);
        if (co2 == 0xFFFF)
            put_null(t, CO2, row);
        else
            put_real(t, CO2, row, co2);
        if (end - p > 5)
            b->warning[row] |= TRAILING;
        return GOOD;
    }
    if (f_port == 1)
        return answer(b, row, p, end);
    return UNKNOWN_PORT;
}

#include "batch.h"
