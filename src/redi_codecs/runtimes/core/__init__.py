"""The compiled core: a Plan as a program, and the machine that runs it."""
