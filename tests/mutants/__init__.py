"""The mutation score: single mistakes made on purpose, and how many of them are noticed.

``python -m tests.mutants`` makes them in the declarations of devices, ``--engine`` in the Python that decodes, and
``--core N`` in the compiled core.
"""
