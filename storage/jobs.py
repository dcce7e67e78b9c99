"""Jobs: the one queue, and what a worker does with what it claimed. The whole interface of workers, in one place.

Workers claim with a lease, and every write they make names the attempt of their claim; LeaseLost when another worker
has the job by now: then nothing was written, and nothing is left to do.
"""

from storage.captures import PageImageLike, finish_capture, save_copy, save_pages
from storage.failures import fail_job
from storage.joining import finish_join
from storage.leases import MAX_CRASHES, claim_job, queue_depth, release_job, renew_lease
from storage.previews import Preview
from storage.rows import Claim, QueueDepth
from storage.splitting import finish_split, may_split
from storage.step_results import load_step, record_step
from storage.unpacking import PartLike, finish_container, keep_attached

__all__ = [
    "MAX_CRASHES",
    "Claim",
    "PageImageLike",
    "PartLike",
    "Preview",
    "QueueDepth",
    "claim_job",
    "fail_job",
    "finish_capture",
    "finish_container",
    "finish_join",
    "finish_split",
    "keep_attached",
    "load_step",
    "may_split",
    "queue_depth",
    "record_step",
    "release_job",
    "renew_lease",
    "save_copy",
    "save_pages",
]
