# Columns as others see them: text written out, labels numbered.

cdef object column_data(Machine machine, int col, Col *c, int64_t rows, int64_t cap=0):
    """One column as others see it: text written out, named states numbered by themselves, no value zero."""
    cdef int64_t type = machine.p.slots[col].type, block
    cdef int table = machine.p.slots[col].table
    if c.values == NULL and c.status == NULL:
        return machine.empty[col]
    spec = machine.program.schema.tables[table].columns[col - machine.p.first[table]]
    made = ColumnData(spec)
    if c.clean != NULL:
        for block in range((rows + BLOCK - 1) >> BLOCK_BITS):
            blank_block(c, block, rows)
    elif table > 0 and c.values != NULL and type not in (T_BOOL, T_ENUM, T_TEXT, T_BYTES):
        redi_blank(<int64_t *>c.values, <const uint64_t *>c.valid, rows)
    if type == T_ENUM and c.values != NULL:
        made.labels = number_labels(machine, c, rows)
    if c.values != NULL and (type != T_ENUM or made.labels):
        if type == T_TEXT or type == T_BYTES:
            write_text(machine, c, rows, made)
        else:
            code = {T_FLOAT: b"d", T_BOOL: b"B", T_ENUM: b"i"}.get(type, b"q")
            made.values = owned(
                &c.values, width_of(type, rows), code, {T_BOOL: 1, T_ENUM: 4}.get(type, 8), width_of(type, cap)
            )
        made.validity = owned(<void **>&c.valid, (rows + 7) // 8, b"B", 1)
    made.status = owned(<void **>&c.status, rows, b"B", 1)
    return made


cdef tuple number_labels(Machine machine, Col *c, int64_t rows):
    """Labels are numbered over the whole program: number them over the column, in the order met."""
    cdef int32_t *codes = <int32_t *>c.values
    cdef uint64_t *valid = <uint64_t *>c.valid
    cdef int64_t at = 0, count = len(machine.program.labels)
    cdef int32_t *numbers = <int32_t *>malloc((count + 1) * 4)
    cdef dict unknown = {}
    if numbers == NULL:
        raise MemoryError
    labels = []
    try:
        memset(numbers, 255, (count + 1) * 4)
        while True:
            with nogil:
                at = renumbered(codes, valid, at, rows, numbers)
            if at == rows:
                return tuple(labels)
            code = codes[at]
            if code >= 0:  # met for the first time
                numbers[code] = <int32_t>len(labels)
                labels.append(machine.program.labels[code])
                continue
            number = unknown.get(code)
            if number is None:
                number = unknown[code] = len(labels)
                labels.append(f"unknown_{-1 - code}")
            codes[at] = number
            at += 1
    finally:
        free(numbers)


cdef int64_t renumbered(int32_t *codes, const uint64_t *valid, int64_t at, int64_t rows, const int32_t *numbers) noexcept nogil:
    """Give codes their numbers, up to the first that has none yet; returns where it stopped."""
    cdef int64_t row, stop, word
    cdef int32_t code
    while at < rows:
        stop = min(rows, (at | 63) + 1)
        word = at >> 6
        if valid[word] == 0:
            memset(codes + at, 0, (stop - at) * 4)
        elif valid[word] == ~<uint64_t>0:
            for row in range(at, stop):
                code = codes[row]
                if code < 0 or numbers[code] < 0:
                    return row
                codes[row] = numbers[code]
        else:
            for row in range(at, stop):
                code = codes[row]
                if not valid[word] >> (row & 63) & 1:
                    codes[row] = 0
                elif code < 0 or numbers[code] < 0:
                    return row
                else:
                    codes[row] = numbers[code]
        at = stop
    return rows


cdef inline int64_t decimal(uint8_t *out, uint64_t number) noexcept nogil:
    """Decimal digits of a number; returns how many."""
    cdef uint8_t[20] digits
    cdef int64_t count = 0, at
    while True:
        digits[count] = <uint8_t>(48 + number % 10)
        number = number // 10
        count += 1
        if number == 0:
            break
    for at in range(count):
        out[at] = digits[count - 1 - at]
    return count


cdef int64_t text_of(int64_t *cell, int64_t *widths, uint8_t *out) noexcept nogil:
    """Write the text of a cell; returns how long it is."""
    cdef int64_t form = cell[1] >> 40
    cdef int64_t length = cell[1] & ((<int64_t>1 << 40) - 1)
    cdef const uint8_t *p = <const uint8_t *>cell[0]
    cdef int64_t at, size = 0, shift = 0
    cdef uint8_t byte
    if form == 0:
        while length > 0 and p[length - 1] == 0:
            length -= 1
        for at in range(length):
            byte = p[at]
            if byte < 128:
                out[size] = byte
                size += 1
            else:
                out[size], out[size + 1] = 0xC0 | byte >> 6, 0x80 | (byte & 63)
                size += 2
        return size
    if form == 1:
        for at in range(length):
            out[2 * at] = hex_digit(p[at] >> 4)
            out[2 * at + 1] = hex_digit(p[at] & 15)
        return 2 * length
    if form == 2:
        memcpy(out, p, length)
        return length
    widths += 16 * (form - 3)
    for at in range(widths[0]):
        shift += widths[1 + at]
    for at in range(widths[0]):
        shift -= widths[1 + at]
        if at > 0:
            out[size] = 46
            size += 1
        size += decimal(out + size, <uint64_t>cell[0] >> shift & ((<uint64_t>1 << widths[1 + at]) - 1))
    return size


cdef inline uint8_t hex_digit(uint8_t number) noexcept nogil:
    return 48 + number if number < 10 else 87 + number


cdef inline int64_t most_of(const int64_t *cell) noexcept nogil:
    """How long the text of a cell is at most."""
    cdef int64_t form = cell[1] >> 40
    return 2 * (cell[1] & ((<int64_t>1 << 40) - 1)) if form < 3 else 16 * 21


cdef uint8_t *all_texts(int64_t *cells, const uint64_t *valid, int64_t rows, int64_t *dotted, int64_t *offsets) noexcept nogil:
    """The texts of all rows one after the other, and where each begins; NULL where there is no memory."""
    cdef int64_t row = 0, start, stop, at, total = 0, room = 4096
    cdef uint8_t *out = <uint8_t *>malloc(room)
    cdef uint64_t word
    while out != NULL and row < rows:
        stop = min(row + 64, rows)
        word = valid[row >> 6]
        start = row
        while word != 0:
            at = start + redi_first(word)
            word &= word - 1
            while row <= at:
                offsets[row] = total
                row += 1
            if total + most_of(cells + 2 * at) > room:
                room += (room >> 1) + most_of(cells + 2 * at)
                if not regrow(<void **>&out, 0, room, False):
                    free(out)
                    return NULL
            total += text_of(cells + 2 * at, dotted, out + total)
        while row < stop:
            offsets[row] = total
            row += 1
    offsets[rows] = total
    if out != NULL:
        regrow(<void **>&out, 0, total, False)
    return out


cdef write_text(Machine machine, Col *c, int64_t rows, made):
    cdef int64_t *offsets = <int64_t *>redi_filled((rows + 1) * 8)
    cdef uint8_t *out = NULL
    if offsets != NULL:
        with nogil:
            out = all_texts(<int64_t *>c.values, <const uint64_t *>c.valid, rows, machine.p.dotted, offsets)
    if out == NULL:
        free(offsets)
        raise MemoryError
    redi_give_back(c.values, width_of(T_TEXT, rows))
    c.values = NULL
    cdef int64_t total = offsets[rows]
    made.values = owned(<void **>&out, total, b"B", 1)
    made.offsets = owned(<void **>&offsets, (rows + 1) * 8, b"q", 8)
