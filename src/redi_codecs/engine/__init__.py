"""What turns a declaration into decoder, encoder, explanation and reference."""
