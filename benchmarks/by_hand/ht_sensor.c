/* mclimate/ht-sensor: a keep-alive, or answers to commands with or without one behind them. */
#include "common.h"

enum {
    MESSAGE, TEMPERATURE, HUMIDITY, BATTERY_VOLTAGE, TEMPERATURE_PROBE, HARDWARE_VERSION, FIRMWARE_VERSION,
    REPORT_INTERVAL, JOIN_RETRY_PERIOD, UPLINK_TYPE, WATCHDOG_CONFIRMED, WATCHDOG_UNCONFIRMED, LORAWAN_REGION
};
enum { KEEP_ALIVE, RESPONSE };
static const char *const messages[] = {"keep_alive", "response"};
static const char *const uplink_types[] = {"unconfirmed", "confirmed"};
static const char *const regions[] = {"EU868", "AS923", "AU915", "US915"};
static const struct column columns[] = {
    {"message", CODE, LABELS(messages)},
    {"temperature", REAL},
    {"humidity", REAL},
    {"battery_voltage", REAL},
    {"temperature_probe", REAL, .status = "not_connected"},
    {"hardware_version", TEXT},
    {"firmware_version", TEXT},
    {"report_interval", REAL},
    {"join_retry_period", REAL},
    {"uplink_type", CODE, LABELS(uplink_types)},
    {"watchdog_confirmed", WHOLE},
    {"watchdog_unconfirmed", REAL},
    {"lorawan_region", CODE, LABELS(regions)},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}};

static inline void keep_alive(const struct table *t, int64_t row, const uint8_t *p)
{
    put_real(t, TEMPERATURE, row, (u16(p + 1) - 400) / 10.0);
    put_real(t, HUMIDITY, row, p[3] * 25 / 64.0);
    put_real(t, BATTERY_VOLTAGE, row, (p[4] * 8 + 1600) / 1000.0);
    int probe = u16(p + 5) & 0x7FF;
    if (probe >= 0x400)
        put_null(t, TEMPERATURE_PROBE, row);
    else
        put_real(t, TEMPERATURE_PROBE, row, probe / 10.0);
}

static enum fault answers(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end)
{
    const struct table *t = &b->table[0];
    while (p < end) {
        switch (*p++) {
        case 0x04:
            NEED(2);
            put_version(b, HARDWARE_VERSION, row, p[0] >> 4, p[0] & 15);
            put_version(b, FIRMWARE_VERSION, row, p[1] >> 4, p[1] & 15);
            p += 2;
            break;
        case 0x12:
            NEED(1);
            put_real(t, REPORT_INTERVAL, row, p[0] * 60);
            p += 1;
            break;
        case 0x19:
            NEED(1);
            put_real(t, JOIN_RETRY_PERIOD, row, p[0] * 5);
            p += 1;
            break;
        case 0x1B:
            NEED(1);
            put_code(t, UPLINK_TYPE, row, p[0]);
            p += 1;
            break;
        case 0x1D:
            NEED(2);
            put_whole(t, WATCHDOG_CONFIRMED, row, p[0]);
            put_real(t, WATCHDOG_UNCONFIRMED, row, p[1] * 3600);
            p += 2;
            break;
        case 0xA4:
            NEED(1);
            put_code(t, LORAWAN_REGION, row, p[0]);
            p += 1;
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
    (void)f_port;
    if (p < end && p[0] == 1) {
        NEED(7);
        put_code(t, MESSAGE, row, KEEP_ALIVE);
        keep_alive(t, row, p);
        if (end - p > 7)
            b->warning[row] |= TRAILING;
        return GOOD;
    }
    put_code(t, MESSAGE, row, RESPONSE);
    if (end - p < 7 || end[-7] != 1)
        return answers(b, row, p, end);
    keep_alive(t, row, end - 7);
    return answers(b, row, p, end - 7);
}

#include "batch.h"
