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
