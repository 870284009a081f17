/* elsys/ers: tags of one byte. */
#include "common.h"

enum {
    TEMPERATURE, HUMIDITY, ACCELERATION_X, ACCELERATION_Y, ACCELERATION_Z, ILLUMINANCE, MOTION_COUNT, CO2,
    BATTERY_VOLTAGE, VOLTAGE_1, LATITUDE, LONGITUDE, PULSE_COUNT_1_DELTA, PULSE_COUNT_1_TOTAL, TEMPERATURE_PROBE_1,
    DIGITAL_INPUT_1, DISTANCE, VIBRATION_COUNT, TEMPERATURE_BOARD, TEMPERATURE_SURFACE, OCCUPANCY_STATE, OCCUPANCY,
    LEAK_LEVEL, LEAK, GRID_REFERENCE, PRESSURE, SOUND_LEVEL_MAX, SOUND_LEVEL_MEAN, PULSE_COUNT_2_DELTA,
    PULSE_COUNT_2_TOTAL, VOLTAGE_2, DIGITAL_INPUT_2, VOLTAGE_3, TVOC, IAQ, GENERIC_BOOL, GENERIC_INT8, GENERIC_INT16,
    DISPLAY_VIEW, TARGET_TEMPERATURE, FAN_SPEED, HUMIDITY_PROBE, BYTES, CRC, DEBUG
};
static const char *const states[] = {"unoccupied", "pending", "occupied"};
static const struct column columns[] = {
    {"temperature", REAL},
    {"humidity", REAL},
    {"acceleration_x", REAL},
    {"acceleration_y", REAL},
    {"acceleration_z", REAL},
    {"illuminance", REAL},
    {"motion_count", WHOLE},
    {"co2", REAL},
    {"battery_voltage", REAL},
    {"input_voltage_1", REAL},
    {"latitude", REAL},
    {"longitude", REAL},
    {"pulse_count_1_delta", WHOLE},
    {"pulse_count_1_total", WHOLE},
    {"temperature_probe_1", REAL},
    {"digital_input_1", FLAG},
    {"distance", REAL},
    {"vibration_count", WHOLE},
    {"temperature_board", REAL},
    {"temperature_surface", REAL},
    {"occupancy_state", CODE, LABELS(states)},
    {"occupancy", FLAG, .status = "fault"},
    {"leak_level", WHOLE},
    {"leak", FLAG},
    {"grid_reference", REAL},
    {"pressure", REAL},
    {"sound_level_max", REAL},
    {"sound_level_mean", REAL},
    {"pulse_count_2_delta", WHOLE},
    {"pulse_count_2_total", WHOLE},
    {"input_voltage_2", REAL},
    {"digital_input_2", FLAG},
    {"input_voltage_3", REAL},
    {"tvoc", REAL},
    {"iaq", REAL},
    {"generic_bool", FLAG},
    {"generic_int8", WHOLE},
    {"generic_int16", WHOLE},
    {"display_view", WHOLE},
    {"target_temperature", REAL},
    {"fan_speed", REAL},
    {"humidity_probe", REAL},
    {"bytes", TEXT},
    {"crc", WHOLE},
    {"debug", TEXT},
};

/* Values with a channel of their own: a row each. */
enum { ROWS, PIXELS, PROBES };
static const struct column pixels[] = {{"temperature_difference_surface", REAL}};
static const struct column probes[] = {{"temperature_probe", REAL}};
static const struct layout tables[] = {{"", columns, COUNT(columns)}, {"", pixels, 1, 1}, {"", probes, 1, 3}};

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[ROWS];
    int32_t probe = 1;
    (void)f_port;
    while (p < end) {
        switch (*p++) {
        case 0x01:
            NEED(2);
            put_real(t, TEMPERATURE, row, i16(p) / 10.0);
            p += 2;
            break;
        case 0x02:
            NEED(1);
            put_real(t, HUMIDITY, row, p[0]);
            p += 1;
            break;
        case 0x03:
            NEED(3);
            put_real(t, ACCELERATION_X, row, (int8_t)p[0] / 63.0);
            put_real(t, ACCELERATION_Y, row, (int8_t)p[1] / 63.0);
            put_real(t, ACCELERATION_Z, row, (int8_t)p[2] / 63.0);
            p += 3;
            break;
        case 0x04:
            NEED(2);
            put_real(t, ILLUMINANCE, row, u16(p));
            p += 2;
            break;
        case 0x05:
            NEED(1);
            put_whole(t, MOTION_COUNT, row, p[0]);
            p += 1;
            break;
        case 0x06:
            NEED(2);
            put_real(t, CO2, row, u16(p));
            p += 2;
            break;
        case 0x07:
            NEED(2);
            put_real(t, BATTERY_VOLTAGE, row, u16(p) / 1000.0);
            p += 2;
            break;
        case 0x08:
            NEED(2);
            put_real(t, VOLTAGE_1, row, u16(p) / 1000.0);
            p += 2;
            break;
        case 0x09:
            NEED(6);
            put_real(t, LATITUDE, row, i24le(p) / 10000.0);
            put_real(t, LONGITUDE, row, i24le(p + 3) / 10000.0);
            p += 6;
            break;
        case 0x0A:
            NEED(2);
            put_whole(t, PULSE_COUNT_1_DELTA, row, u16(p));
            p += 2;
            break;
        case 0x0B:
            NEED(4);
            put_whole(t, PULSE_COUNT_1_TOTAL, row, u32(p));
            p += 4;
            break;
        case 0x0C:
            NEED(2);
            put_real(t, TEMPERATURE_PROBE_1, row, i16(p) / 10.0);
            p += 2;
            break;
        case 0x0D:
            NEED(1);
            put_flag(t, DIGITAL_INPUT_1, row, p[0]);
            p += 1;
            break;
        case 0x0E:
            NEED(2);
            put_real(t, DISTANCE, row, u16(p));
            p += 2;
            break;
        case 0x0F:
            NEED(1);
            put_whole(t, VIBRATION_COUNT, row, p[0]);
            p += 1;
            break;
        case 0x10:
            NEED(4);
            put_real(t, TEMPERATURE_BOARD, row, i16(p) / 10.0);
            put_real(t, TEMPERATURE_SURFACE, row, i16(p + 2) / 10.0);
            p += 4;
            break;
        case 0x11:
            NEED(1);
            put_code(t, OCCUPANCY_STATE, row, p[0]);
            if (p[0] < COUNT(states))
                put_flag(t, OCCUPANCY, row, p[0]);
            else
                put_null(t, OCCUPANCY, row);
            p += 1;
            break;
        case 0x12:
            NEED(1);
            put_whole(t, LEAK_LEVEL, row, p[0]);
            put_flag(t, LEAK, row, p[0]);
            p += 1;
            break;
        case 0x13:
            NEED(65);
            put_real(t, GRID_REFERENCE, row, p[0]);
            for (int32_t pixel = 1; pixel <= 64; pixel++) {
                int64_t at = more(&b->table[PIXELS], row);
                b->table[PIXELS].channel[at] = pixel;
                put_real(&b->table[PIXELS], 0, at, p[pixel] / 10.0);
            }
            p += 65;
            break;
        case 0x14:
            NEED(4);
            put_real(t, PRESSURE, row, u32(p) / 1000.0);
            p += 4;
            break;
        case 0x15:
            NEED(2);
            put_real(t, SOUND_LEVEL_MAX, row, p[0]);
            put_real(t, SOUND_LEVEL_MEAN, row, p[1]);
            p += 2;
            break;
        case 0x16:
            NEED(2);
            put_whole(t, PULSE_COUNT_2_DELTA, row, u16(p));
            p += 2;
            break;
        case 0x17:
            NEED(4);
            put_whole(t, PULSE_COUNT_2_TOTAL, row, u32(p));
            p += 4;
            break;
        case 0x18:
            NEED(2);
            put_real(t, VOLTAGE_2, row, u16(p) / 1000.0);
            p += 2;
            break;
        case 0x19: {
            NEED(2);
            int64_t at = more(&b->table[PROBES], row);
            b->table[PROBES].channel[at] = ++probe;
            put_real(&b->table[PROBES], 0, at, i16(p) / 10.0);
            p += 2;
            break;
        }
        case 0x1A:
            NEED(1);
            put_flag(t, DIGITAL_INPUT_2, row, p[0]);
            p += 1;
            break;
        case 0x1B:
            NEED(4);
            put_real(t, VOLTAGE_3, row, (int32_t)u32(p) / 1000000.0);
            p += 4;
            break;
        case 0x1C:
            NEED(2);
            put_real(t, TVOC, row, u16(p));
            p += 2;
            break;
        case 0x1D:
            NEED(1);
            put_real(t, IAQ, row, p[0]);
            p += 1;
            break;
        case 0x1E:
            NEED(1);
            put_flag(t, GENERIC_BOOL, row, p[0]);
            p += 1;
            break;
        case 0x1F:
            NEED(1);
            put_whole(t, GENERIC_INT8, row, (int8_t)p[0]);
            p += 1;
            break;
        case 0x20:
            if (p == end)
                return GOOD; /* seen in the field */
            NEED(2);
            put_whole(t, GENERIC_INT16, row, i16(p));
            p += 2;
            break;
        case 0x21:
            NEED(1);
            put_whole(t, DISPLAY_VIEW, row, p[0]);
            p += 1;
            break;
        case 0x22:
            NEED(2);
            put_real(t, TARGET_TEMPERATURE, row, i16(p) / 10.0);
            p += 2;
            break;
        case 0x23:
            NEED(1);
            put_real(t, FAN_SPEED, row, p[0]);
            p += 1;
            break;
        case 0x24:
            NEED(1);
            put_real(t, HUMIDITY_PROBE, row, p[0]);
            p += 1;
            break;
        case 0x3B:
            NEED(1);
            NEED(1 + p[0]);
            put_hex(b, BYTES, row, p + 1, p[0]);
            p += 1 + p[0];
            break;
        case 0x3C:
            NEED(4);
            put_whole(t, CRC, row, u32(p));
            p += 4;
            break;
        case 0x3D:
            NEED(4);
            put_hex(b, DEBUG, row, p, 4);
            p += 4;
            break;
        default:
            b->warning[row] |= UNKNOWN_TAG;
            return GOOD;
        }
    }
    return GOOD;
}

#include "batch.h"
