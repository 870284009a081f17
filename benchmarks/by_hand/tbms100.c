/* browan/tbms100: fixed fields with bits. */
#include "common.h"

enum {
    MESSAGE, MOTION, BATTERY_VOLTAGE, TEMPERATURE, TIME_SINCE_MOTION, MOTION_COUNT, REPORT_INTERVAL, OCCUPIED_INTERVAL,
    FREE_DETECTION_TIME, TRIGGER_COUNT, PIR_PARAMETERS
};
static const char *const messages[] = {"configuration"};
static const struct column columns[] = {
    {"message", CODE, LABELS(messages)},
    {"motion", FLAG},
    {"battery_voltage", REAL},
    {"temperature", REAL},
    {"time_since_motion", REAL},
    {"motion_count_total", WHOLE},
    {"report_interval", REAL},
    {"occupied_interval", REAL},
    {"free_detection_time", REAL},
    {"trigger_count", WHOLE},
    {"pir_parameters", TEXT},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}};

static enum fault configuration(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end)
{
    const struct table *t = &b->table[0];
    put_code(t, MESSAGE, row, 0);
    while (p < end) {
        switch (*p++) {
        case 0x00:
            NEED(2);
            put_real(t, REPORT_INTERVAL, row, u16le(p));
            p += 2;
            break;
        case 0x02:
            NEED(2);
            put_real(t, OCCUPIED_INTERVAL, row, u16le(p));
            p += 2;
            break;
        case 0x03:
            NEED(1);
            put_real(t, FREE_DETECTION_TIME, row, p[0] * 60);
            p += 1;
            break;
        case 0x04:
            NEED(2);
            put_whole(t, TRIGGER_COUNT, row, u16le(p));
            p += 2;
            break;
        case 0x05:
            NEED(4);
            put_hex(b, PIR_PARAMETERS, row, p, 4);
            p += 4;
            break;
        default:
            b->warning[row] |= UNKNOWN_TAG;
            return GOOD;
        }
    }
    return GOOD;
}

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    if (f_port == 102) {
        NEED(8);
        put_flag(t, MOTION, row, p[0] & 1);
        put_real(t, BATTERY_VOLTAGE, row, ((p[1] & 15) + 25) / 10.0);
        put_real(t, TEMPERATURE, row, (p[2] & 127) - 32);
        put_real(t, TIME_SINCE_MOTION, row, u16le(p + 3) * 60);
        put_whole(t, MOTION_COUNT, row, u24le(p + 5));
        if (end - p > 8)
            b->warning[row] |= TRAILING;
        return GOOD;
    }
    if (f_port == 204)
        return configuration(b, row, p, end);
    return UNKNOWN_PORT;
}

#include "batch.h"
