"""inBiot, Spain: indoor air."""
