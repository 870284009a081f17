/* Loops over the rows of a group, one field at a time: `at` says where each payload is, `to` which row it goes to.
   Where compiler and system can, each loop exists for three kinds of vectors, and the processor chooses. */
#ifndef REDI_KERNELS_H
#define REDI_KERNELS_H

#include <stdint.h>
#include <string.h>

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__) && defined(__GLIBC__) && \
    !defined(__SANITIZE_ADDRESS__)
#define REDI_VECTORS __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define REDI_VECTORS
#endif
#if defined(_MSC_VER)
#define REDI_RESTRICT __restrict
#else
#define REDI_RESTRICT __restrict__
#endif
#define REDI_EACH(k, m) for (int32_t k = 0; k < (m); k++)

typedef const uint8_t *const *REDI_RESTRICT redi_places;

/* ---- one at a time: under a global lock nothing comes between two lines of C */

#if !defined(Py_GIL_DISABLED)
static inline int redi_take(int *busy) { return *busy ? 0 : (*busy = 1); }
static inline void redi_leave(int *busy) { *busy = 0; }
#elif defined(_MSC_VER)
#include <intrin.h>
static inline int redi_take(int *busy) { return !_InterlockedExchange((volatile long *)busy, 1); }
static inline void redi_leave(int *busy) { _InterlockedExchange((volatile long *)busy, 0); }
#else
static inline int redi_take(int *busy) { return !__atomic_exchange_n(busy, 1, __ATOMIC_ACQUIRE); }
static inline void redi_leave(int *busy) { __atomic_store_n(busy, 0, __ATOMIC_RELEASE); }
#endif

/* ---- raw numbers */

#if defined(_MSC_VER)
#include <intrin.h>
#define redi_swap32(x) _byteswap_ulong(x)
#define redi_swap64(x) _byteswap_uint64(x)
static inline int32_t redi_first(uint64_t word)
{
    unsigned long at;
    _BitScanForward64(&at, word);
    return (int32_t)at;
}
#else
#define redi_swap32(x) __builtin_bswap32(x)
#define redi_swap64(x) __builtin_bswap64(x)
#define redi_first(word) __builtin_ctzll(word) /* the place of the lowest bit of a word that has one */
#endif

static inline uint32_t redi_four(const uint8_t *p)
{
    uint32_t four;
    memcpy(&four, p, 4);
    return four;
}

/* Words of one to four bytes; `load` is their size and, from bit 4 on, their order: 0 big, 1 little, 2 by words. */
static void redi_words(uint32_t *REDI_RESTRICT raw, redi_places at, int64_t off, int32_t m, int32_t load)
{
    switch (load) {
    case 1: case 1 + 16: case 1 + 32:
        REDI_EACH(k, m) raw[k] = at[k][off];
        break;
    case 2 + 16:
        REDI_EACH(k, m) { const uint8_t *p = at[k] + off; raw[k] = p[0] | (uint32_t)p[1] << 8; }
        break;
    case 2: case 2 + 32:
        REDI_EACH(k, m) { const uint8_t *p = at[k] + off; raw[k] = p[1] | (uint32_t)p[0] << 8; }
        break;
    case 3 + 16:
        if (off > 0) /* with the byte before it is one load */
            REDI_EACH(k, m) raw[k] = redi_four(at[k] + off - 1) >> 8;
        else
            REDI_EACH(k, m) { const uint8_t *p = at[k]; raw[k] = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16; }
        break;
    case 3: case 3 + 32:
        if (off > 0)
            REDI_EACH(k, m) raw[k] = redi_swap32(redi_four(at[k] + off - 1)) & 0xFFFFFF;
        else
            REDI_EACH(k, m) { const uint8_t *p = at[k]; raw[k] = p[2] | ((uint32_t)p[1] | (uint32_t)p[0] << 8) << 8; }
        break;
    case 4 + 16:
        REDI_EACH(k, m) raw[k] = redi_four(at[k] + off);
        break;
    case 4 + 32:
        REDI_EACH(k, m) { uint32_t w = redi_swap32(redi_four(at[k] + off)); raw[k] = w << 16 | w >> 16; }
        break;
    default:
        REDI_EACH(k, m) raw[k] = redi_swap32(redi_four(at[k] + off));
    }
}

/* Eight bytes of each payload, as they are or the other way round: most fields lie in one that is there already.
   Payloads of four to seven bytes are read as two words that overlap. */
static void redi_windows(uint64_t *REDI_RESTRICT window, redi_places at, int64_t off, int32_t m, int32_t length,
                         int32_t swapped)
{
    if (length < 8)
        REDI_EACH(k, m) {
            uint64_t w = redi_four(at[k]) | (uint64_t)redi_four(at[k] + length - 4) << (8 * length - 32);
            window[k] = swapped ? redi_swap64(w) : w;
        }
    else if (swapped)
        REDI_EACH(k, m) { uint64_t w; memcpy(&w, at[k] + off, 8); window[k] = redi_swap64(w); }
    else
        REDI_EACH(k, m) memcpy(&window[k], at[k] + off, 8);
}

/* Bits of a window: brought to its upper end by `up`, and of the upper 32 bits down by `down`. */
REDI_VECTORS static void redi_seen(uint32_t *REDI_RESTRICT raw, const uint64_t *REDI_RESTRICT window, int32_t m,
                                   int32_t up, int32_t down, int32_t sign)
{
    if (sign)
        REDI_EACH(k, m) raw[k] = (uint32_t)((int32_t)(uint32_t)(window[k] << up >> 32) >> down);
    else
        REDI_EACH(k, m) raw[k] = (uint32_t)(window[k] << up >> 32) >> down;
}

/* The bits of each word: up by `up`, then down by `down`, with the sign or without. */
REDI_VECTORS static void redi_bits_of(uint32_t *REDI_RESTRICT raw, int32_t m, int32_t up, int32_t down, int32_t sign)
{
    if (sign)
        REDI_EACH(k, m) raw[k] = (uint32_t)((int32_t)(raw[k] << up) >> down);
    else
        REDI_EACH(k, m) raw[k] = raw[k] << up >> down;
}

/* One span more: `bits` bits from `shift` on, behind those that are there. */
REDI_VECTORS static void redi_join(uint32_t *REDI_RESTRICT joined, const uint32_t *REDI_RESTRICT raw, int32_t m,
                                   int32_t shift, int32_t bits)
{
    uint32_t mask = bits < 32 ? (UINT32_C(1) << bits) - 1 : ~UINT32_C(0);
    REDI_EACH(k, m) joined[k] = (bits < 32 ? joined[k] << bits : 0) | (raw[k] >> shift & mask);
}

/* ---- what is beyond belief, or says that there is no value */

#define REDI_RANGES(outside, within, type)                                                                              \
    REDI_VECTORS static int32_t outside(uint8_t *REDI_RESTRICT odd, const type *REDI_RESTRICT raw, int32_t m, type low, \
                                        type high)                                                                     \
    {                                                                                                                   \
        int32_t any = 0;                                                                                                \
        REDI_EACH(k, m) any |= (raw[k] < low) | (raw[k] > high);                                                       \
        if (any)                                                                                                        \
            REDI_EACH(k, m) odd[k] |= (raw[k] < low) | (raw[k] > high);                                                \
        return any;                                                                                                     \
    }                                                                                                                   \
    REDI_VECTORS static int32_t within(uint8_t *REDI_RESTRICT nulls, const type *REDI_RESTRICT raw, int32_t m, type low, \
                                       type high, int32_t status)                                                      \
    {                                                                                                                   \
        int32_t any = 0;                                                                                                \
        REDI_EACH(k, m) any |= (raw[k] >= low) & (raw[k] <= high);                                                     \
        if (any)                                                                                                        \
            REDI_EACH(k, m) nulls[k] = nulls[k] == 0 && raw[k] >= low && raw[k] <= high ? (uint8_t)status : nulls[k];  \
        return any;                                                                                                     \
    }
REDI_RANGES(redi_outside, redi_within, int32_t)
REDI_RANGES(redi_outside_wide, redi_within_wide, int64_t)

/* What is a sentinel is not beyond belief as well. Returns whether something is left that is. */
REDI_VECTORS static int32_t redi_only(uint8_t *REDI_RESTRICT odd, const uint8_t *REDI_RESTRICT nulls, int32_t m)
{
    uint8_t any = 0;
    REDI_EACH(k, m) any |= odd[k] = odd[k] & (nulls[k] == 0);
    return any;
}

/* ---- values */

/* (raw · mul + add) ÷ by, which stays below 2³¹ on the way; dividing by a power of two is multiplying, exactly. */
REDI_VECTORS static void redi_reals(double *REDI_RESTRICT out, const int32_t *REDI_RESTRICT raw, int32_t m, int32_t mul,
                                    int32_t add, double by)
{
    if (by == 1)
        REDI_EACH(k, m) out[k] = raw[k] * mul + add;
    else if (by > 0 && by < 65536 && ((int32_t)by & ((int32_t)by - 1)) == 0) {
        double part = 1 / by;
        REDI_EACH(k, m) out[k] = (raw[k] * mul + add) * part;
    } else if (mul == 1 && add == 0)
        REDI_EACH(k, m) out[k] = raw[k] / by;
    else
        REDI_EACH(k, m) out[k] = (raw[k] * mul + add) / by;
}

REDI_VECTORS static void redi_wholes(int64_t *REDI_RESTRICT out, const int32_t *REDI_RESTRICT raw, int32_t m, int32_t mul,
                                     int32_t add)
{
    REDI_EACH(k, m) out[k] = raw[k] * mul + add;
}

/* The operators of K_TEST: = ≠ < ≤ > ≥. */
REDI_VECTORS static void redi_tests(uint8_t *REDI_RESTRICT out, const int32_t *REDI_RESTRICT raw, int32_t m, int32_t op,
                                    int32_t with)
{
    switch (op) {
    case 0: REDI_EACH(k, m) out[k] = raw[k] == with; break;
    case 1: REDI_EACH(k, m) out[k] = raw[k] != with; break;
    case 2: REDI_EACH(k, m) out[k] = raw[k] < with; break;
    case 3: REDI_EACH(k, m) out[k] = raw[k] <= with; break;
    case 4: REDI_EACH(k, m) out[k] = raw[k] > with; break;
    default: REDI_EACH(k, m) out[k] = raw[k] >= with;
    }
}

/* ---- to the rows */

static void redi_scatter(int64_t *REDI_RESTRICT out, const int64_t *REDI_RESTRICT from, const int32_t *REDI_RESTRICT to,
                         int32_t m)
{
    REDI_EACH(k, m) out[to[k]] = from[k];
}

/* A byte of 0 or 1 for every row, those of the group set; `bytes` is a multiple of eight. */
static void redi_flags(uint8_t *REDI_RESTRICT flags, int64_t bytes, const int32_t *REDI_RESTRICT to, int32_t m)
{
    memset(flags, 0, (size_t)bytes);
    REDI_EACH(k, m) flags[to[k]] = 1;
}

/* The same where a row is no sentinel; `status` gets what the sentinels say. */
static void redi_known(uint8_t *REDI_RESTRICT flags, int64_t bytes, uint8_t *REDI_RESTRICT status,
                       const uint8_t *REDI_RESTRICT nulls, const int32_t *REDI_RESTRICT to, int32_t m)
{
    memset(flags, 0, (size_t)bytes);
    REDI_EACH(k, m) flags[to[k]] = nulls[k] == 0;
    REDI_EACH(k, m) status[to[k]] = nulls[k];
}

static void redi_flags_of(uint8_t *REDI_RESTRICT flags, const uint8_t *REDI_RESTRICT from,
                          const int32_t *REDI_RESTRICT to, int32_t m)
{
    REDI_EACH(k, m) flags[to[k]] = from[k];
}

/* Eight bytes of 0 or 1 become the bits of one. */
REDI_VECTORS static void redi_pack(uint8_t *REDI_RESTRICT bits, const uint8_t *REDI_RESTRICT flags, int64_t bytes)
{
    for (int64_t i = 0; i < bytes; i++) {
        uint64_t eight;
        memcpy(&eight, flags + 8 * i, 8);
        bits[i] = (uint8_t)(eight * UINT64_C(0x0102040810204080) >> 56);
    }
}

REDI_VECTORS static void redi_add_bits(uint8_t *REDI_RESTRICT out, const uint8_t *REDI_RESTRICT bits, int64_t bytes)
{
    for (int64_t i = 0; i < bytes; i++)
        out[i] |= bits[i];
}

REDI_VECTORS static void redi_put_bits(uint8_t *REDI_RESTRICT out, const uint8_t *REDI_RESTRICT values,
                                       const uint8_t *REDI_RESTRICT which, int64_t bytes)
{
    for (int64_t i = 0; i < bytes; i++)
        out[i] = (uint8_t)((out[i] & ~which[i]) | (values[i] & which[i]));
}

/* The first byte from `k` on that is not 0; `m` if there is none. */
static int32_t redi_next(const uint8_t *odd, int32_t k, int32_t m)
{
    while (k < m) {
        uint64_t eight;
        if ((k & 7) == 0 && k + 8 <= m && (memcpy(&eight, odd + k, 8), eight == 0))
            k += 8;
        else if (odd[k])
            return k;
        else
            k++;
    }
    return m;
}

/* One number into all rows. */
#define REDI_FILL(name, type)                                                                                           \
    static void name(type *REDI_RESTRICT out, const int32_t *REDI_RESTRICT to, int32_t m, int32_t dense, type number) \
    {                                                                                                                   \
        if (dense)                                                                                                      \
            REDI_EACH(k, m) out[to[0] + k] = number;                                                                   \
        else                                                                                                            \
            REDI_EACH(k, m) out[to[k]] = number;                                                                       \
    }
REDI_FILL(redi_fill16, int16_t)
REDI_FILL(redi_fill32, uint32_t)

/* Zero the cells whose bit is not set. */
REDI_VECTORS static void redi_blank(int64_t *REDI_RESTRICT cells, const uint64_t *REDI_RESTRICT valid, int64_t rows)
{
    for (int64_t row = 0; row < rows; row += 64) {
        uint64_t word = valid[row >> 6];
        int64_t *some = cells + row;
        int64_t last = rows - row < 64 ? rows - row : 64;
        if (word == 0)
            memset(some, 0, (size_t)last * 8);
        else if (word != ~UINT64_C(0))
            for (int64_t k = 0; k < last; k++)
                some[k] &= -(int64_t)(word >> k & 1);
    }
}

/* ---- guards and offsets */

static uint64_t redi_word(const uint8_t *p, int32_t size)
{
    uint64_t eight;
    uint32_t four;
    uint16_t two;
    switch (size) {
    case 8: memcpy(&eight, p, 8); return eight;
    case 4: memcpy(&four, p, 4); return four;
    case 2: memcpy(&two, p, 2); return two;
    case 1: return p[0];
    default: return 0;
    }
}

/* Which payloads differ in the bits that a guard holds. */
static uint64_t redi_guard(uint8_t *REDI_RESTRICT odd, redi_places at, int32_t m, int64_t off, int32_t size,
                           uint64_t mask, uint64_t want)
{
    uint64_t any = 0;
    switch (size) {
    case 8:
        REDI_EACH(k, m) any |= (redi_word(at[k] + off, 8) & mask) ^ want;
        break;
    case 4:
        REDI_EACH(k, m) any |= (redi_word(at[k] + off, 4) & mask) ^ want;
        break;
    default:
        REDI_EACH(k, m) any |= (redi_word(at[k] + off, size) & mask) ^ want;
    }
    if (any)
        REDI_EACH(k, m) odd[k] |= (redi_word(at[k] + off, size) & mask) != want;
    return any;
}

/* Which payloads have bits that they must not have. */
static uint64_t redi_other(uint8_t *REDI_RESTRICT odd, redi_places at, int32_t m, int64_t off, int32_t size,
                           uint64_t mask, uint64_t other)
{
    uint64_t any = 0;
    if (size == 8)
        REDI_EACH(k, m) any |= (redi_word(at[k] + off, 8) & mask) == other;
    else
        REDI_EACH(k, m) any |= (redi_word(at[k] + off, size) & mask) == other;
    if (any)
        REDI_EACH(k, m) odd[k] |= (redi_word(at[k] + off, size) & mask) == other;
    return any;
}

/* ---- checksums: four bytes at a time, of four payloads at a time, for each step waits for the one before */

struct redi_crc {
    uint32_t table[4][256]; /* of a byte with none, one, two, three more behind it */
    uint32_t start, last, mask;
    int32_t bits, reflected;
};

/* `plain` is the program's: bits, start, reflected, final, and the table of single bytes. */
static void redi_crc_of(struct redi_crc *crc, const int64_t *plain)
{
    crc->bits = (int32_t)plain[0], crc->start = (uint32_t)plain[1], crc->reflected = plain[2] != 0;
    crc->last = (uint32_t)plain[3], crc->mask = (uint32_t)((UINT64_C(1) << plain[0]) - 1);
    for (int b = 0; b < 256; b++)
        crc->table[0][b] = (uint32_t)plain[4 + b];
    for (int more = 1; more < 4; more++)
        for (int b = 0; b < 256; b++) {
            uint32_t v = crc->table[more - 1][b];
            crc->table[more][b] = crc->reflected ? v >> 8 ^ crc->table[0][v & 255]
                                                 : ((v << 8) ^ crc->table[0][v >> (crc->bits - 8) & 255]) & crc->mask;
        }
}

static inline uint32_t redi_crc_four(const struct redi_crc *crc, uint32_t v, const uint8_t *p)
{
    if (crc->reflected) {
        v ^= redi_four(p);
        return crc->table[3][v & 255] ^ crc->table[2][v >> 8 & 255] ^ crc->table[1][v >> 16 & 255] ^ crc->table[0][v >> 24];
    }
    v = (v << (32 - crc->bits)) ^ redi_swap32(redi_four(p));
    return crc->table[3][v >> 24] ^ crc->table[2][v >> 16 & 255] ^ crc->table[1][v >> 8 & 255] ^ crc->table[0][v & 255];
}

static inline uint32_t redi_crc_one(const struct redi_crc *crc, uint32_t v, uint8_t p)
{
    return crc->reflected ? v >> 8 ^ crc->table[0][(v ^ p) & 255]
                          : ((v << 8) ^ crc->table[0][((v >> (crc->bits - 8)) ^ p) & 255]) & crc->mask;
}

/* The checksums of the first `n` bytes of each payload. */
static void redi_crcs(uint32_t *REDI_RESTRICT out, redi_places at, int32_t m, int64_t n, const struct redi_crc *crc)
{
    int32_t k = 0;
    for (; k < m; k += m - k >= 4 ? 4 : 1) {
        uint32_t v[4] = {crc->start, crc->start, crc->start, crc->start};
        int64_t i = 0;
        int lanes = m - k >= 4 ? 4 : 1;
        if (lanes == 4)
            for (; i + 4 <= n; i += 4)
                for (int lane = 0; lane < 4; lane++)
                    v[lane] = redi_crc_four(crc, v[lane], at[k + lane] + i);
        for (; i < n; i++)
            for (int lane = 0; lane < lanes; lane++)
                v[lane] = redi_crc_one(crc, v[lane], at[k + lane][i]);
        for (int lane = 0; lane < lanes; lane++)
            out[k + lane] = v[lane] ^ crc->last;
    }
}

/* ---- pieces of Arrow */

/* Pointers and lengths from offsets; not 0 if an offset is out of order or outside. */
#define REDI_OFFSETS(name, type)                                                                                        \
    REDI_VECTORS static int32_t name(const uint8_t **REDI_RESTRICT ptr, int32_t *REDI_RESTRICT len,                    \
                                     const uint8_t *data, const type *REDI_RESTRICT offsets, int32_t m, int64_t low,   \
                                     int64_t high)                                                                     \
    {                                                                                                                   \
        int32_t odd = m > 0 && (offsets[0] < low || offsets[m] > high ||                                               \
                                (uint64_t)offsets[m] - (uint64_t)offsets[0] > 0x7FFFFFFF);                             \
        REDI_EACH(k, m) odd |= offsets[k + 1] < offsets[k];                                                            \
        if (odd)                                                                                                        \
            return odd;                                                                                                 \
        REDI_EACH(k, m) ptr[k] = data + offsets[k];                                                                    \
        REDI_EACH(k, m) len[k] = (int32_t)(offsets[k + 1] - offsets[k]);                                               \
        return 0;                                                                                                       \
    }
REDI_OFFSETS(redi_offsets32, int32_t)
REDI_OFFSETS(redi_offsets64, int64_t)

REDI_VECTORS static int32_t redi_differ(const int32_t *REDI_RESTRICT numbers, int32_t m, int32_t from)
{
    int32_t odd = 0;
    REDI_EACH(k, m) odd |= numbers[k] ^ from;
    return odd;
}

#endif
