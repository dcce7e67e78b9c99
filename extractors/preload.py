"""What the fork server loads once, so that a fresh reading process is there at once. Never imported by the parent.

The number of threads is set before any library can start its own: a process is forked from this one.
"""

import importlib
import os

ONE_THREAD = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
importlib.import_module("extractors.reading")
importlib.import_module("extractors.extraction")
