"""The examples in the docstrings of storage are true."""

import doctest
import importlib
import pkgutil

import pytest

import storage

MODULES = sorted(module.name for module in pkgutil.iter_modules(storage.__path__, "storage.") if not module.ispkg)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
