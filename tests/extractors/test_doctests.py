"""The examples in the docstrings of extractors are true."""

import doctest
import importlib
import pkgutil

import pytest

import extractors

MODULES = sorted(module.name for module in pkgutil.walk_packages(extractors.__path__, "extractors."))


@pytest.mark.parametrize("name", [name for name in MODULES if ".training" not in name])
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
