# The machine: one payload through a program. Nothing here needs the GIL, and nothing trusts a payload.

from libc.math cimport INFINITY, NAN, floor, fabs, isfinite, isnan, modf, rint
from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy, memset

cdef extern from *:
    """
    #if defined(_MSC_VER)
    #include <intrin.h>
    #define redi_swap64(x) _byteswap_uint64(x)
    #define redi_claim(at, made) (_InterlockedCompareExchangePointer((at), (made), NULL) == NULL)
    #else
    #define redi_swap64(x) __builtin_bswap64(x)
    #define redi_claim(at, made) __sync_bool_compare_and_swap((at), NULL, (made))
    #endif
    #if defined(__linux__)
    #include <sys/mman.h>
    #endif
    /* Large columns on large pages, where the system has them: the first touch of each page is a good part of the time. */
    static void redi_huge(void *at, long long size) {
    #if defined(MADV_HUGEPAGE)
        const unsigned long long page = 2ULL << 20;
        unsigned long long start = ((unsigned long long)at + page - 1) & ~(page - 1);
        unsigned long long stop = ((unsigned long long)at + (unsigned long long)size) & ~(page - 1);
        if (size >= (4LL << 20) && stop > start) madvise((void *)start, stop - start, MADV_HUGEPAGE);
    #else
        (void)at; (void)size;
    #endif
    }
    #if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    #error "columns are little-endian, as Arrow's are"
    #endif
    """
    uint64_t redi_swap64(uint64_t x) nogil
    bint redi_claim(void **at, void *made) nogil
    void redi_huge(void *at, int64_t size) nogil

cdef extern from "_kernels.h":
    uint64_t redi_word(const uint8_t *p, int32_t size) nogil
    void redi_blank(int64_t *cells, const uint64_t *valid, int64_t rows) nogil

# As in program.py; asserted when the module is imported.
cdef enum:
    END, FIELD, SKIP, SWITCH, UNLESS, UNBIT, ALU, KNOWN, PEEK, UNTIL, ENTER, ROOM, LEAVE, GOTO, TEXT, STORE
    NULL_, TIMES, TURN, ROW, DATE, MERGE, COUNT, CLIP, LOST, CHECK, NAME, WARN, FAIL, CLEAR, MOVE

cdef enum:
    ADD, SUB, MUL, DIV, FLOORDIV, MOD, EQ, NE, LT, LE, GT, GE, MIN_, MAX_, AND_, OR_, NOT_, BITS, OR_ZERO
    SAME, DIFFERS, SELECT, AND_THEN, OR_ELSE

cdef enum:
    K_INT, K_DIV, K_TEST, K_TABLE, K_CHOICE, K_SEARCH, K_MIXED, K_DOTTED, K_GPS, K_REAL

cdef enum:
    T_FLOAT, T_INT, T_BOOL, T_ENUM, T_TEXT, T_BYTES, T_TIME

cdef enum:
    R_LENGTH, R_PORT, R_RECEIVED, R_TIME

cdef enum:
    NOTHING, WHOLE, REAL

cdef enum:
    GOOD, IMPLAUSIBLE, FAULT, UNKNOWN

cdef enum:
    ROWS, RECORD, CHANNEL

# The error codes that need no reason.
cdef enum:
    NOTHING_THERE = 1
    INVALID_PAYLOAD = 2

cdef enum:
    LAZY = 1 << 25  # from so many bytes on, memory from the system is zero without anybody touching it

# Rows are decoded by blocks of so many.
cdef enum:
    BLOCK_BITS = 10
    BLOCK = 1024

# What a shape may hold, and how many tables a program with children may have for it to have shapes that write there.
cdef enum:
    MOST_STORES = 192
    MOST_GUARDS = 32
    MOST_OTHERS = 4
    MOST_BORN = 64
    MOST_TABLES = 8

cdef int64_t EARLIEST = -62135596800
cdef int64_t LATEST = 253402300799

cdef struct Instr:
    int32_t op, next, off, need, adv, err, load, spans, shl, shr, col, reg, x, a, b, lim

cdef struct Xform:
    int64_t kind, mul, add, den, table, size, nulls, bits
    double divisor
    int64_t low, high  # raw numbers outside are implausible

cdef struct Slot:
    int64_t table, type
    double low, high

cdef struct Reg:
    int64_t i
    double f
    int32_t kind
    int32_t source  # the instruction that read it, while a shape is traced; -1: it is settled
    int32_t low, high  # which of the bits read it holds
    int64_t at

cdef struct Code:
    Instr *code
    Xform *xforms
    Slot *slots
    int64_t *ints
    double *floats
    int32_t *first
    int32_t *parents
    int32_t *kinds
    int32_t *cleared
    int64_t *dotted     # of each dotted number how many widths, and up to 15 of them
    int64_t *constants  # pairs of register and value
    int32_t size, slots_count, tables, registers, constants_count, cleared_count

cdef struct Col:
    void *values
    uint8_t *clean       # a byte a block, if the memory was not zeroed: whether cells without a value are zero
    uint8_t *valid
    uint8_t *status

cdef struct Tab:
    int64_t count, cap
    int64_t *row
    int64_t *record
    int32_t *channel
    int64_t *time
    uint8_t *dated

cdef struct Fault:
    int64_t row
    int32_t err
    int32_t offset

cdef struct Store:
    int32_t instr
    int32_t born         # which of the new rows of children it goes to; -1: the payload's own
    int32_t again        # something else was written there before
    int32_t common       # all shapes that are known do the same
    int64_t at, length   # where it reads: offset, and the length of text
    int32_t kind         # what it stores, if it is the same in all payloads of the shape
    int64_t i
    double f

cdef struct Guard:
    int32_t off, size
    uint64_t mask, want

cdef struct Born:
    int32_t table, turn  # the how-manieth row of its table that this payload adds
    int32_t parent       # the turn of the record that it belongs to
    int32_t channel
    int32_t dated        # the instruction that reads its time, or -1
    int64_t dated_at

cdef struct Trace:
    bint broken
    Store *store
    Born *born
    int32_t stores, borns
    int32_t[MOST_TABLES] grown    # rows added to each table
    int32_t[MOST_TABLES] current  # which of them is written to
    uint8_t *mask        # what has to be equal for this shape, a byte a byte
    Guard *other
    int32_t others
    int32_t dated        # the instruction that reads the time, or -1
    int32_t check        # that of a checksum over the whole payload, or -1
    int64_t dated_at

cdef struct Run:
    Code *p
    Reg *regs
    Col **cols           # those of table 0 are shared by all threads
    Tab *tabs
    Tab *own             # table 0, shared by all threads
    int64_t *at          # the row of each table that is written to
    int64_t *start       # how many rows each table had before this payload
    uint8_t *fresh       # whether that row is new
    int64_t *last        # for each table with a channel: the last row of each channel
    int64_t rows
    int16_t **messages
    uint8_t **errors
    uint32_t **warnings
    int64_t received     # microseconds; NEVER where there is none
    Fault *faults
    int64_t faults_count, faults_cap
    int32_t message
    uint32_t warned
    int32_t err
    int64_t err_at
    bint starved         # out of memory
    int64_t shaped       # rows that had a shape
    int64_t expected     # rows that are decoded at a time
    Trace *trace
    int32_t *touched     # for a single payload: which cells were written to, in their order
    int32_t touched_count
    int64_t[256] rows_touched

cdef int64_t NEVER = -(<int64_t>1 << 62)

# ---- memory

cdef inline int64_t width_of(int64_t type, int64_t rows) noexcept nogil:
    if type == T_BOOL:
        return (rows + 7) >> 3
    if type == T_ENUM:
        return rows * 4
    if type == T_TEXT or type == T_BYTES:
        return rows * 16
    return rows * 8


cdef inline bint claimed(void **at, int64_t size) noexcept nogil:
    """Zeroed memory at a place that several threads may want at once."""
    cdef void *made
    if at[0] != NULL:
        return True
    made = calloc(size if size > 0 else 1, 1)
    if made == NULL:
        return False
    redi_huge(made, size)
    if not redi_claim(at, made):
        free(made)
    return True


cdef bint has_values(Run *r, int32_t col) noexcept nogil:
    cdef Col *c = r.cols[col]
    cdef int64_t type = r.p.slots[col].type
    cdef int64_t rows = r.tabs[r.p.slots[col].table].cap
    cdef int64_t size = width_of(type, rows)
    cdef void *made
    if c.values != NULL:
        return True
    if claimed(<void **>&c.valid, ((rows + 63) >> 6) << 3):
        if type == T_BOOL or size >= LAZY or r.p.slots[col].table != 0:
            if claimed(&c.values, size):
                return True
        elif type == T_TEXT or type == T_BYTES or type == T_ENUM or (
            claimed(<void **>&c.clean, (rows >> BLOCK_BITS) + 1)
        ):  # zeroing costs as much as writing: only what stays without value is zeroed, later or on the way out
            made = malloc(size if size > 0 else 1)
            if made != NULL:
                redi_huge(made, size)
                if not redi_claim(&c.values, made):
                    free(made)
                return True
    r.starved = True
    return False


cdef bint has_memory(Run *r, void **at, int64_t size) noexcept nogil:
    if not claimed(at, size):
        r.starved = True
        return False
    return True


cdef void blank_block(Col *c, int64_t block, int64_t rows) noexcept nogil:
    """Zero the cells of a block that have no value."""
    cdef int64_t row = block << BLOCK_BITS
    if c.values != NULL and c.clean != NULL and not c.clean[block]:
        redi_blank(<int64_t *>c.values + row, <const uint64_t *>c.valid + (row >> 6), min(rows - row, BLOCK))
        c.clean[block] = 1


cdef bint has_status(Run *r, int32_t col) noexcept nogil:
    cdef Col *c = r.cols[col]
    if claimed(<void **>&c.status, r.tabs[r.p.slots[col].table].cap):
        return True
    r.starved = True
    return False


cdef bint regrow(void **at, int64_t old, int64_t new, bint zeroed) noexcept nogil:
    """More room, zeroed, or less."""
    cdef uint8_t *made
    if at[0] == NULL:
        return True
    made = <uint8_t *>realloc(at[0], new if new > 0 else 1)
    if made == NULL:
        return False
    if new > old and zeroed:
        memset(made + old, 0, new - old)
    at[0] = made
    return True


cdef bint resized(Run *r, int32_t table, int64_t cap, bint zeroed) noexcept nogil:
    """Give a table of children room for so many rows; not ``zeroed`` if all of it is written at once."""
    cdef Tab *t = &r.tabs[table]
    cdef int64_t old = t.cap
    cdef int32_t col
    cdef Col *c
    cdef int64_t type
    for col in range(r.p.first[table], r.p.first[table + 1]):
        c = r.cols[col]
        type = r.p.slots[col].type
        if not regrow(&c.values, width_of(type, old), width_of(type, cap), zeroed or type == T_BOOL):
            return False
        if not regrow(<void **>&c.valid, ((old + 63) >> 6) << 3, ((cap + 63) >> 6) << 3, True):
            return False
        if not regrow(<void **>&c.status, old, cap, True):
            return False
    if t.row == NULL:
        t.row = <int64_t *>calloc(cap, 8)
        t.record = <int64_t *>calloc(cap, 8) if r.p.parents[table] > 0 else NULL
        t.channel = <int32_t *>calloc(cap, 4) if r.p.kinds[table] == CHANNEL else NULL
        t.time = <int64_t *>calloc(cap, 8) if r.p.kinds[table] == RECORD else NULL
        t.dated = <uint8_t *>calloc(((cap + 63) >> 6) << 3, 1) if r.p.kinds[table] == RECORD else NULL
        if t.row == NULL or (r.p.parents[table] > 0 and t.record == NULL):
            return False
        if r.p.kinds[table] == CHANNEL and t.channel == NULL:
            return False
        if r.p.kinds[table] == RECORD and (t.time == NULL or t.dated == NULL):
            return False
    else:
        if not (regrow(<void **>&t.row, old * 8, cap * 8, zeroed)
                and regrow(<void **>&t.record, old * 8, cap * 8, zeroed)
                and regrow(<void **>&t.channel, old * 4, cap * 4, zeroed)
                and regrow(<void **>&t.time, old * 8, cap * 8, zeroed)
                and regrow(<void **>&t.dated, ((old + 63) >> 6) << 3, ((cap + 63) >> 6) << 3, True)):
            return False
    t.cap = cap
    return True


cdef int64_t append(Run *r, int32_t table) noexcept nogil:
    """A new row of children; -1 where there is no memory left."""
    cdef Tab *t = &r.tabs[table]
    cdef int64_t index = t.count
    if index == t.cap:
        if not resized(r, table, 64 if t.cap == 0 else t.cap + (t.cap >> (1 if t.cap < 65536 else 3)) + 64, True):
            r.starved = True
            return -1
    t.row[index] = r.at[0]
    t.count = index + 1
    return index


cdef void truncate(Run *r, int32_t table, int64_t count) noexcept nogil:
    """Take back the rows of children from ``count`` on."""
    cdef Tab *t = &r.tabs[table]
    cdef int32_t col
    cdef int64_t index
    cdef Col *c
    for index in range(count, t.count):
        for col in range(r.p.first[table], r.p.first[table + 1]):
            c = r.cols[col]
            if c.valid != NULL:
                c.valid[index >> 3] &= <uint8_t>~(1 << (index & 7))
            if c.status != NULL:
                c.status[index] = 0
        if t.dated != NULL:
            t.dated[index >> 3] &= <uint8_t>~(1 << (index & 7))
    t.count = count


cdef int64_t row_of(Run *r, int32_t col, int32_t channel) noexcept nogil:
    """The row that a value goes to: that of its table, or the one of its channel; -1 where there is none."""
    cdef int64_t table = r.p.slots[col].table
    cdef int64_t parent, index, number
    cdef Tab *t
    if r.p.kinds[table] != CHANNEL:
        return r.at[table]
    number = r.regs[channel].i if r.regs[channel].kind == WHOLE else 0
    t = &r.tabs[table]
    parent = r.p.parents[table]
    if 0 <= number < 256:
        index = r.last[table * 256 + number]
        if r.start[table] <= index < t.count and t.channel[index] == number and (
            t.record == NULL or t.record[index] == r.at[parent]
        ):
            return index
    if number < 0 or number > 255 or (t.record != NULL and not r.fresh[parent]):
        for index in range(t.count - 1, r.start[table] - 1, -1):
            if t.channel[index] == number and (t.record == NULL or t.record[index] == r.at[parent]):
                return index
    index = append(r, <int32_t>table)
    if index >= 0:
        t.channel[index] = <int32_t>number
        if t.record != NULL:
            t.record[index] = r.at[parent]
        if 0 <= number < 256:
            r.last[table * 256 + number] = index
    return index

cdef void settle(Run *r, int32_t table) noexcept nogil:
    """Values of channels in the order of their records: a history by columns comes back to earlier ones."""
    cdef Tab *t = &r.tabs[table]
    cdef int64_t at, place
    for at in range(r.start[table] + 1, t.count):
        place = at
        while place > r.start[table] and t.record[place - 1] > t.record[place]:
            swap_rows(r, table, place - 1, place)
            place -= 1


cdef void swap_rows(Run *r, int32_t table, int64_t a, int64_t b) noexcept nogil:
    cdef Tab *t = &r.tabs[table]
    cdef int32_t col = r.p.first[table]
    cdef Col *c = r.cols[col]
    cdef int64_t type = r.p.slots[col].type, number
    cdef int64_t *cells
    cdef uint8_t state
    t.record[a], t.record[b] = t.record[b], t.record[a]
    t.channel[a], t.channel[b] = t.channel[b], t.channel[a]
    if c.status != NULL:
        state = c.status[a]
        c.status[a], c.status[b] = c.status[b], state
    if c.values == NULL:
        return
    swap_bits(c.valid, a, b)
    if type == T_BOOL:
        swap_bits(<uint8_t *>c.values, a, b)
    elif type == T_ENUM:
        number = (<int32_t *>c.values)[a]
        (<int32_t *>c.values)[a] = (<int32_t *>c.values)[b]
        (<int32_t *>c.values)[b] = <int32_t>number
    elif type == T_TEXT or type == T_BYTES:
        cells = <int64_t *>c.values
        cells[2 * a], cells[2 * b] = cells[2 * b], cells[2 * a]
        cells[2 * a + 1], cells[2 * b + 1] = cells[2 * b + 1], cells[2 * a + 1]
    else:
        cells = <int64_t *>c.values
        cells[a], cells[b] = cells[b], cells[a]


cdef inline void swap_bits(uint8_t *bits, int64_t a, int64_t b) noexcept nogil:
    cdef uint8_t one = bits[a >> 3] >> (a & 7) & 1
    cdef uint8_t other = bits[b >> 3] >> (b & 7) & 1
    if one != other:
        bits[a >> 3] ^= <uint8_t>(1 << (a & 7))
        bits[b >> 3] ^= <uint8_t>(1 << (b & 7))

# ---- values

cdef inline bint in_time(int64_t seconds) noexcept nogil:
    return EARLIEST <= seconds <= LATEST


cdef int64_t microseconds(int32_t kind, int64_t i, double f) noexcept nogil:
    """Seconds since 1970 as microseconds, rounded as Python does; NEVER outside the calendar."""
    cdef double whole, part
    if kind == WHOLE:
        return i * 1000000 if in_time(i) else NEVER
    if kind == NOTHING or not isfinite(f) or fabs(f) > 1e12:
        return NEVER
    part = rint(modf(f, &whole) * 1e6)
    if not in_time(<int64_t>floor(f)):
        return NEVER
    return <int64_t>whole * 1000000 + <int64_t>part


cdef inline void touch(Run *r, int32_t col, int64_t index) noexcept nogil:
    if r.touched != NULL:
        if 0 <= r.touched_count < 256:
            r.touched[r.touched_count] = col
            r.rows_touched[r.touched_count] = index
            r.touched_count += 1
        else:
            r.touched_count = -1  # more than it is made for


cdef void put(Run *r, int32_t col, int64_t index, int32_t kind, int64_t i, double f) noexcept nogil:
    """A value into its place."""
    cdef Col *c = r.cols[col]
    cdef Slot *slot = &r.p.slots[col]
    cdef uint8_t bit = <uint8_t>(1 << (index & 7))
    cdef uint8_t state = 0
    touch(r, col, index)
    if c.values == NULL and not has_values(r, col):
        return
    if slot.type == T_FLOAT:
        if kind == WHOLE:
            f = <double>i
        (<double *>c.values)[index] = f
        if f < slot.low or f > slot.high:
            state = IMPLAUSIBLE
    elif slot.type == T_INT:
        if kind == REAL:
            i = <int64_t>f
        (<int64_t *>c.values)[index] = i
        if <double>i < slot.low or <double>i > slot.high:
            state = IMPLAUSIBLE
    elif slot.type == T_BOOL:
        if (i if kind == WHOLE else <int64_t>(f != 0)) != 0:
            (<uint8_t *>c.values)[index >> 3] |= bit
        else:
            (<uint8_t *>c.values)[index >> 3] &= <uint8_t>~bit
    elif slot.type == T_ENUM:
        (<int32_t *>c.values)[index] = <int32_t>i
    elif slot.type == T_TIME:
        i = microseconds(kind, i, f)
        if i == NEVER:
            no_value(r, col, index, 0)
            return
        (<int64_t *>c.values)[index] = i
    c.valid[index >> 3] |= bit
    if state != 0 and c.status == NULL and not has_status(r, col):
        return
    if c.status != NULL:
        c.status[index] = state


cdef void put_text(Run *r, int32_t col, int64_t index, int64_t what, int64_t form, int64_t length) noexcept nogil:
    """Text: the address of its bytes, or the number that it is made of."""
    cdef Col *c = r.cols[col]
    touch(r, col, index)
    if c.values == NULL and not has_values(r, col):
        return
    (<int64_t *>c.values)[2 * index] = what
    (<int64_t *>c.values)[2 * index + 1] = form << 40 | length
    c.valid[index >> 3] |= <uint8_t>(1 << (index & 7))
    if c.status != NULL:
        c.status[index] = 0


cdef void no_value(Run *r, int32_t col, int64_t index, uint8_t status) noexcept nogil:
    cdef Col *c = r.cols[col]
    touch(r, col, index)
    if c.valid != NULL:
        c.valid[index >> 3] &= <uint8_t>~(1 << (index & 7))
    if status != 0 and c.status == NULL and not has_status(r, col):
        return
    if c.status != NULL:
        c.status[index] = status


cdef inline uint64_t word_at(const uint8_t *p, int32_t load) noexcept nogil:
    """The unsigned number in the bytes at ``p``."""
    cdef uint64_t w
    cdef uint32_t four
    cdef int32_t size = load & 15
    cdef int32_t order = load >> 4
    if size == 1:
        return p[0]
    if size == 2:
        return (<uint64_t>p[1] << 8 | p[0]) if order == 1 else (<uint64_t>p[0] << 8 | p[1])
    if size == 4:
        if order == 1:
            memcpy(&four, p, 4)
            return four
        if order == 2:
            return (<uint64_t>p[2] << 24) | (<uint64_t>p[3] << 16) | (<uint64_t>p[0] << 8) | p[1]
        memcpy(&four, p, 4)
        return redi_swap64(four) >> 32
    w = 0
    memcpy(&w, p, size)
    return w if order == 1 else redi_swap64(w) >> (64 - 8 * size)


cdef inline int64_t shifted(uint64_t w, int32_t shl, int32_t shr) noexcept nogil:
    w <<= shl
    if shr & 64:
        return (<int64_t>w) >> (shr & 63)
    return <int64_t>(w >> shr)


cdef int64_t raw_of(Code *p, Instr *x, const uint8_t *at) noexcept nogil:
    """The raw number of a field."""
    cdef uint64_t w = word_at(at, x.load)
    cdef uint64_t joined = 0
    cdef int64_t shift, bits
    cdef int32_t span
    if x.spans == 0:
        return shifted(w, x.shl, x.shr)
    for span in range(x.spans):
        shift, bits = p.ints[x.shl + 2 * span], p.ints[x.shl + 2 * span + 1]
        joined = joined << bits | (w >> shift & ((<uint64_t>1 << bits) - 1))
    return shifted(joined, x.shr & 63, x.shr)


cdef int32_t null_of(Code *p, Xform *x, int64_t raw) noexcept nogil:
    """The status of a sentinel, 0 where the number is none."""
    cdef int64_t at = x.nulls
    cdef int64_t number
    if at < 0:
        return 0
    for number in range(p.ints[at]):
        if p.ints[at + 1 + 3 * number] <= raw <= p.ints[at + 2 + 3 * number]:
            return <int32_t>p.ints[at + 3 + 3 * number]
    return 0


cdef int32_t meaning(Code *p, Xform *x, int64_t raw, int64_t *i, double *f, int32_t *status) noexcept nogil:
    """What a raw number means: kind of the value, or NOTHING and why."""
    cdef int64_t at, low, high, middle
    cdef double wide
    cdef float narrow
    cdef uint32_t four
    i[0] = 0
    f[0] = 0
    if x.kind == K_INT:
        if x.size and raw < 0:  # 64 bits without sign, of which this column has 63
            status[0] = UNKNOWN
            return NOTHING
        i[0] = raw * x.mul + x.add
        return WHOLE
    if x.kind == K_DIV:
        f[0] = <double>(raw * x.mul + x.add) / x.divisor
        return REAL
    if x.kind == K_TEST:
        if x.mul == 0:
            i[0] = raw == x.add
        elif x.mul == 1:
            i[0] = raw != x.add
        elif x.mul == 2:
            i[0] = raw < x.add
        elif x.mul == 3:
            i[0] = raw <= x.add
        elif x.mul == 4:
            i[0] = raw > x.add
        else:
            i[0] = raw >= x.add
        return WHOLE
    if x.kind == K_TABLE:
        f[0] = p.floats[x.table + (raw & (x.size - 1))]
        if isnan(f[0]):
            status[0] = UNKNOWN
            return NOTHING
        return REAL
    if x.kind == K_CHOICE:
        i[0] = p.ints[x.table + (raw & (x.size - 1))]
        return WHOLE
    if x.kind == K_SEARCH:
        low, high = 0, x.size
        while low < high:
            middle = (low + high) >> 1
            if p.ints[x.table + middle] < raw:
                low = middle + 1
            else:
                high = middle
        i[0] = p.ints[x.table + x.size + low] if low < x.size and p.ints[x.table + low] == raw else -1 - raw
        return WHOLE
    if x.kind == K_MIXED:
        high, low = raw >> x.mul, raw & ((<int64_t>1 << x.mul) - 1)
        if x.add & 1 and high >> (x.den - 1) & 1:
            high -= <int64_t>1 << x.den
        if x.add & 2 and low >> (x.mul - 1) & 1:
            low -= <int64_t>1 << x.mul
        f[0] = <double>(high * 100 + low if x.add & 4 else low * 100 + high) / 100
        return REAL
    if x.kind == K_GPS:
        at = 0
        while at < x.size and p.ints[x.table + at] <= raw:
            at += 1
        i[0] = raw + 315964800 - at
        return WHOLE
    if x.kind == K_REAL:
        if x.bits == 32:
            four = <uint32_t>raw
            memcpy(&narrow, &four, 4)
            wide = narrow
        else:
            memcpy(&wide, &raw, 8)
        if not isfinite(wide):
            status[0] = FAULT
            return NOTHING
        if x.mul != 1:
            wide = wide * <double>x.mul
        if x.add != 0:
            wide = wide + <double>x.add
        f[0] = wide if x.den == 1 else wide / x.divisor
        return REAL
    i[0] = raw  # dotted numbers become text later
    return WHOLE


cdef void field_into(Run *r, Instr *x, const uint8_t *at, int64_t index) noexcept nogil:
    """A field's bits into its column."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef int64_t raw = raw_of(r.p, x, at)
    cdef int32_t status = null_of(r.p, form, raw)
    cdef int64_t i
    cdef double f
    cdef int32_t kind
    if status != 0:
        no_value(r, x.col, index, <uint8_t>status)
        return
    if form.kind == K_DOTTED:
        put_text(r, x.col, index, raw, form.table, 0)
        return
    kind = meaning(r.p, form, raw, &i, &f, &status)
    if kind == NOTHING:
        no_value(r, x.col, index, <uint8_t>status)
    else:
        put(r, x.col, index, kind, i, f)


cdef void field_reg(Run *r, Instr *x, const uint8_t *at) noexcept nogil:
    """A field's bits into its register, which keeps what it has where they say nothing."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef Reg *reg = &r.regs[x.reg]
    cdef int64_t raw = raw_of(r.p, x, at)
    cdef int32_t status = null_of(r.p, form, raw)
    cdef int64_t i
    cdef double f
    cdef int32_t kind = NOTHING
    if status == 0:
        kind = meaning(r.p, form, raw, &i, &f, &status)
    if kind != NOTHING:
        reg.i, reg.f, reg.kind = i, f, kind
    elif x.b == 1:
        reg.kind = NOTHING

# Most fields are a plain number for a column of floats, or for a register that decides: the machine marks them in
# ``off``, which no FIELD uses, when it loads a program.
cdef enum:
    QUICK_REG = 1
    QUICK_COLUMN = 2


cdef inline bint quick_reg(Run *r, Instr *x, const uint8_t *at) noexcept nogil:
    cdef Reg *reg = &r.regs[x.reg]
    cdef Xform *form = &r.p.xforms[x.x]
    reg.i = shifted(word_at(at, x.load), x.shl, x.shr) * form.mul + form.add
    reg.kind = WHOLE
    return True


cdef inline bint quick_column(Run *r, Instr *x, const uint8_t *at) noexcept nogil:
    """A float or whole number into a column without channel; False where there is more to it."""
    cdef Col *c = r.cols[x.col]
    cdef Xform *form = &r.p.xforms[x.x]
    cdef int64_t raw = shifted(word_at(at, x.load), x.shl, x.shr)
    cdef int64_t row = r.at[r.p.slots[x.col].table]
    if c.values == NULL or r.touched != NULL or raw < form.low or raw > form.high:
        return False
    if form.nulls >= 0 and null_of(r.p, form, raw) != 0:
        return False
    raw = raw * form.mul + form.add
    if r.p.slots[x.col].type == T_INT:
        (<int64_t *>c.values)[row] = raw
    else:
        (<double *>c.values)[row] = <double>raw if form.kind == K_INT else <double>raw / form.divisor
    c.valid[row >> 3] |= <uint8_t>(1 << (row & 7))
    if c.status != NULL:
        c.status[row] = 0
    return True

# ---- arithmetic

cdef inline double as_real(Reg *reg) noexcept nogil:
    return <double>reg.i if reg.kind == WHOLE else reg.f


cdef inline bint is_true(Reg *reg) noexcept nogil:
    return (reg.kind == WHOLE and reg.i != 0) or (reg.kind == REAL and reg.f != 0)


cdef inline bint equal(Reg *a, Reg *b) noexcept nogil:
    return a.i == b.i if a.kind == WHOLE and b.kind == WHOLE else as_real(a) == as_real(b)


cdef inline bint less(Reg *a, Reg *b) noexcept nogil:
    return a.i < b.i if a.kind == WHOLE and b.kind == WHOLE else as_real(a) < as_real(b)


cdef inline void whole(Reg *reg, int64_t value) noexcept nogil:
    reg.i, reg.kind, reg.source = value, WHOLE, -1


cdef inline void real(Reg *reg, double value) noexcept nogil:
    reg.f, reg.kind, reg.source = value, REAL, -1


cdef void alu(Run *r, Instr *x) noexcept nogil:
    cdef Reg *a = &r.regs[x.a]
    cdef Reg *b = &r.regs[x.b]
    cdef Reg *c
    cdef Reg out
    cdef int64_t quotient
    cdef int32_t op = x.x
    out.kind, out.i, out.f, out.source, out.at = NOTHING, 0, 0, -1, 0
    if op == OR_ZERO:
        if is_true(a):
            out = a[0]
        else:
            whole(&out, 0)
    elif op == SELECT:
        c = &r.regs[x.off]
        if a.kind != NOTHING and (x.load == 0 or (b.kind != NOTHING and c.kind != NOTHING)):
            out = b[0] if is_true(a) else c[0]
    elif op == SAME:
        whole(&out, a.kind != NOTHING and b.kind != NOTHING and equal(a, b))
    elif op == DIFFERS:
        whole(&out, a.kind == NOTHING or b.kind == NOTHING or not equal(a, b))
    elif op == AND_THEN or op == OR_ELSE:
        if a.kind != NOTHING:
            out = a[0] if is_true(a) == (op == OR_ELSE) else b[0]
    elif a.kind == NOTHING or b.kind == NOTHING:
        pass
    elif op == EQ:
        whole(&out, equal(a, b))
    elif op == NE:
        whole(&out, not equal(a, b))
    elif op == LT:
        whole(&out, less(a, b))
    elif op == LE:
        whole(&out, less(a, b) or equal(a, b))
    elif op == GT:
        whole(&out, less(b, a))
    elif op == GE:
        whole(&out, less(b, a) or equal(a, b))
    elif op == MIN_:
        out = b[0] if less(b, a) else a[0]
    elif op == MAX_:
        out = b[0] if less(a, b) else a[0]
    elif op == AND_:
        whole(&out, is_true(a) and is_true(b))
    elif op == OR_:
        whole(&out, is_true(a) or is_true(b))
    elif op == NOT_:
        whole(&out, not is_true(a))
    elif op == BITS:
        if a.kind == WHOLE:
            whole(&out, a.i >> (x.off & 255) & ((<int64_t>1 << ((x.off >> 8) - (x.off & 255) + 1)) - 1))
    elif op == DIV:
        if as_real(b) != 0:
            real(&out, as_real(a) / as_real(b))
    elif a.kind == WHOLE and b.kind == WHOLE:
        if op == ADD:
            whole(&out, a.i + b.i)
        elif op == SUB:
            whole(&out, a.i - b.i)
        elif op == MUL:
            whole(&out, a.i * b.i)
        elif b.i != 0:
            quotient = a.i // b.i
            if (a.i % b.i != 0) and ((a.i < 0) != (b.i < 0)):
                quotient -= 1
            whole(&out, quotient if op == FLOORDIV else a.i - quotient * b.i)
    elif op == ADD:
        real(&out, as_real(a) + as_real(b))
    elif op == SUB:
        real(&out, as_real(a) - as_real(b))
    elif op == MUL:
        real(&out, as_real(a) * as_real(b))
    out.source = -1
    r.regs[x.reg] = out


cdef int64_t crc_of(const int64_t *t, const uint8_t *p, int64_t n) noexcept nogil:
    """A checksum by its table: bits, start, reflected, final, 256 entries."""
    cdef int64_t bits = t[0], at
    cdef uint32_t value = <uint32_t>t[1]
    cdef uint32_t mask = <uint32_t>((<uint64_t>1 << bits) - 1)
    if t[2]:
        for at in range(n):
            value = value >> 8 ^ <uint32_t>t[4 + ((value ^ p[at]) & 255)]
    else:
        for at in range(n):
            value = ((value << 8) ^ <uint32_t>t[4 + (((value >> (bits - 8)) ^ p[at]) & 255)]) & mask
    return <int64_t>(value ^ <uint32_t>t[3])

# ---- tracing: what a shape depends on

cdef inline void read_by(Reg *reg, int32_t instr, int64_t at, int32_t low, int32_t high) noexcept nogil:
    reg.source, reg.at, reg.low, reg.high = instr, at, low, high


cdef void pin(Run *r, int32_t reg) noexcept nogil:
    """What decides here has to be the same in every payload of the shape."""
    cdef Reg *one = &r.regs[reg]
    if reg == R_RECEIVED:
        r.trace.broken = 1  # not in the payload
    if one.source >= 0:
        pin_field(r, &r.p.code[one.source], one.at, one.low, one.high)
        one.source = -1


cdef void pin_field(Run *r, Instr *x, int64_t at, int32_t low, int32_t high) noexcept nogil:
    """The bits ``low`` to ``high`` of a field's raw number."""
    cdef int32_t span
    cdef uint64_t bits = 0
    if x.spans == 0:
        bits = in_word(x, low, high, ~<uint64_t>0)
    else:
        for span in range(x.spans):
            bits |= ((<uint64_t>1 << r.p.ints[x.shl + 2 * span + 1]) - 1) << r.p.ints[x.shl + 2 * span]
    in_bytes(x, bits, r.trace.mask + at)


cdef uint64_t in_word(Instr *x, int32_t low, int32_t high, uint64_t number) noexcept nogil:
    """The bits ``low`` to ``high`` of a raw number at their place in the word that was read."""
    cdef int32_t shift = (x.shr & 63) - x.shl
    cdef uint64_t bits = 0
    high = min(high, 63 - (x.shr & 63))
    if high >= low:
        bits = number & ((~<uint64_t>0) >> (63 - (high - low))) << low
    return bits << shift if shift >= 0 else bits >> -shift


cdef void in_bytes(Instr *x, uint64_t bits, uint8_t *out) noexcept nogil:
    """Bits of a word, added to the bytes that it was read from."""
    cdef int32_t size = x.load & 15
    cdef int32_t byte, place
    for byte in range(size):  # byte 0 is the least significant one
        place = byte if x.load >> 4 == 1 else byte ^ 1 if x.load >> 4 == 2 else size - 1 - byte
        out[place] |= <uint8_t>(bits >> (8 * byte))


cdef bint pin_other(Run *r, Instr *x) noexcept nogil:
    """A switch with one special number that a payload has not: its shape is all that have not either."""
    cdef Trace *t = r.trace
    cdef Reg *reg = &r.regs[x.reg]
    cdef int64_t *table = r.p.ints + x.a
    cdef Instr *read
    cdef Guard *guard
    cdef uint8_t[16] mask, want  # a word has up to 15 bytes as far as its code goes
    cdef int64_t special
    if t.others == MOST_OTHERS or not plain_read(r, reg):
        return False
    if table[0] == 0:
        if table[2] != 1 or table[3] != table[4] or table[3] != table[5]:
            return False
        special = table[1]
    else:
        if table[1] != 2 or table[5] != table[4] + 1 or table[2] != table[7] or table[2] != table[3]:
            return False
        special = table[4]
    read = &r.p.code[reg.source]
    if reg.i == special or special < 0 or not word_size(read.load & 15):
        return False
    memset(mask, 0, 16)
    memset(want, 0, 16)
    in_bytes(read, in_word(read, reg.low, reg.high, ~<uint64_t>0), mask)
    in_bytes(read, in_word(read, reg.low, reg.high, <uint64_t>special << reg.low), want)
    guard = &t.other[t.others]
    guard.off, guard.size = <int32_t>reg.at, read.load & 15
    guard.mask, guard.want = redi_word(mask, guard.size), redi_word(want, guard.size)
    t.others += 1
    return True


cdef inline bint word_size(int32_t size) noexcept nogil:
    return size == 1 or size == 2 or size == 4 or size == 8


cdef bint plain_read(Run *r, Reg *reg) noexcept nogil:
    """Whether a register holds bits of the payload as they are."""
    cdef Xform *form
    if reg.source < 0 or reg.kind != WHOLE:
        return False
    form = &r.p.xforms[r.p.code[reg.source].x]
    if form.nulls >= 0 or form.size != 0:  # some bits are no number
        return False
    return form.kind == K_INT and form.mul == 1 and form.add == 0 and r.p.code[reg.source].spans == 0 and (
        not r.p.code[reg.source].shr & 64
    )


cdef void pin_switch(Run *r, Instr *x) noexcept nogil:
    """As many of the upper bits as tell where a switch goes."""
    cdef Reg *reg = &r.regs[x.reg]
    cdef int32_t target = switched(r.p, x, reg)
    cdef int32_t kept = 0
    if pin_other(r, x):
        return
    if plain_read(r, reg) and reg.low == 0 and reg.i >= 0:
        while kept < 62:  # with one more of the lower bits left open, all numbers must go the same way
            if not same_way(r, x, reg.i >> (kept + 1) << (kept + 1), (reg.i >> (kept + 1) << (kept + 1)) + ((<int64_t>2 << kept) - 1), target):
                break
            kept += 1
        if kept > 0:
            pin_field(r, &r.p.code[reg.source], reg.at, kept, reg.high)
            return  # the register itself is not settled: others may ask for more of it
    pin(r, x.reg)


cdef bint same_way(Run *r, Instr *x, int64_t low, int64_t high, int32_t target) noexcept nogil:
    """Whether a switch sends all numbers of a range to one place."""
    cdef int64_t *t = r.p.ints + x.a
    cdef int64_t number, place
    cdef Reg one
    one.kind, one.i = WHOLE, low
    if switched(r.p, x, &one) != target:
        return False
    if t[0] == 0:
        for number in range(max(low, t[1]), min(high, t[1] + t[2]) + 1):
            one.i = number
            if switched(r.p, x, &one) != target:
                return False
    else:
        for number in range(t[1]):
            if low <= t[4 + number] <= high:
                one.i = t[4 + number]
                if switched(r.p, x, &one) != target:
                    return False
    one.i = high
    return switched(r.p, x, &one) == target


cdef int32_t born_row(Run *r, int32_t col, int32_t channel) noexcept nogil:
    """The row that a value goes to while a shape is traced; -1 is the payload's own."""
    cdef Trace *t = r.trace
    cdef int32_t table = <int32_t>r.p.slots[col].table
    cdef int32_t number, at, parent
    if r.p.kinds[table] == ROWS:
        return -1
    if r.p.tables > MOST_TABLES:
        t.broken = 1
        return -1
    if r.p.kinds[table] == RECORD:
        return t.current[table]
    pin(r, channel)
    number = <int32_t>r.regs[channel].i if r.regs[channel].kind == WHOLE else 0
    parent = r.p.parents[table]
    parent = t.born[t.current[parent]].turn if parent > 0 and t.current[parent] >= 0 else 0
    for at in range(t.borns):
        if t.born[at].table == table and t.born[at].channel == number and t.born[at].parent == parent:
            return at
    return give_birth(t, table, parent, number)


cdef int32_t give_birth(Trace *t, int32_t table, int32_t parent, int32_t channel) noexcept nogil:
    cdef Born *born
    if t.borns == MOST_BORN:
        t.broken = 1
        return -1
    born = &t.born[t.borns]
    born.table, born.turn, born.parent, born.channel, born.dated = table, t.grown[table], parent, channel, -1
    born.dated_at = 0
    t.grown[table] += 1
    t.borns += 1
    return t.borns - 1


cdef void trace_row(Run *r, Instr *x) noexcept nogil:
    """A new record, or an earlier one of this payload once more."""
    cdef Trace *t = r.trace
    cdef int32_t at
    if r.p.tables > MOST_TABLES:
        t.broken = 1
        return
    r.fresh[x.a] = 1
    if x.b >= 0:
        pin(r, x.b)
        if r.regs[x.b].i < t.grown[x.a]:
            r.fresh[x.a] = 0
            for at in range(t.borns):
                if t.born[at].table == x.a and t.born[at].turn == r.regs[x.b].i:
                    t.current[x.a] = at
            return
    t.current[x.a] = give_birth(t, x.a, 0, 0)


cdef void trace_date(Run *r, Instr *x) noexcept nogil:
    """The time of a record: read from its bytes in every payload of the shape, or not at all."""
    cdef Reg *time = &r.regs[x.b]
    cdef Trace *t = r.trace
    if x.b == R_RECEIVED:
        t.broken = 1
    if not r.fresh[x.a] or time.kind == NOTHING or t.broken:
        return
    if time.source >= 0 and time.low == 0 and time.high == 63 and t.current[x.a] >= 0:
        t.born[t.current[x.a]].dated, t.born[t.current[x.a]].dated_at = time.source, time.at
    else:
        t.broken = 1


cdef void trace_store(Run *r, Instr *x, int32_t channel, int64_t at, int64_t length) noexcept nogil:
    cdef Trace *t = r.trace
    cdef Store *store
    cdef int32_t number, born = born_row(r, x.col, channel)
    if t.stores == MOST_STORES:
        t.broken = 1
    if t.broken:
        return
    store = &t.store[t.stores]
    store.instr, store.at, store.length, store.born, store.again, store.common = (
        <int32_t>(x - r.p.code), at, length, born, 0, 0
    )
    for number in range(t.stores):
        if t.store[number].born == born and r.p.code[t.store[number].instr].col == x.col:
            store.again = 1
    t.stores += 1

cdef void trace_constant(Run *r, Instr *x) noexcept nogil:
    """A value that was computed of what is pinned: the same in all payloads of the shape."""
    cdef Store *store
    trace_store(r, x, x.a, 0, 0)
    if not r.trace.broken:
        store = &r.trace.store[r.trace.stores - 1]
        store.kind, store.i, store.f = r.regs[x.reg].kind, r.regs[x.reg].i, r.regs[x.reg].f

# ---- the loop

cdef inline int32_t fail(Run *r, int32_t err, int64_t at) noexcept nogil:
    r.err, r.err_at = err, at
    return -1


cdef int32_t switched(Code *p, Instr *x, Reg *reg) noexcept nogil:
    """Where a switch goes."""
    cdef int64_t *t = p.ints + x.a
    cdef int64_t value, low, high, middle
    if reg.kind == WHOLE:
        value = reg.i
    elif reg.kind == REAL and reg.f == floor(reg.f) and fabs(reg.f) < 1e15:
        value = <int64_t>reg.f
    else:
        return <int32_t>(t[5] if t[0] == 0 else t[3])
    if t[0] == 0:
        value -= t[1]
        if value < 0:
            return <int32_t>t[3]
        return <int32_t>(t[6 + value] if value < t[2] else t[4])
    low, high = 0, t[1]
    while low < high:  # the first edge beyond the value
        middle = (low + high) >> 1
        if t[4 + middle] <= value:
            low = middle + 1
        else:
            high = middle
    return <int32_t>(t[2] if low == 0 else t[4 + t[1] + low - 1])


cdef int32_t execute(Run *r, const uint8_t *p, int64_t n) noexcept nogil:
    """One payload; 0 where it is good, else -1 with the error in ``r``. The cursor is left in ``r.err_at``."""
    cdef Code *code = r.p
    cdef Instr *x
    cdef Reg *regs = r.regs
    cdef Trace *trace = r.trace
    cdef int64_t o = 0
    cdef int64_t end, index, number, raw
    cdef int64_t *table
    cdef Reg kept
    cdef int32_t pc = 0
    cdef int32_t col, status
    cdef Reg *reg
    cdef Tab *tab
    while True:
        x = &code.code[pc]
        pc = x.next
        if x.op == FIELD:
            if o + x.need > regs[x.lim].i:
                return fail(r, x.err, o)
            if trace == NULL and x.off != 0 and (
                quick_reg(r, x, p + o) if x.off == QUICK_REG else quick_column(r, x, p + o)
            ):
                pass
            elif trace != NULL:
                trace_field(r, x, p, o)
            else:
                if x.reg >= 0:
                    field_reg(r, x, p + o)
                if x.col >= 0:
                    index = row_of(r, x.col, x.a)
                    if index < 0:
                        return fail(r, x.err, o)
                    field_into(r, x, p + o, index)
            o += x.adv
        elif x.op == SWITCH:
            if trace != NULL:
                pin_switch(r, x)
            table = code.ints + x.a
            number = regs[x.reg].i - table[1]
            if regs[x.reg].kind == WHOLE and table[0] == 0 and 0 <= number < table[2]:
                pc = <int32_t>table[6 + number]
            else:
                pc = switched(code, x, &regs[x.reg])
        elif x.op == UNTIL:
            if o >= regs[x.lim].i:
                pc = x.b
        elif x.op == UNBIT:
            if trace != NULL:
                if plain_read(r, &regs[x.a]):
                    reg = &regs[x.a]
                    pin_field(r, &code.code[reg.source], reg.at, reg.low + x.x, reg.low + x.x)
                else:
                    pin(r, x.a)
            if regs[x.a].kind != WHOLE or not regs[x.a].i >> x.x & 1:
                pc = x.b
        elif x.op == SKIP:
            if o + x.need > regs[x.lim].i:
                return fail(r, x.err, o)
            o += x.adv
        elif x.op == END:
            r.err_at = o
            if trace != NULL:
                trace_end(r)
            return 0
        elif x.op == UNLESS:
            if trace != NULL:
                pin(r, x.a)
            if not is_true(&regs[x.a]):
                pc = x.b
        elif x.op == ALU:
            if trace == NULL:
                alu(r, x)
            elif x.x == BITS and plain_read(r, &regs[x.a]):
                reg = &regs[x.a]
                kept = reg[0]
                alu(r, x)
                read_by(&regs[x.reg], kept.source, kept.at, kept.low + (x.off & 255), kept.low + (x.off >> 8))
            else:
                pin(r, x.a)
                pin(r, x.b)
                if x.x == SELECT:
                    pin(r, x.off)
                alu(r, x)
        elif x.op == KNOWN:
            if x.x == 0:
                whole(&regs[x.reg], regs[x.lim].i - o)
            else:
                if trace != NULL:
                    trace.broken = 1
                regs[x.reg] = regs[R_TIME] if regs[R_TIME].kind != NOTHING else regs[R_RECEIVED]
        elif x.op == PEEK:
            reg = &regs[x.reg]
            reg.kind, reg.source = NOTHING, -1
            if n >= x.need:
                number = x.off if x.off >= 0 else n + x.off
                raw = raw_of(code, x, p + number)
                if code.xforms[x.x].bits == 64 and raw < 0 and not x.shr & 64:
                    raw = (<int64_t>1 << 62)  # beyond every number that a program may hold
                status = 0
                reg.kind = meaning(code, &code.xforms[x.x], raw, &reg.i, &reg.f, &status)
                if trace != NULL:
                    read_by(reg, <int32_t>(x - code.code), number, 0, 63)
        elif x.op == MOVE:
            if trace != NULL and x.a == R_RECEIVED:
                trace.broken = 1
            if regs[x.a].kind != NOTHING:
                regs[x.reg] = regs[x.a]
        elif x.op == CLEAR:
            regs[x.reg].kind, regs[x.reg].source = NOTHING, -1
        elif x.op == ENTER or x.op == ROOM:
            if trace != NULL:
                pin(r, x.a)
            number = regs[x.a].i if regs[x.a].kind == WHOLE else 0
            if x.op == ENTER:
                if number < 0 or number > regs[x.lim].i - o:
                    return fail(r, x.err, o)
                end = o + number
            else:
                end = regs[x.lim].i - number
                if x.err >= 0 and end < o:
                    return fail(r, x.err, o)
                if end > regs[x.lim].i:
                    return fail(r, x.err if x.err >= 0 else 0, o)
            whole(&regs[x.reg], end)
        elif x.op == LEAVE:
            if o < regs[x.a].i:
                r.warned |= <uint32_t>1 << x.b
                o = regs[x.a].i
        elif x.op == GOTO:
            if regs[x.a].i > o:  # a cursor never goes back
                o = regs[x.a].i
        elif x.op == TEXT:
            if trace != NULL:
                pin(r, x.a)
                trace_store(r, x, x.b, o, max(regs[x.a].i - o, 0))
            else:
                index = row_of(r, x.col, x.b)
                if index < 0:
                    return fail(r, 0, o)
                put_text(r, x.col, index, <int64_t>(p + o), x.x, max(regs[x.a].i - o, 0))
        elif x.op == STORE:
            reg = &regs[x.reg]
            if trace != NULL:
                pin(r, x.reg)
            if reg.kind == NOTHING:
                pc = x.b
            else:
                if trace != NULL:
                    trace_constant(r, x)
                else:
                    index = row_of(r, x.col, x.a)
                    if index < 0:
                        return fail(r, 0, o)
                    put(r, x.col, index, reg.kind, reg.i, reg.f)
                if x.x >= 0:
                    regs[x.x] = reg[0]
        elif x.op == NULL_:
            if trace != NULL:
                trace_store(r, x, x.a, o, 0)
            else:
                index = row_of(r, x.col, x.a)
                if index < 0:
                    return fail(r, 0, o)
                no_value(r, x.col, index, <uint8_t>x.b)
        elif x.op == TIMES:
            if trace != NULL:
                pin(r, x.a)
            reg = &regs[x.a]
            end = regs[x.lim].i
            if reg.kind == NOTHING or (as_real(reg) > <double>(end - o + 1)):
                return fail(r, x.err, o)
            whole(&regs[x.reg], reg.i if reg.kind == WHOLE else <int64_t>reg.f)
        elif x.op == TURN:
            if x.a >= 0 and regs[x.reg].i + 1 >= regs[x.a].i:
                pc = x.b
            else:
                regs[x.reg].i += 1
        elif x.op == ROW:
            if trace != NULL:
                trace_row(r, x)
                if trace.broken:
                    return fail(r, 0, o)
                continue
            tab = &r.tabs[x.a]
            if x.b < 0 or r.start[x.a] + regs[x.b].i >= tab.count:
                index = append(r, x.a)
                if index < 0:
                    return fail(r, 0, o)
                r.fresh[x.a] = 1
            else:
                index = r.start[x.a] + regs[x.b].i
                r.fresh[x.a] = 0
            r.at[x.a] = index
        elif x.op == DATE:
            if trace != NULL:
                trace_date(r, x)
            elif r.fresh[x.a]:
                tab = &r.tabs[x.a]
                number = microseconds(regs[x.b].kind, regs[x.b].i, regs[x.b].f)
                if number != NEVER:
                    tab.time[r.at[x.a]] = number
                    tab.dated[r.at[x.a] >> 3] |= <uint8_t>(1 << (r.at[x.a] & 7))
        elif x.op == COUNT:
            if trace != NULL and code.tables > MOST_TABLES:
                trace.broken = 1
            whole(&regs[x.reg], r.tabs[x.a].count if trace == NULL else trace.grown[x.a] if x.a < MOST_TABLES else 0)
        elif x.op == MERGE:
            if trace == NULL:
                merge(r, x)
            elif x.x >= MOST_TABLES or trace.grown[x.x] > regs[x.a].i:
                trace.broken = 1
        elif x.op == CLIP:
            if trace != NULL:
                pin(r, x.a)
            clip(regs, x, code.ints[x.b])
        elif x.op == LOST:
            if regs[x.a].i != 0 and o < regs[x.b].i:
                r.warned |= <uint32_t>1 << x.x
                o = regs[x.b].i
        elif x.op == CHECK:
            if trace != NULL:
                if trace.check >= 0 or regs[x.lim].i != n:
                    trace.broken = 1
                trace.check = <int32_t>(x - code.code)
            end = regs[x.lim].i - x.need
            if end < o:
                return fail(r, x.err, o)
            if <int64_t>word_at(p + end, x.load) != crc_of(code.ints + x.a, p, end):
                return fail(r, x.b, end)
            whole(&regs[x.reg], end)
        elif x.op == NAME:
            r.message = x.a
        elif x.op == WARN:
            r.warned |= <uint32_t>1 << x.a
            if x.b >= 0 and regs[x.b].i > o:
                o = regs[x.b].i
        else:
            return fail(r, x.err, 0 if x.a < 0 else o - x.a)


cdef void trace_field(Run *r, Instr *x, const uint8_t *p, int64_t o) noexcept nogil:
    cdef Reg *reg
    cdef int32_t instr = <int32_t>(x - r.p.code)
    if x.col >= 0:
        trace_store(r, x, x.a, o, 0)
    if x.reg >= 0:
        reg = &r.regs[x.reg]
        reg.source = -1
        if null_of(r.p, &r.p.xforms[x.x], raw_of(r.p, x, p + o)) != 0:
            pin_field(r, x, o, 0, 63)
        field_reg(r, x, p + o)
        if reg.kind == NOTHING:
            pin_field(r, x, o, 0, 63)
        else:
            read_by(reg, instr, o, 0, 63)


cdef void trace_end(Run *r) noexcept nogil:
    """The time of the payload: read from it in every payload of the shape, or not at all."""
    cdef Reg *time = &r.regs[R_TIME]
    r.trace.dated = -1
    if time.kind != NOTHING:
        if time.source >= 0 and time.low == 0 and time.high == 63:
            r.trace.dated, r.trace.dated_at = time.source, time.at
        else:
            r.trace.broken = 1


cdef void clip(Reg *regs, Instr *x, int64_t known) noexcept nogil:
    cdef int64_t mask = regs[x.a].i if regs[x.a].kind == WHOLE else 0
    cdef int64_t lost = mask & ~known
    cdef int64_t top
    if lost != 0:
        if x.x:
            mask &= (lost & -lost) - 1
        else:
            top = 1
            while top <= lost:
                top <<= 1
            mask &= ~(top - 1)
        whole(&regs[x.a], mask)
    whole(&regs[x.reg], lost)


cdef void merge(Run *r, Instr *x) noexcept nogil:
    """The last record becomes current."""
    cdef Tab *t = &r.tabs[x.x]
    cdef int64_t index = t.count - 1
    cdef int64_t row = r.at[0]
    cdef int64_t *pairs = r.p.ints + x.b
    cdef int64_t number, i
    cdef int32_t source, target
    cdef Col *c
    if t.count <= r.regs[x.a].i:
        return
    for number in range(pairs[0]):
        source, target = <int32_t>pairs[1 + 2 * number], <int32_t>pairs[2 + 2 * number]
        c = r.cols[source]
        if c.valid != NULL and c.valid[index >> 3] >> (index & 7) & 1:
            move_value(r, c, source, index, target, row)
        elif c.status != NULL and c.status[index] != 0:
            no_value(r, target, row, c.status[index])
    if t.dated[index >> 3] >> (index & 7) & 1:
        i = t.time[index]
        real(&r.regs[x.reg], <double>i / 1e6)
        if i % 1000000 == 0:
            whole(&r.regs[x.reg], i // 1000000)
    truncate(r, x.x, index)


cdef void move_value(Run *r, Col *c, int32_t source, int64_t index, int32_t target, int64_t row) noexcept nogil:
    cdef int64_t type = r.p.slots[source].type
    cdef int64_t *text
    if type == T_FLOAT:
        put(r, target, row, REAL, 0, (<double *>c.values)[index])
    elif type == T_INT:
        put(r, target, row, WHOLE, (<int64_t *>c.values)[index], 0)
    elif type == T_BOOL:
        put(r, target, row, WHOLE, (<uint8_t *>c.values)[index >> 3] >> (index & 7) & 1, 0)
    elif type == T_ENUM:
        put(r, target, row, WHOLE, (<int32_t *>c.values)[index], 0)
    elif type == T_TIME:
        put(r, target, row, REAL, 0, <double>(<int64_t *>c.values)[index] / 1e6)
    else:
        text = <int64_t *>c.values + 2 * index
        put_text(r, target, row, text[0], text[1] >> 40, text[1] & ((<int64_t>1 << 40) - 1))


cdef bint decode_row(Run *r, const uint8_t *p, int64_t n, int64_t row, int64_t port) noexcept nogil:
    """One row: its values, or its error and nothing else."""
    cdef Code *code = r.p
    cdef int32_t number, col
    cdef int64_t time
    cdef Col *c
    r.at[0] = row
    for number in range(1, code.tables):
        r.start[number] = r.tabs[number].count
    begin(r, n, port)
    if execute(r, p, n) != 0:
        for col in range(code.first[1]):
            c = r.cols[col]
            if c.valid != NULL:
                c.valid[row >> 3] &= <uint8_t>~(1 << (row & 7))
            if c.status != NULL:
                c.status[row] = 0
        for number in range(1, code.tables):
            truncate(r, number, r.start[number])
        refuse(r, row, r.err, r.err_at)
        date_row(r, row, r.received)
        return False
    for number in range(1, code.tables):
        if r.tabs[number].record != NULL and r.tabs[number].count - r.start[number] > 1:
            settle(r, number)
    if r.err_at < n:
        r.warned |= 1
    if r.message != 0 and has_memory(r, <void **>r.messages, r.rows * 2):
        r.messages[0][row] = <int16_t>r.message
    if r.warned != 0 and has_memory(r, <void **>r.warnings, r.rows * 4):
        r.warnings[0][row] = r.warned
    time = microseconds(r.regs[R_TIME].kind, r.regs[R_TIME].i, r.regs[R_TIME].f)
    date_row(r, row, time if time != NEVER else r.received)
    return True


cdef inline void begin(Run *r, int64_t n, int64_t port) noexcept nogil:
    """Registers as they are before the first instruction."""
    cdef Code *code = r.p
    cdef int32_t number
    whole(&r.regs[R_LENGTH], n)
    whole(&r.regs[R_PORT], port)
    r.regs[R_RECEIVED].source = -1
    if r.received == NEVER:
        r.regs[R_RECEIVED].kind = NOTHING
    else:
        real(&r.regs[R_RECEIVED], <double>r.received / 1e6)
    r.regs[R_TIME].kind, r.regs[R_TIME].source = NOTHING, -1
    for number in range(code.cleared_count):
        r.regs[code.cleared[number]].kind = NOTHING
        r.regs[code.cleared[number]].source = -1
    r.message = 0
    r.warned = 0


cdef inline bint has_times(Run *r) noexcept nogil:
    if r.own.time != NULL:
        return True
    if claimed(<void **>&r.own.dated, ((r.rows + 63) >> 6) << 3) and claimed(<void **>&r.own.time, r.rows * 8):
        return True
    r.starved = True
    return False


cdef inline void date_row(Run *r, int64_t row, int64_t time) noexcept nogil:
    cdef Tab *t = r.own
    if time == NEVER or not has_times(r):
        return
    t.time[row] = time
    t.dated[row >> 3] |= <uint8_t>(1 << (row & 7))


cdef void missing(Run *r, int64_t row, uint8_t code) noexcept nogil:
    """There is nothing to decode in a row."""
    if has_memory(r, <void **>r.errors, r.rows):
        r.errors[0][row] = code


cdef void refuse(Run *r, int64_t row, int32_t err, int64_t at) noexcept nogil:
    """Remember why a row has no values; rows come in their order."""
    cdef Fault *more
    # After the first few, room for all: what is never written to takes no memory, and growing would take twice.
    cdef int64_t cap = 1024 if r.faults_cap == 0 else r.rows
    if r.faults_count == r.faults_cap:
        more = <Fault *>realloc(r.faults, cap * sizeof(Fault))
        if more == NULL:
            r.starved = True
            return
        r.faults, r.faults_cap = more, cap
    r.faults[r.faults_count].row = row
    r.faults[r.faults_count].err = err
    r.faults[r.faults_count].offset = <int32_t>at
    r.faults_count += 1
