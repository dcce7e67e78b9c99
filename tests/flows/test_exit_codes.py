"""Every class of errors has an exit status."""

from flows.exit_codes import exit_code
from models.errors import (
    EngineCrashed,
    InvalidInput,
    LeaseLost,
    PasswordNeeded,
    PrejetoError,
    SettingError,
    StorageUnavailable,
)


def test_status_is_that_of_the_nearest_class() -> None:
    errors = [
        PrejetoError(""),
        SettingError(""),
        PasswordNeeded(""),
        EngineCrashed(""),
        StorageUnavailable(""),
        LeaseLost(""),
        InvalidInput(""),
    ]
    assert [exit_code(error) for error in errors] == [1, 2, 3, 4, 5, 6, 6]
