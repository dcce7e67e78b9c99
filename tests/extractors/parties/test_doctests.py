"""The examples in the docstrings of the pipeline for names are true."""

import doctest
import importlib
import pkgutil

import pytest

import extractors.parties

MODULES = sorted(module.name for module in pkgutil.walk_packages(extractors.parties.__path__, "extractors.parties."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
