# Memory of columns and tables, which grows as rows and values come.

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
    made = redi_again(size)
    if made != NULL:
        memset(made, 0, size)
    else:
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
        if type == T_BOOL or size >= LAZY:
            if claimed(&c.values, size):
                return True
        elif r.p.slots[col].table != 0 or type == T_TEXT or type == T_BYTES or type == T_ENUM or (
            claimed(<void **>&c.clean, (rows >> BLOCK_BITS) + 1)
        ):  # zeroing costs as much as writing: only what stays without value is zeroed, later or on the way out
            made = redi_filled(size)
            if made != NULL:
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


cdef bint resized(Run *r, int32_t table, int64_t cap) noexcept nogil:
    """Give a table of children room for so many rows; cells hold anything until they are written to."""
    cdef Tab *t = &r.tabs[table]
    cdef int64_t old = t.cap
    cdef int32_t col
    cdef Col *c
    cdef int64_t type
    for col in range(r.p.first[table], r.p.first[table + 1]):
        c = r.cols[col]
        type = r.p.slots[col].type
        if not regrow(&c.values, width_of(type, old), width_of(type, cap), type == T_BOOL):
            return False
        if not regrow(<void **>&c.valid, ((old + 63) >> 6) << 3, ((cap + 63) >> 6) << 3, True):
            return False
        if not regrow(<void **>&c.status, old, cap, True):
            return False
    if t.row == NULL:
        t.row = <int64_t *>redi_filled(cap * 8)
        t.record = <int64_t *>redi_filled(cap * 8) if r.p.parents[table] > 0 else NULL
        t.channel = <int32_t *>redi_filled(cap * 4) if r.p.kinds[table] == CHANNEL else NULL
        t.time = <int64_t *>redi_filled(cap * 8) if r.p.kinds[table] == RECORD else NULL
        t.dated = <uint8_t *>calloc(((cap + 63) >> 6) << 3, 1) if r.p.kinds[table] == RECORD else NULL
        if t.row == NULL or (r.p.parents[table] > 0 and t.record == NULL):
            return False
        if r.p.kinds[table] == CHANNEL and t.channel == NULL:
            return False
        if r.p.kinds[table] == RECORD and (t.time == NULL or t.dated == NULL):
            return False
    else:
        if not (regrow(<void **>&t.row, old * 8, cap * 8, False)
                and regrow(<void **>&t.record, old * 8, cap * 8, False)
                and regrow(<void **>&t.channel, old * 4, cap * 4, False)
                and regrow(<void **>&t.time, old * 8, cap * 8, False)
                and regrow(<void **>&t.dated, ((old + 63) >> 6) << 3, ((cap + 63) >> 6) << 3, True)):
            return False
    t.cap = cap
    return True


cdef inline int64_t larger(int64_t cap) noexcept nogil:
    """By how much a table of children grows: by half, and a large one by an eighth."""
    return cap + (cap >> (1 if cap < 65536 else 3)) + 64


cdef int64_t append(Run *r, int32_t table) noexcept nogil:
    """A new row of children; -1 where there is no memory left."""
    cdef Tab *t = &r.tabs[table]
    cdef int64_t index = t.count
    if index == t.cap:
        if not resized(r, table, larger(t.cap)):
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


cdef inline int64_t entry_of(Seen *s, int64_t record, int64_t number) noexcept nogil:
    """Where in the table to look for a channel first."""
    cdef uint64_t mixed = (<uint64_t>number + <uint64_t>record * <uint64_t>0x2545F4914F6CDD1D) * <uint64_t>0x9E3779B97F4A7C15
    return <int64_t>(mixed >> 32) & (s.size - 1)


cdef int64_t seen_row(Run *r, int64_t table, int64_t record, int64_t number) noexcept nogil:
    """The row of a channel that this payload has had, or -1."""
    cdef Seen *s = &r.seen[table]
    cdef Tab *t = &r.tabs[table]
    cdef int64_t at, index
    if s.used == 0 or s.now != r.payload:
        return -1
    at = entry_of(s, record, number)
    while s.payload[at] == r.payload:
        index = s.row[at]
        if index < t.count and t.channel[index] == number and (t.record == NULL or t.record[index] == record):
            return index
        at = (at + 1) & (s.size - 1)
    return -1


cdef void enter(Seen *s, Tab *t, int64_t index, int64_t payload) noexcept nogil:
    cdef int64_t at = entry_of(s, 0 if t.record == NULL else t.record[index], t.channel[index])
    while s.payload[at] == payload:
        at = (at + 1) & (s.size - 1)
    s.row[at], s.payload[at] = index, payload
    s.used += 1


cdef bint remember(Run *r, int64_t table, int64_t index) noexcept nogil:
    """Enter a new row with its channel; False where there is no memory left."""
    cdef Seen *s = &r.seen[table]
    cdef Tab *t = &r.tabs[table]
    cdef Seen more
    cdef int64_t at
    if s.now != r.payload:
        s.now, s.used = r.payload, 0
    if 2 * s.used >= s.size:
        more.size, more.used, more.now = max(256, 4 * s.size), 0, r.payload
        more.row = <int64_t *>redi_filled(more.size * 8)
        more.payload = <int64_t *>calloc(more.size, 8)
        if more.row == NULL or more.payload == NULL:
            free(more.row)
            free(more.payload)
            return False
        for at in range(s.size):
            if s.payload[at] == r.payload and s.row[at] < t.count - 1:
                enter(&more, t, s.row[at], r.payload)
        free(s.row)
        free(s.payload)
        s[0] = more
    enter(s, t, index, r.payload)
    return True


cdef int64_t row_of(Run *r, int32_t col, int32_t channel) noexcept nogil:
    """The row that a value goes to: that of its table, or the one of its channel; -1 where there is none."""
    cdef int64_t table = r.p.slots[col].table
    cdef int64_t parent, index, number
    cdef bint small
    cdef Tab *t
    if r.p.kinds[table] != CHANNEL:
        return r.at[table]
    number = r.regs[channel].i if r.regs[channel].kind == WHOLE else 0
    t = &r.tabs[table]
    parent = r.p.parents[table]
    small = 0 <= number < 256
    if small:
        index = r.last[table * 256 + number]
        if r.start[table] <= index < t.count and t.channel[index] == number and (
            t.record == NULL or t.record[index] == r.at[parent]
        ):
            return index
    else:
        index = seen_row(r, table, 0 if t.record == NULL else r.at[parent], number)
        if index >= 0:
            return index
    if small and t.record != NULL and not r.fresh[parent]:
        for index in range(r.start[table], t.count):
            if t.channel[index] == number and t.record[index] == r.at[parent]:
                return index
    index = append(r, <int32_t>table)
    if index >= 0:
        t.channel[index] = <int32_t>number
        if t.record != NULL:
            t.record[index] = r.at[parent]
        if small:
            r.last[table * 256 + number] = index
        elif not remember(r, table, index):
            r.starved = True
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

