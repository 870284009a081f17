# Blocks of rows: which shape each row has, and the columns of all rows of a shape, one after the other.

cdef extern from "_kernels.h":
    void redi_words(uint32_t *raw, const uint8_t **at, int64_t off, int32_t m, int32_t load) nogil
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
    """Payloads, ports and times of a block; returns how many rows have a payload."""
    cdef int64_t row = s.first + at
    cdef int64_t n, port, time
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
            for k in range(m):
                b.ports[rel + k] = <int32_t>s.port
        elif odd == 0:
            for k in range(m):
                port = number_at(s.ports, s.port_code, at + k)
                odd |= not 0 <= port <= 255
                b.ports[rel + k] = <int32_t>port
    if b.timed:
        for k in range(m):
            b.times[rel + k] = time_at(s, at + k)
    if odd == 0:
        for k in range(m):
            b.rest[k] = rel + k
        return m
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

# ---- which shape they have

cdef bint uniform(Run *r, Shape *shape, Block *b, int32_t m) noexcept nogil:
    """Whether all rows of a block have one shape, as is usual; they are its group then."""
    cdef int32_t k, first = b.rest[0]
    if b.rest[m - 1] - first != m - 1:
        return False
    for k in range(0, m, 97):  # seldom so: seen by a few
        if b.len[first + k] != shape.n:
            return False
    if redi_differ(b.len + first, m, shape.n) != 0 or redi_differ(b.ports + first, m, shape.port) != 0:
        return False
    memcpy(b.at, b.ptr + first, m * sizeof(void *))
    for k in range(m):
        b.group[k] = first + k
    b.begin[0], b.size[0] = 0, m
    return suspects(r, shape, shape.guard, shape.guards, b, 0, m) == 0


cdef uint64_t suspects(Run *r, Shape *shape, Guard *guards, int32_t count, Block *b, int32_t begin, int32_t m) noexcept nogil:
    """Rows of a group that have not its shape after all, marked in ``odd``; 0 if there are none."""
    cdef int32_t number
    cdef Guard *guard
    cdef uint64_t any = 0
    memset(b.odd, 0, m)
    for number in range(count):
        guard = &guards[number]
        any |= redi_guard(b.odd, b.at + begin, m, guard.off, guard.size, guard.mask, guard.want)
    for number in range(shape.others):
        guard = &shape.other[number]
        any |= redi_other(b.odd, b.at + begin, m, guard.off, guard.size, guard.mask, guard.want)
    if shape.check >= 0:
        any |= checked(&r.p.code[shape.check], r.p.ints, b.at + begin, m, shape.n, b.odd)
    return any


cdef uint64_t checked(Instr *x, const int64_t *ints, const uint8_t **at, int32_t m, int64_t n, uint8_t *odd) noexcept nogil:
    """Payloads whose checksum is wrong: four at a time, for each byte waits for the one before."""
    cdef const int64_t *t = ints + x.a
    cdef int64_t end = n - x.need
    cdef int32_t k = 0, lane
    cdef int64_t[4] found
    cdef uint64_t any = 0
    while k < m:
        if k + 4 <= m:
            four_crcs(t, at + k, end, found)
            for lane in range(4):
                if <int64_t>word_at(at[k + lane] + end, x.load) != found[lane]:
                    odd[k + lane] = 1
                    any = 1
            k += 4
        else:
            if <int64_t>word_at(at[k] + end, x.load) != crc_of(t, at[k], end):
                odd[k] = 1
                any = 1
            k += 1
    return any


cdef void four_crcs(const int64_t *t, const uint8_t **p, int64_t n, int64_t *found) noexcept nogil:
    cdef int64_t bits = t[0], at
    cdef uint32_t a = <uint32_t>t[1], b = <uint32_t>t[1], c = <uint32_t>t[1], d = <uint32_t>t[1]
    cdef uint32_t mask = <uint32_t>((<uint64_t>1 << bits) - 1), out = <uint32_t>t[3]
    cdef const int64_t *table = t + 4
    cdef const uint8_t *w = p[0]
    cdef const uint8_t *x = p[1]
    cdef const uint8_t *y = p[2]
    cdef const uint8_t *z = p[3]
    if t[2]:
        for at in range(n):
            a = a >> 8 ^ <uint32_t>table[(a ^ w[at]) & 255]
            b = b >> 8 ^ <uint32_t>table[(b ^ x[at]) & 255]
            c = c >> 8 ^ <uint32_t>table[(c ^ y[at]) & 255]
            d = d >> 8 ^ <uint32_t>table[(d ^ z[at]) & 255]
    else:
        bits -= 8
        for at in range(n):
            a = ((a << 8) ^ <uint32_t>table[((a >> bits) ^ w[at]) & 255]) & mask
            b = ((b << 8) ^ <uint32_t>table[((b >> bits) ^ x[at]) & 255]) & mask
            c = ((c << 8) ^ <uint32_t>table[((c >> bits) ^ y[at]) & 255]) & mask
            d = ((d << 8) ^ <uint32_t>table[((d >> bits) ^ z[at]) & 255]) & mask
    found[0], found[1], found[2], found[3] = a ^ out, b ^ out, c ^ out, d ^ out


cdef int32_t kept(Run *r, Shape *shape, Guard *guards, int32_t guard_count, Block *b, int32_t begin, int32_t m, int32_t *rest) noexcept nogil:
    """A group without those that have not its shape, which go back to the rest; returns how many are kept."""
    cdef int32_t k, count = begin
    if m == 0 or suspects(r, shape, guards, guard_count, b, begin, m) == 0:
        return m
    for k in range(m):
        if b.odd[k]:
            b.rest[rest[0]] = b.group[begin + k]
            rest[0] += 1
        else:
            b.group[count], b.at[count] = b.group[begin + k], b.at[begin + k]
            count += 1
    return count - begin


cdef void tell_shapes(Ways *ways, Block *b, int32_t rows) noexcept nogil:
    """The number of each row's shape and one, or 0, without a branch."""
    cdef Way *way
    cdef int32_t k, rel, first = b.rest[0]
    cdef int64_t spread = ways.spread
    cdef const uint8_t *p
    cdef bint same
    way = &ways.ways[ways.way[(b.len[first] + b.ports[first] * spread) & 255]]
    if b.rest[rows - 1] - first == rows - 1 and way.key == key_of(b.len[first], b.ports[first]) and not way.tiny and (
        redi_differ(b.len + first, rows, b.len[first]) == 0 and redi_differ(b.ports + first, rows, b.ports[first]) == 0
    ):  # all go the same way
        for k in range(rows):
            b.shape[k] = way_to(way, b.ptr[first + k])
    elif not ways.parted:
        for k in range(rows):
            rel = b.rest[k]
            way = &ways.ways[ways.way[(b.len[rel] + b.ports[rel] * spread) & 255]]
            b.shape[k] = way.shape[0] if way.key == key_of(b.len[rel], b.ports[rel]) else 0
    else:
        for k in range(rows):
            rel = b.rest[k]
            way = &ways.ways[ways.way[(b.len[rel] + b.ports[rel] * spread) & 255]]
            same = way.key == key_of(b.len[rel], b.ports[rel])
            p = b.ptr[rel] if same & (not way.tiny) else NOWHERE
            b.shape[k] = way_to(way, p) & <uint8_t>-<int32_t>same


cdef inline uint8_t way_to(Way *way, const uint8_t *p) noexcept nogil:
    cdef uint64_t word = two_words(p, way.low, way.high) & way.mask
    cdef int32_t slot = slot_of(word, way.mul)
    return way.shape[slot] & <uint8_t>-<int32_t>(way.want[slot] == word)


cdef inline void put_row(Block *b, int32_t *place, int32_t k) noexcept nogil:
    cdef int32_t at = place[b.shape[k]], rel = b.rest[k]
    place[b.shape[k]] = at + 1
    b.group[at], b.at[at] = rel, b.ptr[rel]


cdef int32_t sort_rows(Run *r, Known *known, Block *b, int32_t rows) noexcept nogil:
    """Rows by their shapes; those without are left in ``rest``. Returns how many these are."""
    cdef Shape *shape
    cdef int32_t[4][MOST_SHAPES + 1] place
    cdef int32_t k, rel, at, number, lane, left, count, rest = 0, end = 0
    cdef int32_t quarter = (rows + 3) >> 2
    cdef bint same, shuffled = False
    tell_shapes(&known.ways, b, rows)
    memset(place, 0, sizeof(place))
    # Each counter waits for itself: four quarters of the block at a time.
    for k in range(rows - 3 * quarter):
        for lane in range(4):
            place[lane][b.shape[lane * quarter + k]] += 1
    for k in range(max(rows - 3 * quarter, 0), quarter):
        for lane in range(3):
            if lane * quarter + k < rows:
                place[lane][b.shape[lane * quarter + k]] += 1
    for at in range(1, known.shapes + 2):
        number = at if at <= known.shapes else 0  # those without stand last
        left = end
        for lane in range(4):
            count = place[lane][number]
            place[lane][number] = end
            end += count
        if number > 0:
            b.begin[number - 1], b.size[number - 1] = left, end - left
        else:
            rest, end = end - left, left
    for k in range(rows - 3 * quarter):
        for lane in range(4):
            put_row(b, place[lane], lane * quarter + k)
    for k in range(max(rows - 3 * quarter, 0), quarter):
        for lane in range(3):
            if lane * quarter + k < rows:
                put_row(b, place[lane], lane * quarter + k)
    memcpy(b.rest, b.group + end, rest * 4)
    for number in range(known.shapes):
        left = rest
        shape = &known.shape[number]
        b.size[number] = kept(r, shape, shape.left, shape.lefts, b, b.begin[number], b.size[number], &rest)
        shuffled |= rest > left and left > 0
    if shuffled:
        in_order(b, rest)
    for number in range(known.shapes):
        shape = &known.shape[number]
        if rest == 0 or not shape.hidden:
            continue
        b.begin[number], left = end, 0
        for k in range(rest):  # without a branch
            rel = b.rest[k]
            same = (b.len[rel] == shape.n) & (b.ports[rel] == shape.port)
            b.group[end], b.at[end] = rel, b.ptr[rel]
            end += same
            b.rest[left] = rel
            left += not same
        rest = left
        b.size[number] = kept(r, shape, shape.guard, shape.guards, b, b.begin[number], end - b.begin[number], &rest)
        end = b.begin[number] + b.size[number]
        if rest > left and left > 0:
            in_order(b, rest)
    return rest


cdef void in_order(Block *b, int32_t rest) noexcept nogil:
    """Rows put back stand behind the others: all of them in their order again."""
    cdef int32_t k, count = 0
    memset(b.flags, 0, BLOCK)
    for k in range(rest):
        b.flags[b.rest[k]] = 1
    for k in range(BLOCK):
        if b.flags[k]:
            b.rest[count] = k
            count += 1

# ---- one field of all rows of a group

cdef inline int32_t clamped(int64_t number) noexcept nogil:
    return <int32_t>(number if -0x40000000 < number < 0x40000000 else (0x40000000 if number > 0 else -0x40000000))


cdef bint small(Code *p, Instr *x) noexcept nogil:
    """Whether the raw numbers of a field have at most 24 bits, in a word of at most 32."""
    cdef int32_t span, bits = 0
    if x.load & 15 > 4:
        return False
    if x.spans == 0:
        return 64 - (x.shr & 63) <= 24
    for span in range(x.spans):
        bits += <int32_t>p.ints[x.shl + 2 * span + 1]
    return bits <= 24


cdef void small_raws(Code *p, Block *b, Place *g, Instr *x, int64_t off) noexcept nogil:
    """The raw numbers of a small field."""
    cdef int32_t span, up, down, size = x.load & 15
    cdef uint32_t *raw = <uint32_t *>b.raw
    if x.spans == 0:
        redi_words(raw, g.at, off, g.m, x.load)
        up, down = x.shl - 32, (x.shr & 63) - 32
        if x.shr & 64 or up != down or up + 8 * size != 32:
            redi_bits_of(raw, g.m, up, down, x.shr & 64)
        return
    redi_words(b.spans, g.at, off, g.m, x.load)
    memset(raw, 0, g.m * 4)
    up = 32
    for span in range(x.spans):
        redi_join(raw, b.spans, g.m, <int32_t>p.ints[x.shl + 2 * span], <int32_t>p.ints[x.shl + 2 * span + 1])
        up -= <int32_t>p.ints[x.shl + 2 * span + 1]
    if x.shr & 64:
        redi_bits_of(raw, g.m, up, up, 1)


cdef void wide_raws(Code *p, Block *b, Place *g, Instr *x, int64_t off) noexcept nogil:
    """The raw numbers of any field."""
    cdef int32_t k
    cdef uint32_t four
    if x.spans != 0:
        for k in range(g.m):
            b.wide[k] = raw_of(p, x, g.at[k] + off)
    elif x.load & 15 == 4 and not x.shr & 64 and x.shl == 32 and x.shr == 32:
        redi_words(b.spans, g.at, off, g.m, x.load)
        for k in range(g.m):
            b.wide[k] = b.spans[k]
    else:
        for k in range(g.m):
            b.wide[k] = shifted(word_at(g.at[k] + off, x.load), x.shl, x.shr)


cdef void judge(Code *p, Xform *form, Block *b, int32_t m, bint wide) noexcept nogil:
    """Which of the raw numbers are sentinels, and which of the others are beyond belief."""
    cdef int64_t number
    cdef const int64_t *limits
    b.has_odd = b.has_nulls = False
    if form.low > NEVER or form.high < -NEVER:
        memset(b.odd, 0, m)
        if wide:
            b.has_odd = redi_outside_wide(b.odd, b.wide, m, form.low, form.high) != 0
        else:
            b.has_odd = redi_outside(b.odd, b.raw, m, clamped(form.low), clamped(form.high)) != 0
    if form.nulls < 0:
        return
    memset(b.nulls, 0, m)
    for number in range(p.ints[form.nulls]):
        limits = p.ints + form.nulls + 1 + 3 * number
        if wide:
            b.has_nulls |= redi_within_wide(b.nulls, b.wide, m, limits[0], limits[1], <int32_t>limits[2]) != 0
        else:
            b.has_nulls |= redi_within(b.nulls, b.raw, m, clamped(limits[0]), clamped(limits[1]), <int32_t>limits[2]) != 0
    if b.has_odd and b.has_nulls:
        b.has_odd = redi_only(b.odd, b.nulls, m) != 0


cdef void field_block(Run *r, Block *b, Place *g, Instr *x, int64_t off) noexcept nogil:
    """One field of all rows of a group."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef Slot *slot = &r.p.slots[x.col]
    cdef Col *c = r.cols[x.col]
    cdef int32_t k
    cdef bint done = False
    if c.values == NULL and not has_values(r, x.col):
        return
    if small(r.p, x):
        small_raws(r.p, b, g, x, off)
        judge(r.p, form, b, g.m, False)
        if form.kind == K_INT or form.kind == K_DIV:
            done = small_numbers(c, slot, form, b, g)
        elif form.kind == K_TEST and slot.type == T_BOOL:
            redi_tests(b.tests, b.raw, g.m, <int32_t>form.mul, clamped(form.add))
            truths(c, b, g)
            done = True
        elif form.kind == K_TABLE and slot.type == T_FLOAT:
            done = tabled(r.p, c, slot, form, b, g)
        elif (form.kind == K_CHOICE or form.kind == K_SEARCH) and slot.type == T_ENUM:
            done = chosen(r.p, c, form, b, g)
    else:
        wide_raws(r.p, b, g, x, off)
        judge(r.p, form, b, g.m, True)
        if form.kind == K_INT or form.kind == K_DIV:
            done = wide_numbers(c, slot, form, b, g)
        elif form.kind == K_REAL and slot.type == T_FLOAT:
            done = floats(r.p, c, slot, form, b, g)
    if not done or (b.has_nulls and c.status == NULL and not has_status(r, x.col)):
        for k in range(g.m):
            field_into(r, x, g.at[k] + off, g.base + g.to[k])
        return
    if b.has_nulls:
        redi_known(b.flags, 8 * g.bytes, c.status + g.base, b.nulls, g.to, g.m)
        redi_pack(b.values, b.flags, g.bytes)
        redi_add_bits(c.valid + (g.base >> 3), b.values, g.bytes)
    else:
        redi_add_bits(c.valid + (g.base >> 3), g.bits, g.bytes)
    if b.has_odd:  # the few that are beyond belief, once more and with care
        k = redi_next(b.odd, 0, g.m)
        while k < g.m:
            field_into(r, x, g.at[k] + off, g.base + g.to[k])
            k = redi_next(b.odd, k + 1, g.m)


cdef inline void eights(void *values, Block *b, Place *g) noexcept nogil:
    """Cells of eight bytes to their rows."""
    redi_scatter(<int64_t *>values + g.base, b.cells, g.to, g.m)


cdef bint small_numbers(Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    cdef void *out = <int64_t *>c.values + g.base + g.to[0] if g.dense else b.cells
    cdef int32_t k
    if slot.type == T_TIME and form.kind == K_INT and 0 <= form.add < EARLY_ENOUGH and 0 <= form.mul <= 3600:
        for k in range(g.m):
            b.cells[k] = (b.raw[k] * form.mul + form.add) * 1000000
            if b.raw[k] < 0:
                return False
        eights(c.values, b, g)
        return True
    if not (-128 < form.mul < 128 and -0x1000000 < form.add < 0x1000000):
        for k in range(g.m):
            b.wide[k] = b.raw[k]
        return wide_numbers(c, slot, form, b, g)
    if slot.type == T_FLOAT:
        redi_reals(<double *>out, b.raw, g.m, <int32_t>form.mul, <int32_t>form.add, form.divisor if form.kind == K_DIV else 1)
    elif slot.type == T_INT and form.kind == K_INT:
        redi_wholes(<int64_t *>out, b.raw, g.m, <int32_t>form.mul, <int32_t>form.add)
    else:
        return False
    if not g.dense:
        eights(c.values, b, g)
    return True


cdef bint wide_numbers(Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    cdef int32_t k
    cdef double *out = <double *>b.cells
    cdef int64_t most = 0
    if slot.type == T_FLOAT:
        if form.kind == K_INT:
            for k in range(g.m):
                out[k] = <double>(b.wide[k] * form.mul + form.add)
        else:
            for k in range(g.m):
                out[k] = <double>(b.wide[k] * form.mul + form.add) / form.divisor
    elif slot.type == T_INT and form.kind == K_INT:
        for k in range(g.m):
            b.cells[k] = b.wide[k] * form.mul + form.add
    elif slot.type == T_TIME and form.kind == K_INT and form.size == 0:
        for k in range(g.m):
            b.cells[k] = b.wide[k] * form.mul + form.add
            most |= b.cells[k]
        if not 0 <= most < EARLY_ENOUGH:
            return False
        for k in range(g.m):
            b.cells[k] *= 1000000
    else:
        return False
    eights(c.values, b, g)
    return True


cdef void truths(Col *c, Block *b, Place *g) noexcept nogil:
    redi_flags_of(b.flags, b.tests, g.to, g.m)
    redi_pack(b.values, b.flags, g.bytes)
    redi_put_bits(<uint8_t *>c.values + (g.base >> 3), b.values, g.bits, g.bytes)


cdef bint tabled(Code *p, Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    """Values of a table: nothing there, or beyond limits, is odd as well."""
    cdef int32_t k
    cdef double value
    cdef double *out = <double *>b.cells
    cdef uint8_t any = 0
    if not b.has_odd:
        memset(b.odd, 0, g.m)
    for k in range(g.m):
        value = p.floats[form.table + (b.raw[k] & (form.size - 1))]
        b.odd[k] |= not (slot.low <= value <= slot.high)
        any |= b.odd[k]
        out[k] = value
    b.has_odd = any != 0
    eights(c.values, b, g)
    return True


cdef bint chosen(Code *p, Col *c, Xform *form, Block *b, Place *g) noexcept nogil:
    """Named states, by their numbers."""
    cdef int32_t k
    cdef int32_t *out = <int32_t *>c.values + g.base
    cdef int32_t[64] known, state
    cdef int32_t raw
    if form.kind == K_CHOICE:
        for k in range(g.m):
            out[g.to[k]] = <int32_t>p.ints[form.table + (b.raw[k] & (form.size - 1))]
        return True
    for k in range(64):
        known[k] = k + 1  # which has another place
    for k in range(g.m):
        raw = b.raw[k]
        if known[raw & 63] != raw:
            known[raw & 63], state[raw & 63] = raw, searched(p, form, raw)
        out[g.to[k]] = state[raw & 63]
    return True


cdef inline int32_t searched(Code *p, Xform *form, int64_t raw) noexcept nogil:
    cdef int64_t i
    cdef double f
    cdef int32_t status = 0
    meaning(p, form, raw, &i, &f, &status)
    return <int32_t>i


cdef bint floats(Code *p, Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    """IEEE 754: what is not finite, or beyond limits, is odd as well."""
    cdef int32_t k, status
    cdef int64_t i
    cdef double value
    cdef double *out = <double *>b.cells
    cdef uint8_t any = 0
    if not b.has_odd:
        memset(b.odd, 0, g.m)
    for k in range(g.m):
        status = 0
        meaning(p, form, b.wide[k], &i, &value, &status)
        b.odd[k] |= status != 0 or not (slot.low <= value <= slot.high)
        any |= b.odd[k]
        out[k] = value
    b.has_odd = any != 0
    eights(c.values, b, g)
    return True


cdef void text_block(Run *r, Place *g, Instr *x, int64_t off, int64_t length) noexcept nogil:
    cdef Col *c = r.cols[x.col]
    cdef int64_t *cells
    cdef int32_t k
    if c.values == NULL and not has_values(r, x.col):
        return
    cells = <int64_t *>c.values + 2 * g.base
    for k in range(g.m):
        cells[2 * g.to[k]] = <int64_t>(g.at[k] + off)
        cells[2 * g.to[k] + 1] = <int64_t>x.x << 40 | length
    redi_add_bits(c.valid + (g.base >> 3), g.bits, g.bytes)


cdef void null_block(Run *r, Place *g, Instr *x) noexcept nogil:
    cdef Col *c = r.cols[x.col]
    cdef int32_t k
    if x.b == 0 or (c.status == NULL and not has_status(r, x.col)):
        return
    for k in range(g.m):
        c.status[g.base + g.to[k]] = <uint8_t>x.b


cdef void again(Run *r, Place *g, Instr *x, Store *store) noexcept nogil:
    """Where something was written before, row by row."""
    cdef int32_t k
    for k in range(g.m):
        if x.op == FIELD:
            field_into(r, x, g.at[k] + store.at, g.base + g.to[k])
        elif x.op == TEXT:
            put_text(r, x.col, g.base + g.to[k], <int64_t>(g.at[k] + store.at), x.x, store.length)
        elif x.op == STORE:
            put(r, x.col, g.base + g.to[k], store.kind, store.i, store.f)
        else:
            no_value(r, x.col, g.base + g.to[k], <uint8_t>x.b)


cdef void dates(Run *r, Block *b, Place *g, Instr *x, int64_t off, int64_t *time, uint8_t *dated, int64_t *otherwise) noexcept nogil:
    """Times that the payloads say; where one says none, another's of its row, if there is one."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef int32_t k, kind, status
    cdef int64_t raw, i, when
    cdef double f
    if form.kind == K_INT and form.nulls < 0 and form.size == 0 and x.load & 15 == 4 and not x.shr & 64 and (
        form.mul == 1 and 0 <= form.add < EARLY_ENOUGH
    ):
        wide_raws(r.p, b, g, x, off)
        for k in range(g.m):
            time[g.base + g.to[k]] = (b.wide[k] + form.add) * 1000000
        redi_add_bits(dated + (g.base >> 3), g.bits, g.bytes)
        return
    for k in range(g.m):
        raw = raw_of(r.p, x, g.at[k] + off)
        status = null_of(r.p, form, raw)
        when = NEVER
        if status == 0:
            kind = meaning(r.p, form, raw, &i, &f, &status)
            when = microseconds(kind, i, f)
        if when == NEVER and otherwise != NULL:
            when = otherwise[g.to[k]]
        if when != NEVER:
            time[g.base + g.to[k]] = when
            dated[(g.base + g.to[k]) >> 3] |= <uint8_t>(1 << (g.to[k] & 7))

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


cdef void common_block(Run *r, Block *b, Shape *shape, int32_t first, int32_t m) noexcept nogil:
    """What all shapes have in common, for all rows of a block."""
    cdef Place all
    cdef int32_t number
    for number in range(m):
        b.to[number] = first + number
    all.at, all.m, all.to, all.base = b.ptr + first, m, b.to, b.base
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

cdef bint room_for(Run *r, Known *known, int32_t table, int64_t more) noexcept nogil:
    """Room for so many rows more; the first time for as many as the sample lets expect."""
    cdef int64_t count = r.tabs[table].count + more, cap = r.tabs[table].cap, hits = 0, found = 0
    cdef int32_t number
    if count <= cap:
        return True
    if cap == 0:
        for number in range(known.shapes):
            hits += known.shape[number].hits
            found += known.shape[number].hits * known.shape[number].grown[table]
        cap = r.expected * found // max(hits, 1)
        cap += cap >> 6
    else:
        cap += cap >> (1 if cap < 65536 else 3)
    if not resized(r, table, max(count, cap + 64), True):
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
        if not room_for(r, known, table, b.child_base[table] + total - r.tabs[table].count):
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
            if end > 0 and next[number] < end and b.group[end - 1] < stop:
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
    cdef bint whole
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
        if known.shapes > 0 and rows > 0:
            rest = 0 if uniform(r, &known.shape[0], b, rows) else sort_rows(r, known, b, rows)
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
            whole = known.commons > 0 and rows > 0 and rest == 0 and b.ends - b.starts == rows
            if whole:
                common_block(r, b, &known.shape[0], b.starts, rows)
            for number in range(known.shapes):
                if b.size[number] > 0:
                    shape_block(r, b, &known.shape[number], b.begin[number], b.size[number], not whole)
            plain_rows(r, b, 0, rest)
        if b.base >= s.first + start and (stop + s.first == b.base + BLOCK or stop + s.first == r.rows):
            for number in range(r.p.first[1]):  # the block is whole
                blank_block(r.cols[number], b.base >> BLOCK_BITS, r.rows)
