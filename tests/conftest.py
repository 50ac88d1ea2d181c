"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # speed is for benchmarks to tell
settings.load_profile("untimed")
