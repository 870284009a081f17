/* dragino/lht65: fixed fields whose second half depends on a number in the middle. */
#include "common.h"

enum {
    MESSAGE, STATED_TIME, TEMPERATURE, HUMIDITY, TEMPERATURE_PROBE, BATTERY_VOLTAGE, BATTERY_STATUS,
    EXTENSION_DISCONNECTED, DIGITAL_INPUT, INTERRUPT, ILLUMINANCE, INPUT_VOLTAGE, PULSE_COUNT, PROBE_ID_HIGH,
    PROBE_ID_LOW
};
enum { NO_DATA, DATALOG, NO_EXTENSION, PROBE, INTERRUPTED, ILLUMINATION, ANALOG, COUNTING, COUNTING_32, PROBE_AND_TIME, PROBE_ID };
static const char *const messages[] = {
    "no_data", "datalog", "no_extension", "temperature_probe", "interrupt", "illumination", "analog", "counting",
    "counting_32", "temperature_probe_and_time", "probe_id",
};
static const char *const batteries[] = {"ultra_low", "low", "ok", "good"};
static const struct column columns[] = {
    {"message", CODE, LABELS(messages)},
    {"time", TIME},
    {"temperature", REAL},
    {"humidity", REAL},
    {"temperature_probe", REAL, .status = "not_connected"},
    {"battery_voltage", REAL},
    {"battery_status", CODE, LABELS(batteries)},
    {"extension_disconnected", FLAG},
    {"digital_input", FLAG},
    {"interrupt", FLAG},
    {"illuminance", REAL},
    {"input_voltage", REAL},
    {"pulse_count_total", WHOLE},
    {"probe_id_high", TEXT},
    {"probe_id_low", TEXT},
};

enum { RECORD_TIME, RECORD_TEMPERATURE, RECORD_HUMIDITY, RECORD_PROBE, RECORD_EXTENSION };
static const struct column history[] = {
    {"time", TIME},
    {"temperature", REAL},
    {"humidity", REAL},
    {"temperature_probe", REAL, .status = "not_connected"},
    {"extension", WHOLE},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}, {"records", history, 5, 11}};

static inline void put_probe(const struct table *t, int column, int64_t row, int16_t raw)
{
    if (raw == 0x7FFF)
        put_null(t, column, row);
    else
        put_real(t, column, row, raw / 100.0);
}

static enum fault datalog(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end)
{
    struct table *t = &b->table[1];
    put_code(&b->table[0], MESSAGE, row, DATALOG);
    while (p < end) {
        NEED(11);
        if (!(p[6] & 0x40))
            return UNEXPECTED;
        int64_t record = more(t, row);
        put_probe(t, RECORD_PROBE, record, i16(p));
        put_real(t, RECORD_TEMPERATURE, record, i16(p + 2) / 100.0);
        put_real(t, RECORD_HUMIDITY, record, (u16(p + 4) & 0xFFF) / 10.0);
        put_whole(t, RECORD_EXTENSION, record, p[6] & 15);
        put_time(t, RECORD_TIME, record, u32(p + 7));
        p += 11;
    }
    return GOOD;
}

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    if (f_port != 2)
        return UNKNOWN_PORT;
    int bare = end - p == 7 && !(p[6] & 0x4F);
    if (!bare)
        NEED(11);
    int extension = p[6] & 15;
    if (!bare && !(u32(p) | u32(p + 4))) {
        put_code(t, MESSAGE, row, NO_DATA);
    } else if (p[6] & 0x40) {
        return datalog(b, row, p, end);
    } else if (extension == 9) {
        put_code(t, MESSAGE, row, PROBE_AND_TIME);
        put_probe(t, TEMPERATURE_PROBE, row, i16(p));
        put_real(t, TEMPERATURE, row, i16(p + 2) / 100.0);
        put_real(t, HUMIDITY, row, (u16(p + 4) & 0xFFF) / 10.0);
        put_code(t, BATTERY_STATUS, row, p[4] >> 6);
        put_flag(t, EXTENSION_DISCONNECTED, row, p[6] & 0x80);
        put_time(t, STATED_TIME, row, u32(p + 7));
    } else if (extension == 15) {
        put_code(t, MESSAGE, row, PROBE_ID);
        put_real(t, BATTERY_VOLTAGE, row, (u16(p) & 0x3FFF) / 1000.0);
        put_code(t, BATTERY_STATUS, row, p[0] >> 6);
        put_hex(b, PROBE_ID_HIGH, row, p + 2, 4);
        put_flag(t, EXTENSION_DISCONNECTED, row, p[6] & 0x80);
        put_hex(b, PROBE_ID_LOW, row, p + 7, 4);
    } else {
        put_real(t, BATTERY_VOLTAGE, row, (u16(p) & 0x3FFF) / 1000.0);
        put_code(t, BATTERY_STATUS, row, p[0] >> 6);
        put_real(t, TEMPERATURE, row, i16(p + 2) / 100.0);
        put_real(t, HUMIDITY, row, (u16(p + 4) & 0xFFF) / 10.0);
        put_flag(t, EXTENSION_DISCONNECTED, row, p[6] & 0x80);
        switch (extension) {
        case 0:
            put_code(t, MESSAGE, row, NO_EXTENSION);
            break;
        case 1:
            put_code(t, MESSAGE, row, PROBE);
            put_probe(t, TEMPERATURE_PROBE, row, i16(p + 7));
            break;
        case 4:
            put_code(t, MESSAGE, row, INTERRUPTED);
            put_flag(t, DIGITAL_INPUT, row, p[7]);
            put_flag(t, INTERRUPT, row, p[8]);
            break;
        case 5:
            put_code(t, MESSAGE, row, ILLUMINATION);
            put_real(t, ILLUMINANCE, row, u16(p + 7));
            break;
        case 6:
            put_code(t, MESSAGE, row, ANALOG);
            put_real(t, INPUT_VOLTAGE, row, u16(p + 7) / 1000.0);
            break;
        case 7:
            put_code(t, MESSAGE, row, COUNTING);
            put_whole(t, PULSE_COUNT, row, u16(p + 7));
            break;
        case 8:
            put_code(t, MESSAGE, row, COUNTING_32);
            put_whole(t, PULSE_COUNT, row, u32(p + 7));
            break;
        default:
            return UNKNOWN_MESSAGE;
        }
    }
    if (end - p > 11)
        b->warning[row] |= TRAILING;
    return GOOD;
}

#include "batch.h"
