# Tracing: while a payload runs through the machine, what is stored from where, and every bit that decides.

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
    cdef int64_t number
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

