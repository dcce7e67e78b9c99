"""The error tree: each class says who must act, and whether to try again.

PrejetoError
├── SettingError             whoever runs the program: a setting is missing or cannot be used
├── DocumentError            the document itself; tell the sender, never retried
│   ├── UnsupportedKind      not a kind of file that holds invoices
│   ├── EmptyDocument        no bytes, no pages, nothing to read
│   ├── DamagedDocument      cannot be opened or repaired
│   ├── MalwareFound         the virus scanner found something in it; it is not opened
│   ├── PasswordNeeded       waits for a person to type the password
│   └── LimitExceeded        too many bytes, pages, pixels, parts, or too long
├── EngineError              a reader failed, not the document
│   ├── EngineMissing        not installed; `prejeto doctor` says how to mend
│   └── EngineCrashed        died or was killed; transient
├── StorageError             the database or the object store
│   ├── StorageUnavailable   cannot be reached; transient
│   ├── ObjectMissing        the ledger names an object that is not there
│   ├── ObjectCorrupt        the bytes do not match their checksum
│   ├── BackupRefused        not a whole, unaltered backup of this master key
│   ├── StateConflict        the row was changed meanwhile, or the change is not allowed
│   └── LeaseLost            another worker owns the job now; write nothing
├── ScannerUnavailable       the virus scanner is configured and gives no answer; transient
├── RunRefused               Prefect answers, but does not run this document; transient
├── MailboxError             a mailbox cannot be looked through; its message says what to do
└── ReviewError              what a person asked for cannot be done
    ├── NotAllowed           the role does not permit it
    ├── NotFound             not there, or not this organisation's
    ├── NotReady             a required field is missing or the document is in another state
    └── InvalidInput         a value cannot be read as what it should be
"""

from typing import ClassVar


class PrejetoError(Exception):
    """Root of the tree. The message is for people: what is wrong and what to do; it holds no field values."""

    code: ClassVar[str] = "error"
    transient: ClassVar[bool] = False


class SettingError(PrejetoError):
    code = "setting"


class DocumentError(PrejetoError):
    code = "document"


class UnsupportedKind(DocumentError):
    code = "unsupported_kind"


class EmptyDocument(DocumentError):
    code = "empty_document"


class DamagedDocument(DocumentError):
    code = "damaged_document"


class MalwareFound(DocumentError):
    code = "malware_found"


class PasswordNeeded(DocumentError):
    code = "password_needed"


class LimitExceeded(DocumentError):
    code = "limit_exceeded"


class EngineError(PrejetoError):
    code = "engine"


class EngineMissing(EngineError):
    code = "engine_missing"


class EngineCrashed(EngineError):
    code = "engine_crashed"
    transient = True


class StorageError(PrejetoError):
    code = "storage"


class StorageUnavailable(StorageError):
    code = "storage_unavailable"
    transient = True


class ObjectMissing(StorageError):
    code = "object_missing"


class ObjectCorrupt(StorageError):
    code = "object_corrupt"


class BackupRefused(StorageError):
    code = "backup_refused"


class StateConflict(StorageError):
    code = "state_conflict"


class LeaseLost(StorageError):
    code = "lease_lost"


class ScannerUnavailable(PrejetoError):
    code = "scanner_unavailable"
    transient = True


class RunRefused(PrejetoError):
    code = "run_refused"
    transient = True


class MailboxError(PrejetoError):
    """`problem` is a machine word for what is wrong. A `lost` connection is to be made anew."""

    code = "mailbox"

    def __init__(self, message: str = "", problem: str = "", *, lost: bool = True) -> None:
        super().__init__(message)
        self.problem = problem
        self.lost = lost


class ReviewError(PrejetoError):
    code = "review"


class NotAllowed(ReviewError):
    code = "not_allowed"


class NotFound(ReviewError):
    code = "not_found"


class NotReady(ReviewError):
    code = "not_ready"


class InvalidInput(ReviewError):
    """`field` is the key of what was not accepted, such as `issue_date`; empty when it is no field."""

    code = "invalid_input"

    def __init__(self, message: str = "", field: str = "") -> None:
        super().__init__(message)
        self.field = field
