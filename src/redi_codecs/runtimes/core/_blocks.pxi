# Blocks of rows: which shape each row has, and the columns of all rows of a shape, one after the other.

cdef extern from "_kernels.h":
    void redi_words(uint32_t *raw, const uint8_t **at, int64_t off, int32_t m, int32_t load) nogil
    void redi_windows(uint64_t *window, const uint8_t **at, int64_t off, int32_t m, int32_t length, int32_t swapped) nogil
    void redi_seen(uint32_t *raw, const uint64_t *window, int32_t m, int32_t up, int32_t down, int32_t sign) nogil
    void redi_bits_of(uint32_t *raw, int32_t m, int32_t up, int32_t down, int32_t sign) nogil
    void redi_join(uint32_t *joined, const uint32_t *raw, int32_t m, int32_t shift, int32_t bits) nogil
    int32_t redi_outside(uint8_t *odd, const int32_t *raw, int32_t m, int32_t low, int32_t high) nogil
    int32_t redi_within(uint8_t *nulls, const int32_t *raw, int32_t m, int32_t low, int32_t high, int32_t status) nogil
    int32_t redi_outside_wide(uint8_t *odd, const int64_t *raw, int32_t m, int64_t low, int64_t high) nogil
    int32_t redi_within_wide(uint8_t *nulls, const int64_t *raw, int32_t m, int64_t low, int64_t high, int32_t status) nogil
    int32_t redi_only(uint8_t *odd, const uint8_t *nulls, int32_t m) nogil
    void redi_known(uint8_t *flags, int64_t bytes, uint8_t *status, const uint8_t *nulls, const int32_t *to, int32_t m) nogil
    void redi_reals(double *out, const int32_t *raw, int32_t m, int32_t mul, int32_t add, double by) nogil
    void redi_wholes(int64_t *out, const int32_t *raw, int32_t m, int32_t mul, int32_t add) nogil
    void redi_tests(uint8_t *out, const int32_t *raw, int32_t m, int32_t op, int32_t with_) nogil
    void redi_scatter(int64_t *out, const int64_t *source, const int32_t *to, int32_t m) nogil
    void redi_flags(uint8_t *flags, int64_t bytes, const int32_t *to, int32_t m) nogil
    void redi_flags_of(uint8_t *flags, const uint8_t *source, const int32_t *to, int32_t m) nogil
    void redi_pack(uint8_t *bits, const uint8_t *flags, int64_t bytes) nogil
    int32_t redi_next(const uint8_t *odd, int32_t k, int32_t m) nogil
    void redi_fill16(int16_t *out, const int32_t *to, int32_t m, int32_t dense, int16_t number) nogil
    void redi_fill32(uint32_t *out, const int32_t *to, int32_t m, int32_t dense, uint32_t number) nogil
    void redi_add_bits(uint8_t *out, const uint8_t *bits, int64_t bytes) nogil
    void redi_put_bits(uint8_t *out, const uint8_t *values, const uint8_t *which, int64_t bytes) nogil
    uint64_t redi_guard(uint8_t *odd, const uint8_t **at, int32_t m, int64_t off, int32_t size, uint64_t mask, uint64_t want) nogil
    uint64_t redi_other(uint8_t *odd, const uint8_t **at, int32_t m, int64_t off, int32_t size, uint64_t mask, uint64_t other) nogil
    ctypedef struct redi_crc "struct redi_crc":
        pass
    void redi_crc_of(redi_crc *crc, const int64_t *plain) nogil
    void redi_crcs(uint32_t *out, const uint8_t **at, int32_t m, int64_t n, const redi_crc *crc) nogil
    int32_t redi_offsets32(const uint8_t **ptr, int32_t *length, const uint8_t *data, const int32_t *offsets, int32_t m, int64_t low, int64_t high) nogil
    int32_t redi_offsets64(const uint8_t **ptr, int32_t *length, const uint8_t *data, const int64_t *offsets, int32_t m, int64_t low, int64_t high) nogil
    int32_t redi_differ(const int32_t *numbers, int32_t m, int32_t one) nogil

include "_source.pxi"
include "_shapes.pxi"

cdef int64_t EARLY_ENOUGH = <int64_t>1 << 37  # seconds of which twice as many are in the calendar

cdef enum:
    CHILD_BYTES = 1024
    CHILDREN = 8192          # rows of a table of children that are written to at a time, and some more

# The rows of one table that the payloads of a group go to.
cdef struct Place:
    const uint8_t **at       # the payloads
    int32_t m                # how many
    int32_t *to              # their rows, ascending, counted from base
    int64_t base             # a multiple of eight
    int64_t bytes            # of bits from base on that the rows reach
    const uint8_t *bits      # one for each of the rows
    bint dense               # one row after the other

cdef struct Block:
    int64_t base             # the row with the relative number 0
    bint timed
    int32_t starts, ends     # which of its rows are decoded
    const uint8_t *ptr[BLOCK]
    int32_t len[BLOCK]
    int32_t ports[BLOCK]
    int64_t port             # that all of these are, or -1
    bint all_there           # no row is without a payload
    int64_t times[BLOCK]
    int32_t rest[BLOCK]      # rows without shape, at first all that have a payload
    uint8_t shape[BLOCK]     # of each of these the number of its shape and one
    int32_t group[2 * BLOCK] # rows shape by shape
    const uint8_t *at[2 * BLOCK]
    int32_t begin[MOST_SHAPES]
    int32_t size[MOST_SHAPES]
    uint8_t owner[BLOCK]     # by row, where shapes add rows of children
    int32_t start[MOST_TABLES][BLOCK]  # by row, where its rows of children start
    int64_t child_base[MOST_TABLES]
    # eight bytes of each payload of a group
    uint64_t window[BLOCK]
    int32_t length           # the least that the payloads have
    int32_t seen_at, seen_swapped  # where these bytes are; -1: not read yet
    # what one field needs
    int32_t to[BLOCK]
    int32_t raw[BLOCK]
    uint32_t spans[BLOCK]
    int64_t wide[BLOCK]
    int64_t cells[BLOCK]
    uint8_t odd[BLOCK]       # what is beyond belief
    uint8_t nulls[BLOCK]     # the status of a sentinel
    bint has_odd, has_nulls
    uint8_t tests[BLOCK]
    uint8_t flags[CHILDREN]
    uint8_t bits[BLOCK]
    uint8_t child_bits[CHILD_BYTES]
    uint8_t values[CHILD_BYTES]

# ---- which rows there are

cdef int32_t gather_rows(Run *r, Source *s, Block *b, int64_t at, int64_t stop) noexcept nogil:
    """Payloads, ports and times of a block; returns how many rows have a payload. If not all, ``rest`` has them."""
    cdef int64_t row = s.first + at
    cdef int64_t n, port
    cdef int32_t rel = <int32_t>(row - b.base), m = <int32_t>(stop - at), k, rest = 0, found
    cdef const uint8_t *p
    cdef int32_t odd = 1
    if s.kind <= 1 and s.validity == NULL and s.preset == NULL and s.ports_valid == NULL:
        if s.kind == 0:
            odd = redi_offsets32(b.ptr + rel, b.len + rel, s.data, <const int32_t *>s.index + at, m, s.low, s.high)
        else:
            odd = redi_offsets64(b.ptr + rel, b.len + rel, s.data, <const int64_t *>s.index + at, m, s.low, s.high)
        if odd == 0 and s.ports == NULL:
            odd = not 0 <= s.port <= 255
            if b.port != s.port:
                for k in range(BLOCK):
                    b.ports[k] = <int32_t>s.port
                b.port = s.port  # until another source has other ones
        elif odd == 0:
            b.port = -1
            for k in range(m):
                port = number_at(s.ports, s.port_code, at + k)
                odd |= not 0 <= port <= 255
                b.ports[rel + k] = <int32_t>port
    if b.timed:
        for k in range(m):
            b.times[rel + k] = time_at(s, at + k)
    b.all_there = odd == 0
    if odd == 0:
        return m
    b.port = -1
    for k in range(m):
        row = s.first + at + k
        port = port_at(s, at + k)
        found = NO_PAYLOAD
        if s.preset != NULL and s.preset[row] != 0:
            if b.timed:
                date_row(r, row, b.times[rel + k])
            continue
        if port >= 0:
            found = locate(s, at + k, &p, &n)
        if found == HERE:
            b.ptr[rel + k], b.len[rel + k], b.ports[rel + k] = p, <int32_t>n, <int32_t>port
            b.rest[rest] = rel + k
            rest += 1
        else:
            missing(r, row, INVALID_PAYLOAD if found == BROKEN else NOTHING_THERE)
            if b.timed:
                date_row(r, row, b.times[rel + k])
    return rest

include "_sort.pxi"
include "_fields.pxi"

# ---- all fields of all rows of a group

cdef void fill_place(Block *b, Place *g, uint8_t *bits) noexcept nogil:
    """The bits of the rows of a place, and whether they are one after the other."""
    g.dense = g.to[g.m - 1] - g.to[0] == g.m - 1
    g.bytes = (g.to[g.m - 1] >> 3) + 1
    g.bits = bits
    if g.m == 8 * g.bytes:
        memset(bits, 255, g.bytes)
        return
    redi_flags(b.flags, 8 * g.bytes, g.to, g.m)
    redi_pack(bits, b.flags, g.bytes)


cdef void child_place(Block *b, Place *own, Place *g, Born *born) noexcept nogil:
    """The rows of children that one of the shape's turns goes to."""
    cdef int32_t k
    cdef int32_t *start = b.start[born.table]
    g.at, g.m, g.to, g.base = own.at, own.m, b.to, b.child_base[born.table]
    for k in range(own.m):
        b.to[k] = start[own.to[k]] + born.turn
    fill_place(b, g, b.child_bits)


cdef void name_children(Run *r, Block *b, Place *own, Place *g, Born *born) noexcept nogil:
    """To which record new rows belong, their channel and their time."""
    cdef Tab *t = &r.tabs[born.table]
    cdef int32_t parent = r.p.parents[born.table]
    cdef int32_t k
    for k in range(g.m):
        t.row[g.base + g.to[k]] = b.base + own.to[k]
    if t.record != NULL:
        for k in range(g.m):
            t.record[g.base + g.to[k]] = b.child_base[parent] + b.start[parent][own.to[k]] + born.parent
    if t.channel != NULL:
        for k in range(g.m):
            t.channel[g.base + g.to[k]] = born.channel
    if born.dated >= 0:
        dates(r, b, g, &r.p.code[born.dated], born.dated_at, t.time, t.dated, NULL)


cdef void common_block(Run *r, Known *known, Block *b, int32_t first, int32_t m) noexcept nogil:
    """What all shapes have in common, for all rows of a block."""
    cdef Shape *shape = &known.shape[0]
    cdef Place all
    cdef int32_t number
    for number in range(m):
        b.to[number] = first + number
    all.at, all.m, all.to, all.base = b.ptr + first, m, b.to, b.base
    b.length, b.seen_at = known.shortest, -1
    fill_place(b, &all, b.bits)
    for number in range(shape.stores):
        if shape.store[number].common:
            field_block(r, b, &all, &r.p.code[shape.store[number].instr], shape.store[number].at)


cdef void shape_block(Run *r, Block *b, Shape *shape, int32_t begin, int32_t m, bint commons) noexcept nogil:
    """Rows ``begin`` to ``begin + m`` of the groups, which have one shape; its common fields may have been read."""
    cdef Place own, child
    cdef Place *g
    cdef int32_t k, number, born = -1
    cdef Store *store
    cdef Instr *x
    cdef Tab *t = r.own
    cdef uint8_t[MOST_BORN] named
    memset(named, 0, MOST_BORN)
    b.length, b.seen_at = shape.n, -1
    own.at, own.m, own.to, own.base = b.at + begin, m, b.group + begin, b.base
    fill_place(b, &own, b.bits)
    for number in range(shape.stores):
        store = &shape.store[number]
        if store.common and not commons:
            continue
        x = &r.p.code[store.instr]
        g = &own
        if store.born >= 0:
            if store.born != born:
                child_place(b, &own, &child, &shape.born[store.born])
                born = store.born
                if not named[born]:
                    named[born] = 1
                    name_children(r, b, &own, &child, &shape.born[born])
            g = &child
        if store.again:
            again(r, g, x, store)
        elif x.op == FIELD:
            field_block(r, b, g, x, store.at)
        elif x.op == TEXT:
            text_block(r, g, x, store.at, store.length)
        elif x.op == STORE:
            for k in range(m):
                put(r, x.col, g.base + g.to[k], store.kind, store.i, store.f)
        else:
            null_block(r, g, x)
    for number in range(shape.borns):
        if not named[number]:
            child_place(b, &own, &child, &shape.born[number])
            name_children(r, b, &own, &child, &shape.born[number])
    if shape.message != 0 and has_memory(r, <void **>r.messages, r.rows * 2):
        redi_fill16(r.messages[0] + b.base, own.to, m, own.dense, <int16_t>shape.message)
    if shape.warned != 0 and has_memory(r, <void **>r.warnings, r.rows * 4):
        redi_fill32(r.warnings[0] + b.base, own.to, m, own.dense, shape.warned)
    if shape.dated >= 0 and has_times(r):
        dates(r, b, &own, &r.p.code[shape.dated], shape.dated_at, t.time, t.dated, b.times if b.timed else NULL)
    elif b.timed:
        for k in range(m):
            date_row(r, b.base + own.to[k], b.times[own.to[k]])
    r.shaped += m


cdef void plain_rows(Run *r, Block *b, int32_t first, int32_t stop) noexcept nogil:
    """Rows without a shape, through the machine."""
    cdef int32_t number, rel
    for number in range(first, stop):
        rel = b.rest[number]
        r.received = b.times[rel] if b.timed else NEVER
        decode_row(r, b.ptr[rel], b.len[rel], b.base + rel, b.ports[rel])

# ---- rows of children stand in the order of their payloads

cdef bint room_for(Run *r, int32_t table, int64_t more, int64_t rows) noexcept nogil:
    """Room for what so many rows add; the first time for all that is expected, if the others add as much."""
    cdef int64_t count = r.tabs[table].count + more, cap = r.tabs[table].cap
    if count <= cap:
        return True
    if cap == 0:
        cap = r.expected * more // max(rows, 1)
        cap += (cap >> 3) + 64  # what is not written to takes no memory
    else:
        cap = larger(cap)
    if not resized(r, table, max(count, cap)):
        r.starved = True
        return False
    return True


cdef int32_t ordered_rows(Run *r, Known *known, Block *b, int32_t start, int32_t stop) noexcept nogil:
    """Rows of children for the rows from ``start`` on, as far as there is place; returns where they end."""
    cdef int32_t[MOST_SHAPES + 1] grown
    cdef int32_t table, number, most, total, rel
    for table in range(1, r.p.tables):
        most = 0
        for number in range(known.shapes):
            most = max(most, known.shape[number].grown[table])
        if most > 0:
            stop = min(stop, start + (CHILDREN - 8) // most)
    for table in range(1, r.p.tables):
        grown[0] = 0
        for number in range(known.shapes):
            grown[number + 1] = known.shape[number].grown[table]
        b.child_base[table] = r.tabs[table].count & ~<int64_t>7
        total = <int32_t>(r.tabs[table].count & 7)
        for rel in range(start, stop):
            b.start[table][rel] = total
            total += grown[b.owner[rel]]
        if not room_for(r, table, b.child_base[table] + total - r.tabs[table].count, stop - start):
            return -1
        r.tabs[table].count = b.child_base[table] + total
    return stop


cdef void ordered(Run *r, Known *known, Block *b, int32_t rest) noexcept nogil:
    """Groups that add rows of children: as many rows at once as none without a shape comes between."""
    cdef int32_t[MOST_SHAPES] next
    cdef int32_t number, k, stop, start = 0, plain = 0, m, end
    memset(b.owner, 0, BLOCK)
    for number in range(known.shapes):
        next[number] = b.begin[number]
        for k in range(b.size[number]):
            b.owner[b.group[b.begin[number] + k]] = <uint8_t>(number + 1)
    while start < BLOCK:
        stop = ordered_rows(r, known, b, start, b.rest[plain] if plain < rest else BLOCK)
        if stop < 0:
            return
        for number in range(known.shapes):
            end = b.begin[number] + b.size[number]
            m = 0
            if next[number] < end and b.group[end - 1] < stop:
                m = end - next[number]
            else:
                while next[number] + m < end and b.group[next[number] + m] < stop:
                    m += 1
            if m > 0:
                shape_block(r, b, &known.shape[number], next[number], m, True)
                next[number] += m
        start = stop
        while plain < rest and b.rest[plain] == start:
            plain_rows(r, b, plain, plain + 1)
            plain += 1
            start += 1


cdef void decode_segment(Run *r, Source *s, int64_t start, int64_t count, bint shaped, Known *known, Block *b) noexcept nogil:
    """Rows ``start`` to ``start + count`` of a source."""
    cdef int64_t at = start, stop
    cdef int32_t rest, number, rows, breeding, k
    cdef bint whole, usual
    known.shapes = 0
    if shaped:
        learn(r, s, start, count, known)
    b.timed = s.times != NULL or s.time != NEVER
    while at < start + count and not r.starved:
        b.base = (s.first + at) & ~<int64_t>(BLOCK - 1)
        stop = min(start + count, b.base + BLOCK - s.first)
        b.starts, b.ends = <int32_t>(s.first + at - b.base), <int32_t>(s.first + stop - b.base)
        rest = rows = gather_rows(r, s, b, at, stop)
        at = stop
        for number in range(known.shapes):
            b.size[number] = 0
        if known.shapes > 0 and b.all_there and uniform(r, known, &known.shape[0], b, rows):
            rest = 0
        else:
            usual = known.shapes > 0 and b.all_there and b.port >= 0 and b.port == known.ways.port
            if b.all_there and not usual:
                for k in range(rows):
                    b.rest[k] = b.starts + k
            if known.shapes > 0 and rows > 0:
                rest = sort_rows(r, known, b, rows, usual)
        breeding = 0
        for number in range(known.shapes):
            if known.shape[number].borns > 0:
                breeding += b.size[number]
        if breeding > 0 and rest * 16 > rows:  # groups would be torn into too small pieces
            for number in range(known.shapes):
                for k in range(b.size[number]):
                    b.rest[rest] = b.group[b.begin[number] + k]
                    rest += 1
            in_order(b, rest)
            plain_rows(r, b, 0, rest)
        elif breeding > 0:
            ordered(r, known, b, rest)
        else:
            whole = known.commons > 0 and rest == 0 and b.all_there
            if whole:
                common_block(r, known, b, b.starts, rows)
            for number in range(known.shapes):
                if b.size[number] > 0:
                    shape_block(r, b, &known.shape[number], b.begin[number], b.size[number], not whole)
            plain_rows(r, b, 0, rest)
        if b.base >= s.first + start and (stop + s.first == b.base + BLOCK or stop + s.first == r.rows):
            for number in range(r.p.first[1]):  # the block is whole
                blank_block(r.cols[number], b.base >> BLOCK_BITS, r.rows)
