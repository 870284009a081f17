"""Generated Python: a Plan as the function that somebody would have written by hand."""
