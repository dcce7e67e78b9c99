"""The exit status of every command: one table from error classes. 0 is success, 2 also wrong usage."""

from models.errors import (
    DocumentError,
    EngineError,
    LeaseLost,
    PrejetoError,
    ReviewError,
    SettingError,
    StateConflict,
    StorageError,
)

INTERNAL = 1
INTERRUPTED = 130

EXIT_CODES: dict[type[PrejetoError], int] = {
    SettingError: 2,
    DocumentError: 3,
    EngineError: 4,
    LeaseLost: 6,
    StateConflict: 6,
    StorageError: 5,
    ReviewError: 6,
    PrejetoError: INTERNAL,
}


def exit_code(error: PrejetoError) -> int:
    """The status for an error: that of its nearest class in the table.

    >>> exit_code(SettingError("no")), exit_code(LeaseLost("gone"))
    (2, 6)
    """
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)
