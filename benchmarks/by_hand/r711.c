/* netvox/r711: message types, each of 11 bytes. */
#include "common.h"

enum {
    MESSAGE, PAYLOAD_VERSION, MODEL, SOFTWARE_VERSION, HARDWARE_VERSION, MANUFACTURING_DATE, BATTERY_VOLTAGE,
    LOW_BATTERY, TEMPERATURE, HUMIDITY, SUCCESS, MIN_INTERVAL, MAX_INTERVAL, BATTERY_CHANGE, TEMPERATURE_CHANGE, HUMIDITY_CHANGE
};
enum { VERSION, CLIMATE, CONFIGURATION_SET, CONFIGURATION };
static const char *const messages[] = {"version", "climate", "configuration_set", "configuration"};
static const char *const models[] = {[1] = "R711(R712)", [11] = "R718A", [19] = "R718AB", [110] = "R720A"};
static const struct column columns[] = {
    {"message", CODE, LABELS(messages)},
    {"payload_version", WHOLE},
    {"model", CODE, LABELS(models)},
    {"software_version", REAL},
    {"hardware_version", TEXT},
    {"manufacturing_date", TIME, .status = "unknown"},
    {"battery_voltage", REAL},
    {"low_battery", FLAG},
    {"temperature", REAL},
    {"humidity", REAL},
    {"success", FLAG},
    {"min_interval", REAL},
    {"report_interval", REAL},
    {"battery_change", REAL},
    {"temperature_change", REAL},
    {"humidity_change", REAL},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}};

/* Two digits; far below 0 where they are none. */
static inline int digits(uint8_t byte) { return byte >> 4 > 9 || (byte & 15) > 9 ? -100000 : 10 * (byte >> 4) + (byte & 15); }

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    NEED(11);
    if (f_port == 6) {
        put_whole(t, PAYLOAD_VERSION, row, p[0]);
        put_code(t, MODEL, row, p[1]);
        if (p[2] == 1) {
            put_code(t, MESSAGE, row, CLIMATE);
            put_real(t, BATTERY_VOLTAGE, row, (p[3] & 0x7F) / 10.0);
            put_flag(t, LOW_BATTERY, row, p[3] >> 7);
            put_real(t, TEMPERATURE, row, i16(p + 4) / 100.0);
            put_real(t, HUMIDITY, row, u16(p + 6) / 100.0);
        } else if (p[2] == 0) {
            char text[4];
            put_code(t, MESSAGE, row, VERSION);
            put_real(t, SOFTWARE_VERSION, row, p[3] / 10.0);
            put_text(b, HARDWARE_VERSION, row, text, put_digits(text, p[4]) - text);
            put_date(t, MANUFACTURING_DATE, row, 100 * digits(p[5]) + digits(p[6]), digits(p[7]), digits(p[8]));
        } else {
            return UNKNOWN_MESSAGE;
        }
    } else if (f_port == 7) {
        put_code(t, MODEL, row, p[1]);
        if (p[0] == 0x82) {
            put_code(t, MESSAGE, row, CONFIGURATION);
            put_real(t, MIN_INTERVAL, row, u16(p + 2));
            put_real(t, MAX_INTERVAL, row, u16(p + 4));
            put_real(t, BATTERY_CHANGE, row, p[6] / 10.0);
            put_real(t, TEMPERATURE_CHANGE, row, u16(p + 7) / 100.0);
            put_real(t, HUMIDITY_CHANGE, row, u16(p + 9) / 100.0);
        } else if (p[0] == 0x81) {
            put_code(t, MESSAGE, row, CONFIGURATION_SET);
            put_flag(t, SUCCESS, row, p[2] == 0);
        } else {
            return UNKNOWN_MESSAGE;
        }
    } else {
        return UNKNOWN_PORT;
    }
    if (end - p > 11)
        b->warning[row] |= TRAILING;
    return GOOD;
}

#include "batch.h"
