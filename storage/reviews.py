"""Reviews: what a person decides about a document, in one place. Each change is a new version; none is lost.

`expected_version` is the version the person saw; StateConflict when there is a newer one.
"""

from storage.corrections import correct_fields, correct_rows, undo_correction
from storage.decisions import approve, mark_duplicate, reject, reopen
from storage.joining import request_join, take_apart
from storage.splitting import join_parts, request_split
from storage.undoing import Taken, take_back

__all__ = [
    "Taken",
    "approve",
    "correct_fields",
    "correct_rows",
    "join_parts",
    "mark_duplicate",
    "reject",
    "reopen",
    "request_join",
    "request_split",
    "take_apart",
    "take_back",
    "undo_correction",
]
