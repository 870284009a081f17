"""MikroTik, Latvia: tags that join."""
