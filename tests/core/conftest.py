"""Properties are tried on the same examples at each run, however slow or busy the machine is."""

from hypothesis import settings

settings.register_profile("shopdesk", deadline=None, derandomize=True, database=None)
settings.load_profile("shopdesk")
