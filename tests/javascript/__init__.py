"""Generated JavaScript against generated Python, in engines of three kinds."""
