"""Archives that outgrow one machine: :mod:`~redi_codecs.distributed.spark` and :mod:`~redi_codecs.distributed.dask`.

Both decode lazily, a part of the archive at a time and wherever that part is, by
:func:`~redi_codecs.tables.decode_table`.
"""

from __future__ import annotations

from redi_codecs.distributed.job import ColumnError

__all__ = ["ColumnError"]
