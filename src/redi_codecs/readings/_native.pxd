# What the machine needs to make readings itself.

cdef class Valued:
    cdef readonly object field
    cdef readonly object value
    cdef readonly object time
    cdef readonly object status


cdef class Reading(Valued):
    pass


cdef class Attribute(Valued):
    pass


cdef class Outcome:
    cdef readonly object shape
    cdef readonly object payload
    cdef readonly object f_port
    cdef readonly object received_at
    cdef object bare        # the bare result; None where nobody has asked for it yet,
    cdef object again       # and this decodes it once more, from payload, port and seconds since 1970
    cdef object when        # the time of the readings, where they were made without a bare result
    cdef tuple made
    cdef object named

    cpdef tuple valued(self, dict values, object time)
