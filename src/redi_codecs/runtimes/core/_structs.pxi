# What the machine works on: programs, registers, columns, traces.

from libc.math cimport INFINITY, NAN, copysign, fabs, floor, fmod, isfinite, isnan, ldexp, modf, rint
from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy, memset

cdef extern from *:
    """
    #if defined(_MSC_VER)
    #include <intrin.h>
    #define redi_claim(at, made) (_InterlockedCompareExchangePointer((at), (made), NULL) == NULL)
    #else
    #define redi_claim(at, made) __sync_bool_compare_and_swap((at), NULL, (made))
    #endif
    #include <stdlib.h>
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
    /* Large columns that were given back, for the next batch: what comes anew from the system costs as much as decoding,
       and keeps threads waiting for each other. There are few of them and of limited size, as allocators keep memory too. */
    #if defined(MADV_HUGEPAGE) && !defined(__SANITIZE_ADDRESS__)
    #define REDI_KEPT 32
    #define REDI_LEAST (256LL << 10)
    #define REDI_MOST (64LL << 20)
    static struct { void *at; long long size; } redi_kept[REDI_KEPT];
    static long long redi_held;
    static int redi_busy, redi_turn;
    static void *redi_again(long long size) {
        void *found = NULL;
        if (size < REDI_LEAST) return NULL;
        while (__sync_lock_test_and_set(&redi_busy, 1)) {}
        for (int i = 0; i < REDI_KEPT && !found; i++)
            if (redi_kept[i].at && redi_kept[i].size >= size && redi_kept[i].size - size <= size >> 3) {
                found = redi_kept[i].at;
                redi_held -= redi_kept[i].size;
                redi_kept[i].at = NULL;
            }
        __sync_lock_release(&redi_busy);
        return found;
    }
    static void redi_give_back(void *at, long long size) {
        void *old[REDI_KEPT + 1] = {0};
        int count = 0;
        if (at && size >= REDI_LEAST && size <= REDI_MOST / 2) {
            while (__sync_lock_test_and_set(&redi_busy, 1)) {}
            do { /* round and round: the oldest goes first */
                redi_turn = (redi_turn + 1) % REDI_KEPT;
                if (redi_kept[redi_turn].at) {
                    old[count++] = redi_kept[redi_turn].at;
                    redi_held -= redi_kept[redi_turn].size;
                    redi_kept[redi_turn].at = NULL;
                }
            } while (redi_held + size > REDI_MOST);
            redi_kept[redi_turn].at = at;
            redi_kept[redi_turn].size = size;
            redi_held += size;
            __sync_lock_release(&redi_busy);
            at = NULL;
        }
        free(at);
        while (count > 0) free(old[--count]);
    }
    #else
    #define redi_again(size) NULL
    #define redi_give_back(at, size) free(at)
    #endif
    /* Memory that is written to from end to end: where that costs little, of whole large pages. */
    static void *redi_filled(long long size) {
        void *kept = redi_again(size);
        if (kept) return kept;
    #if defined(MADV_HUGEPAGE)
        const long long page = 2LL << 20, whole = (size + page - 1) & ~(page - 1);
        void *made = NULL;
        if (size >= 2 * page) {
            if (posix_memalign(&made, (size_t)page, (size_t)(whole - size > size >> 4 ? size : whole))) return NULL;
            redi_huge(made, whole - size > size >> 4 ? size : whole);
            return made;
        }
    #endif
        return malloc(size > 0 ? (size_t)size : 1);
    }
    #if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    #error "columns are little-endian, as Arrow's are"
    #endif
    """
    bint redi_claim(void **at, void *made) nogil
    void redi_huge(void *at, int64_t size) nogil
    void *redi_filled(int64_t size) nogil
    void *redi_again(int64_t size) nogil
    void redi_give_back(void *at, int64_t size) nogil

cdef extern from "_kernels.h":
    uint64_t redi_swap64(uint64_t x) nogil
    uint64_t redi_word(const uint8_t *p, int32_t size) nogil
    int32_t redi_first(uint64_t word) nogil
    void redi_blank(int64_t *cells, const uint64_t *valid, int64_t rows) nogil
    bint redi_take(int *busy) nogil
    void redi_leave(int *busy) nogil

# As in program.py; asserted when the module is imported.
cdef enum:
    END, FIELD, SKIP, SWITCH, UNLESS, UNBIT, ALU, KNOWN, PEEK, UNTIL, ENTER, ROOM, LEAVE, GOTO, TEXT, STORE
    NULL_, TIMES, TURN, ROW, DATE, MERGE, COUNT, CLIP, LOST, CHECK, NAME, WARN, FAIL, CLEAR, MOVE
    BEGIN, STOP

cdef enum:
    ADD, SUB, MUL, DIV, FLOORDIV, MOD, EQ, NE, LT, LE, GT, GE, MIN_, MAX_, AND_, OR_, NOT_, BITS, OR_ZERO
    SAME, DIFFERS, SELECT, AND_THEN, OR_ELSE

cdef enum:
    K_INT, K_DIV, K_TEST, K_TABLE, K_CHOICE, K_SEARCH, K_MIXED, K_DOTTED, K_GPS, K_REAL, K_CALENDAR, K_SMALL

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
    MOST_GUARDS = 32         # words of eight bytes, for a shape has at most 255
    MOST_OTHERS = 4
    MOST_BORN = 64
    MOST_TABLES = 8

# So many blocks of a payload may be unknown.
cdef enum:
    MOST_UNKNOWN = 64

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

cdef struct Seen:         # where the rows of channels beyond 255 are: a hash table that starts anew with each payload
    int64_t *row
    int64_t *payload     # of which payload an entry is; those of earlier ones are free
    int64_t size, used
    int64_t now          # the payload that ``used`` counts

cdef struct Run:
    Code *p
    Reg *regs
    Col **cols           # those of table 0 are shared by all threads
    Tab *tabs
    Tab *own             # table 0, shared by all threads
    int64_t *at          # the row of each table that is written to
    int64_t *start       # how many rows each table had before this payload
    uint8_t *fresh       # whether that row is new
    int64_t *last        # for each table with a channel: the last row of each channel up to 255
    Seen *seen           # for each table with a channel: the rows of the others
    int64_t payload      # how many payloads there have been
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
    bint again           # a block that is not understood has been found: once more, without it
    int32_t stops
    int32_t[MOST_UNKNOWN] stop  # which blocks are not understood, and where they begin
    int64_t[MOST_UNKNOWN] stop_at
    bint starved         # out of memory
    int64_t shaped       # rows that had a shape
    int64_t expected     # rows that are decoded at a time
    Trace *trace
    int32_t *touched     # for a single payload: which cells were written to, in their order
    int32_t touched_count
    int64_t[256] rows_touched

cdef int64_t NEVER = -(<int64_t>1 << 62)
