"""The examples in the docstrings of the web are true."""

import doctest
import importlib
import pkgutil

import pytest

import review_ui

MODULES = sorted(module.name for module in pkgutil.walk_packages(review_ui.__path__, "review_ui."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
