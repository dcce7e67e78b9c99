"""The examples in the docstrings of models are true."""

import doctest
import importlib
import pkgutil

import pytest

import models

MODULES = sorted(module.name for module in pkgutil.iter_modules(models.__path__, "models."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
