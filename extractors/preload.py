"""What the fork server loads once, so that a fresh reading process is there at once. Never imported by the parent.

The number of threads is set before any library can start its own: processes are forked from this one. The language
pipeline is loaded here too and shared by them; recognition models, which would not survive a fork, are not.
"""

import contextlib
import gc
import importlib
import os

from models.errors import EngineMissing

ONE_THREAD = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
importlib.import_module("cv2").setNumThreads(1)
importlib.import_module("extractors.reading")
importlib.import_module("extractors.extraction")
importlib.import_module("extractors.second_look")
with contextlib.suppress(EngineMissing):  # said again to whoever needs it
    importlib.import_module("extractors.parties.reading").load_pipeline()

# What is loaded stays, so it is never looked through again; a page makes tens of thousands of values that live as long
# as it does, and a hunt for cycles every 700 of them costs an eighth of its time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
