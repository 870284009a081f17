/* milesight-iot/em300-th, am102: tags of channel and type, and a history of records of LOGGED bytes. */
#include "common.h"

enum { BATTERY, TEMPERATURE, HUMIDITY };
static const struct column columns[] = {{"battery", REAL}, {"temperature", REAL}, {"humidity", REAL}};

enum { RECORD_TIME, RECORD_TEMPERATURE, RECORD_HUMIDITY };
static const struct column history[] = {{"time", TIME}, {"temperature", REAL}, {"humidity", REAL}};

static const struct layout tables[] = {{"", columns, 3}, {"records", history, 3, 2 + LOGGED}};

static inline enum fault decode(struct batch *b, int64_t row, const uint8_t *p, const uint8_t *end, int f_port)
{
    const struct table *t = &b->table[0];
    (void)f_port;
    while (p < end) {
        NEED(2);
        int tag = u16(p);
        p += 2;
        if (tag == 0x0175) {
            NEED(1);
            put_real(t, BATTERY, row, p[0]);
            p += 1;
        } else if (tag == 0x0367) {
            NEED(2);
            put_real(t, TEMPERATURE, row, i16le(p) / 10.0);
            p += 2;
        } else if (tag == 0x0468) {
            NEED(1);
            put_real(t, HUMIDITY, row, p[0] / 2.0);
            p += 1;
        } else if (tag == 0x20CE) {
            NEED(LOGGED);
            int64_t record = more(&b->table[1], row);
            put_time(&b->table[1], RECORD_TIME, record, u32le(p));
            put_real(&b->table[1], RECORD_TEMPERATURE, record, i16le(p + 4) / 10.0);
            put_real(&b->table[1], RECORD_HUMIDITY, record, p[6] / 2.0);
            p += LOGGED;
        } else if (tag >= 0xFE00) {
            return NOT_COVERED;
        } else {
            b->warning[row] |= UNKNOWN_TAG;
            break;
        }
    }
    return GOOD;
}

#include "batch.h"
