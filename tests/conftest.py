"""What holds for all tests."""

from hypothesis import settings

# Speed is for benchmarks to tell, and a run is to be the same everywhere.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
