# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Lines of usual messages to columns, without an object a message and without Python's lock.

What a line says is noted as places in it. Who sent a message, and over which radio, is the same in most: each way in
which it is written gets a number, and Python says once what it means.
"""

from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memchr, memcmp, memcpy, memset
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE

cdef extern from "_json.h" nogil:
    enum: OBJECT, NUMBER
    ctypedef struct form_t:
        int32_t kind, nullable, slot, least, whole, first, keys, closed, item
        double low, high, above
        uint64_t required
    ctypedef struct field_t:
        const char *name
        int32_t size, form
    ctypedef struct span_t:
        int32_t start, size
    ctypedef struct reading_t:
        const form_t *forms
        const field_t *fields
        span_t *spans
        const uint8_t *line
    int is_of(const reading_t *r, int32_t number, const uint8_t *line, const uint8_t *end)

cdef enum:
    EUI, HINT, RATE, FREQUENCY, PORT, PAYLOAD, TIME, OUTER_TIME, SLOTS

cdef enum:
    FINE, FULL




cdef int64_t NEVER = -(<int64_t>1 << 62)
cdef int64_t ASK = NEVER + 1

cdef uint8_t[256] SIXES
memset(SIXES, 255, 256)
for _at, _sign in enumerate(bytearray(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")):
    SIXES[_sign] = _at


cdef struct Entry:
    uint64_t hash
    int64_t at               # of its texts in the store
    int32_t family, first, second


cdef class Numbered:
    """Pairs of texts of a family, each with a number, in the order in which they were met."""

    cdef Entry *entries
    cdef int32_t *places     # by hash: the number + 1
    cdef uint8_t *store
    cdef int64_t room, held, stored
    cdef readonly int64_t count

    def __cinit__(self):
        self.room = 1024
        self.held = 1 << 16
        self.entries = <Entry *>malloc(self.room * sizeof(Entry))
        self.places = <int32_t *>calloc(2 * self.room, 4)
        self.store = <uint8_t *>malloc(self.held)
        if self.entries == NULL or self.places == NULL or self.store == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.entries)
        free(self.places)
        free(self.store)

    cdef int32_t number(self, int32_t family, const uint8_t *line, span_t first, span_t second) noexcept nogil:
        """The number of a pair, also of one that is new; −1 where there is no memory."""
        cdef int32_t a = max(first.size, 0), b = max(second.size, 0)
        cdef const uint8_t *p = line + first.start
        cdef const uint8_t *q = line + second.start
        cdef uint64_t hash = mixed(mixed(family + 1, p, a), q, b)
        cdef int64_t mask = 2 * self.room - 1
        cdef int64_t place = hash & mask
        cdef Entry *entry
        while self.places[place]:
            entry = &self.entries[self.places[place] - 1]
            if entry.hash == hash and entry.family == family and entry.first == a and entry.second == b:
                if memcmp(self.store + entry.at, p, a) == 0 and memcmp(self.store + entry.at + a, q, b) == 0:
                    return self.places[place] - 1
            place = (place + 1) & mask
        if not self.grown(a + b):
            return -1
        entry = &self.entries[self.count]
        entry.hash, entry.at, entry.family, entry.first, entry.second = hash, self.stored, family, a, b
        memcpy(self.store + self.stored, p, a)
        memcpy(self.store + self.stored + a, q, b)
        self.stored += a + b
        self.count += 1
        self.put(self.count)
        return <int32_t>(self.count - 1)

    cdef void put(self, int64_t number) noexcept nogil:
        cdef int64_t mask = 2 * self.room - 1
        cdef int64_t place = self.entries[number - 1].hash & mask
        while self.places[place]:
            place = (place + 1) & mask
        self.places[place] = <int32_t>number

    cdef bint grown(self, int64_t more) noexcept nogil:
        cdef int64_t one
        cdef void *made
        if self.stored + more > self.held:
            made = realloc(self.store, 2 * self.held + more)
            if made == NULL:
                return False
            self.store = <uint8_t *>made
            self.held = 2 * self.held + more
        if self.count == self.room:
            made = realloc(self.entries, 2 * self.room * sizeof(Entry))
            if made == NULL:
                return False
            self.entries = <Entry *>made
            made = calloc(4 * self.room, 4)
            if made == NULL:
                return False
            free(self.places)
            self.places = <int32_t *>made
            self.room *= 2
            for one in range(1, self.count + 1):
                self.put(one)
        return True

    def since(self, int64_t known):
        """The pairs from a number on, each with its family; what is not there is empty."""
        cdef Entry *entry
        found = []
        for number in range(known, self.count):
            entry = &self.entries[number]
            first = PyBytes_FromStringAndSize(<const char *>self.store + entry.at, entry.first)
            second = PyBytes_FromStringAndSize(<const char *>self.store + entry.at + entry.first, entry.second)
            found.append((entry.family, first, second))
        return found


cdef inline uint64_t mixed(uint64_t hash, const uint8_t *p, int64_t size) noexcept nogil:
    cdef uint64_t word
    hash = (hash ^ <uint64_t>size) * 0x9E3779B97F4A7C15ULL
    while size >= 8:
        memcpy(&word, p, 8)
        hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL
        hash ^= hash >> 29
        p += 8
        size -= 8
    word = 0
    memcpy(&word, p, size)
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL
    return hash ^ (hash >> 32)


cdef inline int64_t pair(const uint8_t *p) noexcept nogil:
    """Two digits; much too many where they are none."""
    cdef uint8_t a = p[0] - 48, b = p[1] - 48
    return 10 * a + b if a < 10 and b < 10 else 1 << 20


cdef int64_t moment(const uint8_t *p, int64_t size) noexcept nogil:
    """A time in microseconds since 1970, where it is written with an offset and between 1900 and 2199; else ASK."""
    cdef int64_t year, month, day, hour, minute, second, micros = 0, at = 19, place = 100000, ahead = 0, days, most
    if size < 20 or size > 35:
        return ASK
    if p[4] != c'-' or p[7] != c'-' or p[10] != c'T' or p[13] != c':' or p[16] != c':':
        return ASK
    year, month, day = 100 * pair(p) + pair(p + 2), pair(p + 5), pair(p + 8)
    hour, minute, second = pair(p + 11), pair(p + 14), pair(p + 17)
    if not (1900 <= year < 2200 and 1 <= month <= 12 and day >= 1 and hour < 24 and minute < 60 and second < 60):
        return ASK
    most = 30 + (month + (month > 7)) % 2 if month != 2 else 28 + (year % 4 == 0 and (year % 100 != 0 or year == 2000))
    if day > most:
        return ASK
    if p[at] == c'.':
        at += 1
        while at < size and <uint8_t>(p[at] - 48) < 10:
            micros += (p[at] - 48) * place
            place //= 10
            at += 1
        if at == 20:
            return ASK
    if size - at == 6 and (p[at] == c'+' or p[at] == c'-') and p[at + 3] == c':':
        ahead = 60 * pair(p + at + 1) + pair(p + at + 4)
        if pair(p + at + 1) >= 24 or pair(p + at + 4) >= 60:
            return ASK
        if p[at] == c'-':
            ahead = -ahead
    elif size - at != 1 or p[at] != c'Z':
        return ASK
    # Days since 1970, of years that begin in March.
    year -= month < 3
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day - 719469
    return (((days * 24 + hour) * 60 + minute - ahead) * 60 + second) * 1000000 + micros


cdef int64_t unsixed(const uint8_t *p, int64_t size, uint8_t *out) noexcept nogil:
    """Base64 with all its padding to bytes, and how many these are; −1 where it is anything else."""
    cdef int64_t at, count = size // 4 * 3
    cdef uint8_t a, b, c, d
    if size % 4:
        return -1
    for at in range(0, size, 4):
        a, b, c, d = SIXES[p[at]], SIXES[p[at + 1]], SIXES[p[at + 2]], SIXES[p[at + 3]]
        if at + 4 == size and p[at + 3] == c'=':
            d = 0
            count -= 1
            if p[at + 2] == c'=':
                c = 0
                count -= 1
                if b & 15:
                    return -1
            elif c & 3:
                return -1
        if (a | b | c | d) & 192:
            return -1
        out[0], out[1], out[2] = a << 2 | b >> 4, <uint8_t>(b << 4) | c >> 2, <uint8_t>(c << 6) | d
        out += 3
    return count


cdef bint may_be_hex(const uint8_t *p, int64_t size) noexcept nogil:
    """Whether a text in base64 consists of hex digits of any case, or these behind 0x, and not of A alone."""
    cdef int64_t at, zeros = 0
    cdef uint8_t six
    for at in range(size):
        six = SIXES[p[at]]
        if not (52 <= six < 62 or six < 6 or 26 <= six < 32 or (at == 1 and (p[1] | 32) == c'x' and p[0] == c'0')):
            return False
        zeros += six == 0
    return zeros < size


cdef struct Columns:
    int64_t *starts
    int32_t *sizes
    int8_t *kinds
    int32_t *who
    int32_t *radio
    uint8_t *ports
    int64_t *times
    int64_t *outer_times
    int64_t *payloads
    int32_t *asked


cdef class Extractor:
    """Knows the forms of usual messages, tried in the order given, and reads lines as these."""

    cdef form_t *forms
    cdef field_t *fields
    cdef int32_t[::1] roots
    cdef uint8_t[256] textual
    cdef list names
    cdef int64_t longest
    cdef readonly Numbered who, radio
    cdef uint8_t *decoded
    cdef int64_t room, held

    def __cinit__(self, forms, fields, roots, bytes textual, int64_t longest):
        cdef form_t *form
        self.forms = <form_t *>calloc(len(forms) + 1, sizeof(form_t))
        self.fields = <field_t *>calloc(len(fields) + 1, sizeof(field_t))
        if self.forms == NULL or self.fields == NULL:
            raise MemoryError
        for number, given in enumerate(forms):
            form = &self.forms[number]
            form.kind, form.nullable, form.slot, form.least = given.kind, given.nullable, given.slot, given.least
            form.whole, form.low, form.high, form.above = given.whole, given.low, given.high, given.above
            form.first, form.keys, form.closed = given.first, given.keys, given.closed
            form.required, form.item = given.required, given.item
        self.names = [name for name, _ in fields]
        for number, (name, inner) in enumerate(fields):
            self.fields[number].name = PyBytes_AS_STRING(self.names[number])
            self.fields[number].size = <int32_t>len(name)
            self.fields[number].form = inner
        self.roots = roots
        memcpy(self.textual, PyBytes_AS_STRING(textual), 256)
        self.longest = longest
        self.who, self.radio = Numbered(), Numbered()

    def __dealloc__(self):
        free(self.forms)
        free(self.fields)
        free(self.decoded)

    def read(self, bytes data):
        """The lines of a block: where each is, its form (−1: it is in doubt), and what it says, in memory to look at."""
        cdef const uint8_t *p = <const uint8_t *>PyBytes_AS_STRING(data)
        cdef int64_t size = PyBytes_GET_SIZE(data), count
        cdef int status
        cdef Columns c
        with nogil:
            count = lines_in(p, size)
        made = [bytearray(count * width) for width in (8, 4, 1, 4, 4, 1, 8, 8, 8, 16)]
        made[8] += bytes(8)
        c.starts = <int64_t *>start_of(made[0])
        c.sizes = <int32_t *>start_of(made[1])
        c.kinds = <int8_t *>start_of(made[2])
        c.who = <int32_t *>start_of(made[3])
        c.radio = <int32_t *>start_of(made[4])
        c.ports = <uint8_t *>start_of(made[5])
        c.times = <int64_t *>start_of(made[6])
        c.outer_times = <int64_t *>start_of(made[7])
        c.payloads = <int64_t *>start_of(made[8])
        c.asked = <int32_t *>start_of(made[9])
        self.held = 0
        with nogil:
            status = self.lines(p, size, &c)
        if status == FULL:
            raise MemoryError
        return (*made, PyBytes_FromStringAndSize(<const char *>self.decoded, self.held))

    cdef int lines(self, const uint8_t *p, int64_t size, Columns *c) noexcept nogil:
        cdef const uint8_t *start = p
        cdef const uint8_t *end = p + size
        cdef const uint8_t *over
        cdef int64_t row = 0
        cdef int32_t root, kind
        cdef int status
        cdef span_t[SLOTS] spans
        cdef reading_t r
        r.forms, r.fields, r.spans = self.forms, self.fields, spans
        while p < end:
            over = <const uint8_t *>memchr(p, c'\n', end - p)
            if over == NULL:
                over = end
            c.starts[row], c.sizes[row] = p - start, <int32_t>min(over - p, <int64_t>0x7FFFFFFF)
            c.payloads[row] = self.held
            kind = -1
            if over - p < self.longest and p < over and p[0] == c'{':
                r.line = p
                for root in range(self.roots.shape[0]):
                    memset(spans, 255, sizeof(spans))
                    if is_of(&r, self.roots[root], p, over):
                        kind = root
                        break
            c.kinds[row] = <int8_t>kind
            if kind >= 0:
                status = self.noted(row, kind, p, spans, c)
                if status != FINE:
                    return status
            p = over + 1
            row += 1
        c.payloads[row] = self.held
        return FINE

    cdef int noted(self, int64_t row, int32_t kind, const uint8_t *line, span_t *spans, Columns *c) noexcept nogil:
        """Take what a message says into the columns."""
        cdef int32_t at, port = 0
        cdef int64_t decoded, more = spans[PAYLOAD].size
        cdef void *made
        cdef bint textual
        c.who[row] = self.who.number(kind, line, spans[EUI], spans[HINT])
        c.radio[row] = self.radio.number(kind, line, spans[RATE], spans[FREQUENCY])
        if c.who[row] < 0 or c.radio[row] < 0:
            return FULL
        for at in range(max(spans[PORT].size, 0)):
            port = 10 * port + line[spans[PORT].start + at] - 48
        c.ports[row] = <uint8_t>port
        c.times[row] = NEVER if spans[TIME].size < 0 else moment(line + spans[TIME].start, spans[TIME].size)
        c.outer_times[row] = (
            NEVER if spans[OUTER_TIME].size < 0 else moment(line + spans[OUTER_TIME].start, spans[OUTER_TIME].size)
        )
        memcpy(&c.asked[4 * row], &spans[TIME], 16)
        if more <= 0:
            return FINE
        if self.held + more > self.room:
            made = realloc(self.decoded, 2 * (self.held + more) + 4096)
            if made == NULL:
                return FULL
            self.decoded = <uint8_t *>made
            self.room = 2 * (self.held + more) + 4096
        decoded = unsixed(line + spans[PAYLOAD].start, more, self.decoded + self.held)
        if decoded < 0:
            c.kinds[row] = -1
            return FINE
        textual = decoded >= 2
        for at in range(decoded):
            if not self.textual[self.decoded[self.held + at]]:
                textual = False
                break
        # How digits are read that stand for bytes is not decided here.
        if textual or may_be_hex(line + spans[PAYLOAD].start, more):
            c.kinds[row] = -1
        self.held += decoded
        return FINE


cdef int64_t lines_in(const uint8_t *p, int64_t size) noexcept nogil:
    cdef const uint8_t *end = p + size
    cdef int64_t count = 0
    while p < end:
        p = <const uint8_t *>memchr(p, c'\n', end - p)
        count += 1
        if p == NULL:
            return count
        p += 1
    return count


cdef void *start_of(bytearray memory):
    return <void *><char *>memory
