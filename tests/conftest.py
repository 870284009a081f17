"""Settings that every test shares."""

from __future__ import annotations

from hypothesis import settings

# A time limit per example fails on a busy machine and says nothing about a codec.
settings.register_profile("redi_codecs", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("redi_codecs")
