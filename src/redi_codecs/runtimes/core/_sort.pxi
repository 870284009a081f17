# Which shape each row of a block has.

cdef bint uniform(Run *r, Known *known, Shape *shape, Block *b, int32_t m) noexcept nogil:
    """Whether all rows of a block have one shape, as is usual; they are its group then."""
    cdef int32_t k, first = b.starts
    for k in range(0, m, 97):  # seldom so: seen by a few
        if b.len[first + k] != shape.n:
            return False
    if redi_differ(b.len + first, m, shape.n) != 0 or redi_differ(b.ports + first, m, shape.port) != 0:
        return False
    memcpy(b.at, b.ptr + first, m * sizeof(void *))
    for k in range(m):
        b.group[k] = first + k
    b.begin[0], b.size[0] = 0, m
    return suspects(r, known, shape, shape.guard, shape.guards, b, 0, m) == 0


cdef uint64_t suspects(Run *r, Known *known, Shape *shape, Guard *guards, int32_t count, Block *b, int32_t begin, int32_t m) noexcept nogil:
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
        any |= checked(known, shape, &r.p.code[shape.check], r.p.ints, b, begin, m)
    return any


cdef uint64_t checked(Known *known, Shape *shape, Instr *x, const int64_t *ints, Block *b, int32_t begin, int32_t m) noexcept nogil:
    """Payloads whose checksum is wrong."""
    cdef int64_t end = shape.n - x.need
    cdef int32_t k
    cdef uint64_t any = 0
    if known.crc_at != x.a:
        redi_crc_of(&known.crc, ints + x.a)
        known.crc_at = x.a
    redi_crcs(<uint32_t *>b.raw, b.at + begin, m, end, &known.crc)
    redi_words(b.spans, b.at + begin, end, m, x.load)
    for k in range(m):
        if <uint32_t>b.raw[k] != b.spans[k]:
            b.odd[k] = 1
            any = 1
    return any


cdef int32_t kept(Run *r, Known *known, Shape *shape, Guard *guards, int32_t guard_count, Block *b, int32_t begin, int32_t m, int32_t *rest) noexcept nogil:
    """A group without those that have not its shape, which go back to the rest; returns how many are kept."""
    cdef int32_t k, count = begin
    if m == 0 or suspects(r, known, shape, guards, guard_count, b, begin, m) == 0:
        return m
    for k in range(m):
        if b.odd[k]:
            b.rest[rest[0]] = b.group[begin + k]
            rest[0] += 1
        else:
            b.group[count], b.at[count] = b.group[begin + k], b.at[begin + k]
            count += 1
    return count - begin


cdef void tell_shapes(Ways *ways, Block *b, int32_t rows, bint usual) noexcept nogil:
    """The number of each row's shape and one, or 0, without a branch; ``usual``: rows lie side by side, of one port."""
    cdef const int32_t *length = b.len + b.starts
    cdef const uint8_t **ptr = b.ptr + b.starts
    cdef const uint8_t *p
    cdef Way *way
    cdef int32_t k, rel
    cdef bint same
    if usual:
        way = ways.by_length[min(length[0], LENGTHS - 1)]
        if not ways.parted:
            for k in range(rows):
                b.shape[k] = ways.single[min(length[k], LENGTHS - 1)]
        elif not way.tiny and redi_differ(length, rows, length[0]) == 0:  # all go the same way
            for k in range(rows):
                b.shape[k] = way_to(way, ptr[k])
        else:
            for k in range(rows):
                way = ways.by_length[min(length[k], LENGTHS - 1)]
                p = ptr[k]
                if way.tiny:
                    p = NOWHERE
                b.shape[k] = way_to(way, p)
        return
    for k in range(rows):
        rel = b.rest[k]
        way = &ways.ways[ways.way[(b.len[rel] + b.ports[rel] * ways.spread) & 255]]
        same = way.key == key_of(b.len[rel], b.ports[rel])
        p = b.ptr[rel] if same & (not way.tiny) else NOWHERE
        b.shape[k] = way_to(way, p) & <uint8_t>-<int32_t>same


cdef inline uint8_t way_to(Way *way, const uint8_t *p) noexcept nogil:
    cdef uint64_t word = two_words(p, way.low, way.high) & way.mask
    cdef int32_t slot = slot_of(word, way.mul)
    return way.shape[slot] & <uint8_t>-<int32_t>(way.want[slot] == word)


cdef inline void put_row(Block *b, int32_t *place, int32_t k, bint usual) noexcept nogil:
    cdef int32_t at = place[b.shape[k]], rel = b.starts + k if usual else b.rest[k]
    place[b.shape[k]] = at + 1
    b.group[at], b.at[at] = rel, b.ptr[rel]


cdef int32_t sort_rows(Run *r, Known *known, Block *b, int32_t rows, bint usual) noexcept nogil:
    """Rows by their shapes; those without are left in ``rest``. Returns how many these are."""
    cdef Shape *shape
    cdef int32_t[4][MOST_SHAPES + 1] place
    cdef int32_t k, rel, at, number, lane, left, count, rest = 0, end = 0
    cdef int32_t quarter = (rows + 3) >> 2
    cdef bint same, shuffled = False
    tell_shapes(&known.ways, b, rows, usual)
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
            put_row(b, place[lane], lane * quarter + k, usual)
    for k in range(max(rows - 3 * quarter, 0), quarter):
        for lane in range(3):
            if lane * quarter + k < rows:
                put_row(b, place[lane], lane * quarter + k, usual)
    memcpy(b.rest, b.group + end, rest * 4)
    for number in range(known.shapes):
        left = rest
        shape = &known.shape[number]
        b.size[number] = kept(r, known, shape, shape.left, shape.lefts, b, b.begin[number], b.size[number], &rest)
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
        b.size[number] = kept(r, known, shape, shape.guard, shape.guards, b, b.begin[number], end - b.begin[number], &rest)
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

