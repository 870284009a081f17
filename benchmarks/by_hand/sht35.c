/* decentlab/dl-sht35-001: a mask says which groups follow. */
#include "common.h"

enum { DEVICE_ID, TEMPERATURE, HUMIDITY, BATTERY_VOLTAGE };
static const struct column columns[] = {
    {"device_id", WHOLE},
    {"temperature", REAL},
    {"humidity", REAL},
    {"battery_voltage", REAL},
};
static const struct layout tables[] = {{"", columns, COUNT(columns)}};

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    (void)f_port;
    NEED(5);
    if (p[0] != 2)
        return UNEXPECTED;
    int mask = u16(p + 3);
    put_whole(t, DEVICE_ID, row, u16(p + 1));
    p += 5;
    if (mask & 1) {
        NEED(4);
        put_real(t, TEMPERATURE, row, (u16(p) * 35 - 589815) / 13107.0);
        put_real(t, HUMIDITY, row, u16(p + 2) * 20 / 13107.0);
        p += 4;
    }
    if (mask & 2) {
        NEED(2);
        put_real(t, BATTERY_VOLTAGE, row, u16(p) / 1000.0);
        p += 2;
    }
    if (p < end)
        b->warning[row] |= TRAILING;
    return GOOD;
}

#include "batch.h"
