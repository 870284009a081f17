/* dragino/lht65: fixed fields whose second half depends on a number in the middle. */
#include "common.h"

enum {
    MESSAGE, STATED_TIME, TEMPERATURE, HUMIDITY, TEMPERATURE_PROBE, BATTERY_VOLTAGE, BATTERY_STATUS,
    EXTENSION_DISCONNECTED, DIGITAL_INPUT, INTERRUPT, EVENT_COUNT, INTERRUPT_DURATION, ILLUMINANCE, INPUT_VOLTAGE,
    PULSE_COUNT, HUMIDITY_PROBE, MOTION, MOTION_COUNT, ID, ID_HIGH, ID_LOW
};
enum {
    NO_DATA, DATALOG, NO_EXTENSION, PROBE, PROBE_TMP117, INTERRUPTED, ILLUMINATION, ANALOG, COUNTING, COUNTING_32,
    PROBE_AND_TIME, PROBE_TMP117_AND_TIME, PROBE_OF_HUMIDITY, MOVED, PROBE_ID, TEMPERATURE_PROBE_ID, HUMIDITY_PROBE_ID
};
static const char *const messages[] = {
    "no_data", "datalog", "no_extension", "temperature_probe", "temperature_probe_tmp117", "interrupt", "illumination",
    "analog", "counting", "counting_32", "temperature_probe_and_time", "temperature_probe_tmp117_and_time",
    "humidity_probe", "motion", "probe_id", "temperature_probe_id", "humidity_probe_id",
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
    {"event_count_total", WHOLE},
    {"interrupt_duration", WHOLE},
    {"illuminance", REAL},
    {"input_voltage", REAL},
    {"pulse_count_total", WHOLE},
    {"humidity_probe", REAL},
    {"motion", FLAG},
    {"motion_count_total", WHOLE},
    {"probe_id", TEXT},
    {"probe_id_high", TEXT},
    {"probe_id_low", TEXT},
};

enum {
    RECORD_TIME, RECORD_TEMPERATURE, RECORD_HUMIDITY, RECORD_EXTENSION, RECORD_PROBE, RECORD_INPUT, RECORD_INTERRUPT,
    RECORD_ILLUMINANCE, RECORD_VOLTAGE, RECORD_COUNT
};
static const struct column history[] = {
    {"time", TIME},
    {"temperature", REAL},
    {"humidity", REAL},
    {"extension", WHOLE},
    {"temperature_probe", REAL, .status = "not_connected"},
    {"digital_input", FLAG},
    {"interrupt", FLAG},
    {"illuminance", REAL},
    {"input_voltage", REAL},
    {"pulse_count_total", WHOLE},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}, {"records", history, COUNT(history), 11}};

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
    int logged = p[6] & 15; /* by the first entry, for all of them */
    put_code(&b->table[0], MESSAGE, row, DATALOG);
    while (p < end) {
        NEED(11);
        if (!(p[6] & 0x40))
            return UNEXPECTED;
        int64_t record = more(t, row);
        switch (logged) {
        case 4:
            put_flag(t, RECORD_INPUT, record, p[0]);
            put_flag(t, RECORD_INTERRUPT, record, p[1]);
            break;
        case 5:
            put_real(t, RECORD_ILLUMINANCE, record, u16(p));
            break;
        case 6:
            put_real(t, RECORD_VOLTAGE, record, u16(p) / 1000.0);
            break;
        case 7:
        case 8:
        case 14:
            put_whole(t, RECORD_COUNT, record, u16(p));
            break;
        default:
            put_probe(t, RECORD_PROBE, record, i16(p));
        }
        put_real(t, RECORD_TEMPERATURE, record, i16(p + 2) / 100.0);
        put_real(t, RECORD_HUMIDITY, record, (u16(p + 4) & 0xFFF) / 10.0);
        put_whole(t, RECORD_EXTENSION, record, p[6] & 15);
        put_time(t, RECORD_TIME, record, u32(p + 7));
        p += 11;
    }
    return GOOD;
}

static void probe_and_time(const struct table *t, int64_t row, const uint8_t *p)
{
    put_code(t, MESSAGE, row, (p[6] & 15) == 9 ? PROBE_AND_TIME : PROBE_TMP117_AND_TIME);
    put_probe(t, TEMPERATURE_PROBE, row, i16(p));
    put_real(t, TEMPERATURE, row, i16(p + 2) / 100.0);
    put_real(t, HUMIDITY, row, (u16(p + 4) & 0xFFF) / 10.0);
    put_code(t, BATTERY_STATUS, row, p[4] >> 6);
    put_flag(t, EXTENSION_DISCONNECTED, row, p[6] & 0x80);
    put_time(t, STATED_TIME, row, u32(p + 7));
}

static void probe_id(struct batch *b, int64_t row, const uint8_t *p)
{
    const struct table *t = &b->table[0];
    put_real(t, BATTERY_VOLTAGE, row, (u16(p) & 0x3FFF) / 1000.0);
    put_code(t, BATTERY_STATUS, row, p[0] >> 6);
    put_flag(t, EXTENSION_DISCONNECTED, row, p[6] & 0x80);
    if ((p[6] & 15) == 15) {
        put_code(t, MESSAGE, row, PROBE_ID);
        put_hex(b, ID_HIGH, row, p + 2, 4);
        put_hex(b, ID_LOW, row, p + 7, 4);
    } else if (p[6] & 0x10) {
        put_code(t, MESSAGE, row, HUMIDITY_PROBE_ID);
        put_hex(b, ID, row, p + 2, 4);
        put_probe(t, TEMPERATURE_PROBE, row, i16(p + 7));
        put_real(t, HUMIDITY_PROBE, row, (u16(p + 9) & 0xFFF) / 10.0);
    } else {
        put_code(t, MESSAGE, row, TEMPERATURE_PROBE_ID);
        put_hex(b, ID_HIGH, row, p + 2, 4);
        put_probe(t, TEMPERATURE_PROBE, row, i16(p + 7));
        put_hex(b, ID_LOW, row, p + 9, 2);
    }
}

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    if (f_port != 2)
        return UNKNOWN_PORT;
    NEED(7);
    int64_t size = 11;
    int extension = p[6] & 15, kind = p[6] & 0x3F, logged = p[6] & 0x40;
    if (end - p < 11) {
        if (end - p != 7 || logged || (kind != 0 && kind != 0x30))
            return TRUNCATED;
        size = 7; /* without a sensor, its bytes may be left out */
    }
    if (size == 11 && !(u32(p) | u32(p + 4))) {
        put_code(t, MESSAGE, row, NO_DATA);
    } else if (logged) {
        return datalog(b, row, p, end);
    } else if (kind > 8 && (extension == 9 || extension == 10)) {
        probe_and_time(t, row, p);
    } else if (kind > 8 && (extension == 15 || kind == 0x10 || kind == 0x20)) {
        probe_id(b, row, p);
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
        case 2:
            put_code(t, MESSAGE, row, PROBE_TMP117);
            put_probe(t, TEMPERATURE_PROBE, row, i16(p + 7));
            break;
        case 4:
            put_code(t, MESSAGE, row, INTERRUPTED);
            put_flag(t, DIGITAL_INPUT, row, p[7]);
            put_flag(t, INTERRUPT, row, p[8]);
            if (end - p == 15) {
                size = 15;
                put_whole(t, EVENT_COUNT, row, u32(p + 8) & 0xFFFFFF);
                put_whole(t, INTERRUPT_DURATION, row, u32(p + 11) & 0xFFFFFF);
            }
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
        case 11:
            put_code(t, MESSAGE, row, PROBE_OF_HUMIDITY);
            put_probe(t, TEMPERATURE_PROBE, row, i16(p + 7));
            put_real(t, HUMIDITY_PROBE, row, (u16(p + 9) & 0xFFF) / 10.0);
            break;
        case 14:
            put_code(t, MESSAGE, row, MOVED);
            put_flag(t, MOTION, row, p[7] & 1);
            put_whole(t, MOTION_COUNT, row, u32(p + 7) & 0xFFFFFF);
            break;
        default:
            return UNKNOWN_MESSAGE;
        }
    }
    if (end - p > size)
        b->warning[row] |= TRAILING;
    return GOOD;
}

#include "batch.h"
