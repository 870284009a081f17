# Shapes: payloads of one length whose deciding bytes are equal are read at the same places, so that a block of them
# is decoded column by column. Shapes are learned anew for every segment of rows, from a sample; what has no shape,
# or a rare one, runs through the machine.

cdef enum:
    SEGMENT = 65536
    SAMPLES = 192
    MOST_SHAPES = 48
    MOST_TRACES = 64
    SLOTS = 256              # places of a way's table
    LENGTHS = 257            # the last one is for all that are too long

cdef struct Shape:
    int32_t n, port, guards, lefts, others, stores, borns, message, dated, check, hits
    bint hidden              # no way leads to it: it is looked for among what is left
    uint32_t warned
    int64_t dated_at
    int32_t[MOST_TABLES] grown
    uint8_t[256] mask, want  # the bits that decide, and what they are: the guards hold these
    Guard guard[MOST_GUARDS]
    Guard left[MOST_GUARDS]   # what the way to it has not seen yet
    Guard other[MOST_OTHERS]  # what these words must not be
    Store store[MOST_STORES]
    Born born[MOST_BORN]

# The shapes of one length and port differ in eight bytes, of which a hash tells the only one that it can be.
cdef struct Way:
    int64_t key              # length and port; -1: no shape has these
    bint tiny                # fewer than four bytes, which tell nothing
    int32_t low, high        # where four bytes each are
    uint64_t mask, mul
    uint64_t[SLOTS] want     # what the bytes are of the shape
    uint8_t[SLOTS] shape     # its number and one, 0: none

cdef struct Ways:
    int64_t spread
    bint parted              # whether some way has more than one shape
    int64_t port             # that of all shapes, or -1: then the way is told by
    Way *by_length[LENGTHS]
    uint8_t[LENGTHS] single  # or the shape itself, if no way is parted
    uint8_t[256] way         # by length and port
    Way[MOST_SHAPES + 1] ways  # way 0 leads nowhere

# What a thread knows of the segment it works on.
cdef struct Known:
    int32_t shapes, commons  # and how many fields all of them have in common
    int32_t shortest         # the length of the shortest
    Shape[MOST_SHAPES + 1] shape  # the last is room for a swap: a stack may not grow where memory is short
    Ways ways
    redi_crc crc             # tables of the checksum that begins there in the pool; -1: none yet
    int64_t crc_at

cdef uint8_t[272] NOWHERE


cdef bint fits(Shape *shape, const uint8_t *p, int64_t n, int64_t port) noexcept nogil:
    cdef int32_t number
    cdef Guard *guard
    if n != shape.n or port != shape.port:
        return False
    for number in range(shape.guards):
        guard = &shape.guard[number]
        if redi_word(p + guard.off, guard.size) & guard.mask != guard.want:
            return False
    for number in range(shape.others):
        guard = &shape.other[number]
        if redi_word(p + guard.off, guard.size) & guard.mask == guard.want:
            return False
    return True


cdef bint traced(Run *r, Shape *shape, const uint8_t *p, int64_t n, int64_t port) noexcept nogil:
    """The shape of a payload, if it has one."""
    cdef Trace trace
    cdef Guard *other
    cdef int32_t number, table
    if n > 255 or n == 0:
        return False
    memset(shape.mask, 0, 256)
    memset(&trace, 0, sizeof(Trace))
    trace.dated, trace.check = -1, -1
    trace.store, trace.born, trace.mask, trace.other = shape.store, shape.born, shape.mask, shape.other
    for table in range(MOST_TABLES):
        trace.current[table] = -1
    r.trace = &trace
    begin(r, n, port)
    number = execute(r, p, n)
    r.trace = NULL
    if number != 0 or trace.broken:
        return False
    for number in range(1, trace.borns):  # rows of one table stand in the order of their records
        for table in range(number):
            if trace.born[table].table == trace.born[number].table and trace.born[table].parent > trace.born[number].parent:
                return False
    shape.n, shape.port, shape.message = <int32_t>n, <int32_t>port, r.message
    shape.warned = r.warned | (1 if r.err_at < n else 0)
    shape.dated, shape.dated_at, shape.check = trace.dated, trace.dated_at, trace.check
    shape.stores, shape.borns, shape.others, shape.hidden = trace.stores, trace.borns, trace.others, True
    memcpy(shape.grown, trace.grown, sizeof(trace.grown))
    for number in range(shape.n):
        shape.want[number] = p[number] & shape.mask[number]
    shape.guards = shape.lefts = guarded(shape, shape.mask, shape.guard)
    memcpy(shape.left, shape.guard, sizeof(shape.guard))
    number = 0
    while number < shape.others:  # what the guards say already
        other = &shape.other[number]
        if (redi_word(shape.want + other.off, other.size) ^ other.want) & redi_word(shape.mask + other.off, other.size) & other.mask:
            shape.others -= 1
            other[0] = shape.other[shape.others]
        else:
            number += 1
    return True


cdef int32_t guarded(Shape *shape, const uint8_t *mask, Guard *guards) noexcept nogil:
    """Guards that hold all bits of a mask; returns how many."""
    cdef int32_t at = 0, count = 0, size = word_within(shape.n)
    cdef Guard *guard
    while at < shape.n:
        if mask[at] == 0:
            at += 1
            continue
        guard = &guards[count]
        guard.off, guard.size = min(at, shape.n - size), size
        guard.mask = redi_word(mask + guard.off, size)
        guard.want = redi_word(shape.want + guard.off, size) & guard.mask
        count += 1
        at = guard.off + size
    return count


cdef inline int32_t word_within(int32_t n) noexcept nogil:
    """The size of the largest word that so many bytes hold."""
    return 8 if n >= 8 else 4 if n >= 4 else 2 if n >= 2 else 1


cdef void learn(Run *r, Source *s, int64_t start, int64_t count, Known *known) noexcept nogil:
    """The shapes that are common among some rows, the most common first."""
    cdef int64_t step = count // SAMPLES
    cdef int64_t at, n, port, row
    cdef int32_t found = 0, traces = 0, hits = 0, samples = 0, covered = 0, number, most, kept
    cdef const uint8_t *p
    cdef Shape *shapes = known.shape
    known.shapes, known.crc_at = 0, -1
    if step < 1:
        return
    r.received = NEVER
    at = start
    while at < start + count:
        row = s.first + at
        port = port_at(s, at)
        if port >= 0 and (s.preset == NULL or s.preset[row] == 0) and locate(s, at, &p, &n) == HERE:
            samples += 1
            for number in range(found):
                if fits(&shapes[number], p, n, port):
                    shapes[number].hits += 1
                    hits += 1
                    break
            else:
                if traces >= 24 and hits * 8 < traces:  # hardly anything comes again
                    return
                if traces < MOST_TRACES and found < MOST_SHAPES:
                    traces += 1
                    if traced(r, &shapes[found], p, n, port):
                        shapes[found].hits = 1
                        found += 1
        at += step
    kept = 0
    for number in range(found):
        if shapes[number].hits * 100 >= samples:
            if kept < number:
                shapes[kept] = shapes[number]
            kept += 1
    most = 0
    for number in range(1, kept):
        if shapes[number].hits > shapes[most].hits:
            most = number
    if most > 0:
        shapes[MOST_SHAPES] = shapes[0]
        shapes[0] = shapes[most]
        shapes[most] = shapes[MOST_SHAPES]
    known.shapes = kept
    for number in range(kept):
        covered += shapes[number].hits
    if covered * 4 < samples:
        known.shapes = 0
        return
    find_ways(known)
    find_common(r, known)


cdef void find_common(Run *r, Known *known) noexcept nogil:
    """Fields that all shapes read at one place into one column: these need no groups."""
    cdef Shape *first = &known.shape[0]
    cdef Store *one
    cdef int32_t at, number
    known.commons, known.shortest = 0, first.n
    for number in range(1, known.shapes):
        known.shortest = min(known.shortest, known.shape[number].n)
    if known.shapes < 2:
        return
    for at in range(first.stores):
        one = &first.store[at]
        if one.again or one.born >= 0 or r.p.code[one.instr].op != FIELD:
            continue
        for number in range(known.shapes):
            if same_store(r, &known.shape[number], one) == NULL:
                break
        else:
            for number in range(known.shapes):
                same_store(r, &known.shape[number], one).common = 1
            known.commons += 1


cdef Store *same_store(Run *r, Shape *shape, Store *one) noexcept nogil:
    """What a shape does that is the same; NULL where it does not."""
    cdef Instr *x = &r.p.code[one.instr]
    cdef Instr *y
    cdef Store *store
    cdef Store *found = NULL
    cdef int32_t number
    for number in range(shape.stores):
        store = &shape.store[number]
        y = &r.p.code[store.instr]
        if y.col != x.col or store.born >= 0:
            continue
        if found != NULL:
            return NULL  # it writes there more than once
        if y.op != FIELD or store.at != one.at or y.load != x.load or y.spans != x.spans:
            return NULL
        if y.shl != x.shl or y.shr != x.shr or y.x != x.x:
            return NULL
        found = store
    return found


cdef inline int64_t key_of(int64_t n, int64_t port) noexcept nogil:
    return n << 8 | port


cdef void find_ways(Known *known) noexcept nogil:
    """How to tell shapes from each other with one look at each row."""
    cdef Ways *ways = &known.ways
    cdef Way *way
    cdef Shape *shape
    cdef int32_t number, count = 0, at, home
    memset(ways, 0, sizeof(Ways))
    ways.ways[0].key = -1
    for number in range(known.shapes):  # a way for each length and port
        shape = &known.shape[number]
        for at in range(1, count + 1):
            if ways.ways[at].key == key_of(shape.n, shape.port):
                break
        else:
            count += 1
            ways.ways[count].key = key_of(shape.n, shape.port)
    while ways.spread < 256:
        memset(ways.way, 0, 256)
        for number in range(1, count + 1):
            home = <int32_t>((ways.ways[number].key >> 8) + (ways.ways[number].key & 255) * ways.spread & 255)
            if ways.way[home] != 0:
                break
            ways.way[home] = <uint8_t>number
        else:
            break
        ways.spread += 1
    ways.port = known.shape[0].port if known.shapes > 0 else -1
    ways.ways[0].tiny = True
    for at in range(LENGTHS):
        ways.by_length[at] = &ways.ways[0]
    for number in range(1, count + 1):
        way = &ways.ways[number]
        part_ways(known, way)
        ways.parted |= way.mask != 0
        ways.by_length[way.key >> 8], ways.single[way.key >> 8] = way, way.shape[0]
        if way.key & 255 != ways.port:
            ways.port = -1


cdef void part_ways(Known *known, Way *way) noexcept nogil:
    """The bytes in which most shapes of one length and port differ, and a hash of them; what it hides stays hidden."""
    cdef uint64_t[MOST_SHAPES] words
    cdef int32_t[MOST_SHAPES] shapes
    cdef uint8_t[SLOTS] slots
    cdef int32_t count = 0, number, other, at, distinct, most = 0, turn, placed, best = 0, slot
    cdef int32_t low, high, n = <int32_t>(way.key >> 8)
    cdef uint64_t mask, mul
    for number in range(known.shapes):
        if key_of(known.shape[number].n, known.shape[number].port) == way.key:
            shapes[count] = number
            count += 1
    way.tiny = n < 4
    for at in range(max(n - 7, 1)):
        low, high = at, max(min(at + 4, n - 4), 0)
        mask = ~<uint64_t>0
        for number in range(count):
            mask &= two_words(known.shape[shapes[number]].mask, low, high)
        distinct = 0
        for number in range(count):
            words[number] = two_words(known.shape[shapes[number]].want, low, high) & mask
            for other in range(number):
                if words[other] == words[number]:
                    break
            else:
                distinct += 1
        if distinct > most:
            most, way.low, way.high, way.mask = distinct, low, high, mask
    if most == 1 or way.tiny:
        most, way.mask, way.low, way.high = 1, 0, 0, 0
    mul = <uint64_t>0x9E3779B97F4A7C15
    for turn in range(64):
        memset(slots, 0, SLOTS)
        placed = 0
        for number in range(count):
            slot = slot_of(two_words(known.shape[shapes[number]].want, way.low, way.high) & way.mask, mul)
            if slots[slot] == 0:
                slots[slot] = <uint8_t>(shapes[number] + 1)
                placed += 1
        if placed > best:
            best, way.mul = placed, mul
            memcpy(way.shape, slots, SLOTS)
        if best == most:
            break
        mul = mul * <uint64_t>0x5851F42D4C957F2D + 2
    for slot in range(SLOTS):
        if way.shape[slot] != 0:
            number = way.shape[slot] - 1
            known.shape[number].hidden = False
            way.want[slot] = two_words(known.shape[number].want, way.low, way.high) & way.mask
            leave_guards(&known.shape[number], way)


cdef void leave_guards(Shape *shape, Way *way) noexcept nogil:
    """Guards of what a way has not seen."""
    cdef uint8_t[256] mask
    cdef int32_t byte
    memcpy(mask, shape.mask, 256)
    for byte in range(4):
        mask[way.low + byte] &= <uint8_t>~(way.mask >> (8 * byte))
        mask[way.high + byte] &= <uint8_t>~(way.mask >> (32 + 8 * byte))
    shape.lefts = guarded(shape, mask, shape.left)


cdef inline int32_t slot_of(uint64_t word, uint64_t mul) noexcept nogil:
    return <int32_t>(word * mul >> 56)


cdef inline uint64_t two_words(const uint8_t *p, int32_t low, int32_t high) noexcept nogil:
    return redi_word(p + low, 4) | redi_word(p + high, 4) << 32
