/* What the formats in C share: columns as Arrow lays them out, and ways to read bytes. `batch.h` has the loop. */
#ifndef COMMON_H
#define COMMON_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A double, an int64, a bit, an int32 into labels, a piece of the arena, microseconds since 1970. */
enum kind { REAL, WHOLE, FLAG, CODE, TEXT, TIME };

enum fault { GOOD, NO_PAYLOAD, TRUNCATED, UNKNOWN_PORT, UNKNOWN_MESSAGE, UNEXPECTED, CHECKSUM, NOT_COVERED };
enum warning { TRAILING = 1, UNKNOWN_TAG = 2 };

/* What a column is called and holds: labels by code (NULL: unknown_<code>), the status of its values that are none. */
struct column {
    const char *name;
    enum kind kind;
    const char *const *labels;
    int32_t label_count;
    const char *status;
};

/* A table of columns; one that has several rows a payload says how few bytes make a row. */
struct layout {
    const char *name;
    const struct column *columns;
    int32_t column_count;
    int64_t row_bytes;
};

struct text {
    int64_t start, length;
};

/* Validity in words of 64 bits: the same memory as Arrow's bytes on a little-endian machine. */
struct values {
    void *at;
    uint64_t *valid;
    uint8_t *status;
};

struct table {
    struct values column[48];
    int64_t *row;
    int32_t *channel;
    int64_t rows, room;
};

struct batch {
    struct table table[4];
    uint8_t *error;
    uint8_t *warning;
    char *arena;
    int64_t used, rows;
};

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))
#define LABELS(names) .labels = names, .label_count = COUNT(names)
#define NEED(bytes)            \
    if (end - p < (bytes))     \
        return TRUNCATED

static inline void set(uint64_t *bits, int64_t row) { bits[row >> 6] |= UINT64_C(1) << (row & 63); }

static inline void put_real(const struct table *t, int column, int64_t row, double value)
{
    ((double *)t->column[column].at)[row] = value;
    set(t->column[column].valid, row);
}

static inline void put_whole(const struct table *t, int column, int64_t row, int64_t value)
{
    ((int64_t *)t->column[column].at)[row] = value;
    set(t->column[column].valid, row);
}

static inline void put_time(const struct table *t, int column, int64_t row, int64_t seconds)
{
    put_whole(t, column, row, seconds * 1000000);
}

static inline void put_flag(const struct table *t, int column, int64_t row, int value)
{
    uint64_t *bits = &((uint64_t *)t->column[column].at)[row >> 6];
    uint64_t bit = UINT64_C(1) << (row & 63);
    *bits = value ? *bits | bit : *bits & ~bit;
    set(t->column[column].valid, row);
}

static inline void put_code(const struct table *t, int column, int64_t row, int32_t value)
{
    ((int32_t *)t->column[column].at)[row] = value;
    set(t->column[column].valid, row);
}

static inline void put_null(const struct table *t, int column, int64_t row)
{
    t->column[column].valid[row >> 6] &= ~(UINT64_C(1) << (row & 63));
    t->column[column].status[row] = 1;
}

/* A day; none, where there is no such day. */
static inline void put_date(const struct table *t, int column, int64_t row, int64_t year, int64_t month, int64_t day)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days[month - 1] + (leap && month == 2)) {
        put_null(t, column, row);
        return;
    }
    if (month <= 2)
        year--, month += 12;
    put_time(t, column, row,
             86400 * (365 * year + year / 4 - year / 100 + year / 400 + (153 * month - 457) / 5 + day - 719469));
}

static inline void put_text(struct batch *b, int column, int64_t row, const char *from, int64_t length)
{
    memcpy(b->arena + b->used, from, (size_t)length);
    ((struct text *)b->table[0].column[column].at)[row] = (struct text){b->used, length};
    b->used += length;
    set(b->table[0].column[column].valid, row);
}

static inline void put_hex(struct batch *b, int column, int64_t row, const uint8_t *from, int64_t length)
{
    char *to = b->arena + b->used;
    for (int64_t i = 0; i < length; i++) {
        *to++ = "0123456789abcdef"[from[i] >> 4];
        *to++ = "0123456789abcdef"[from[i] & 15];
    }
    ((struct text *)b->table[0].column[column].at)[row] = (struct text){b->used, 2 * length};
    b->used += 2 * length;
    set(b->table[0].column[column].valid, row);
}

static inline char *put_digits(char *to, unsigned number)
{
    if (number >= 100)
        *to++ = (char)('0' + number / 100);
    if (number >= 10)
        *to++ = (char)('0' + number / 10 % 10);
    *to++ = (char)('0' + number % 10);
    return to;
}

static inline void put_version(struct batch *b, int column, int64_t row, unsigned major, unsigned minor)
{
    char text[8], *to = put_digits(text, major);
    *to++ = '.';
    to = put_digits(to, minor);
    put_text(b, column, row, text, to - text);
}

/* One more row of a table that has several a payload; there is room for as many as the payloads' bytes can hold. */
static inline int64_t more(struct table *t, int64_t row)
{
    t->row[t->rows] = row;
    return t->rows++;
}

static inline int16_t i16le(const uint8_t *p) { return (int16_t)(p[0] | p[1] << 8); }
static inline uint16_t u16le(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }
static inline int16_t i16(const uint8_t *p) { return (int16_t)(p[0] << 8 | p[1]); }
static inline uint16_t u16(const uint8_t *p) { return (uint16_t)(p[0] << 8 | p[1]); }
static inline int32_t u24le(const uint8_t *p) { return p[0] | p[1] << 8 | p[2] << 16; }
static inline int32_t i24le(const uint8_t *p) { return (u24le(p) ^ 0x800000) - 0x800000; }
static inline uint32_t u32(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)(p[1] << 16 | p[2] << 8 | p[3]); }
static inline uint32_t u32le(const uint8_t *p) { return (uint32_t)p[3] << 24 | (uint32_t)(p[2] << 16 | p[1] << 8 | p[0]); }

#endif
