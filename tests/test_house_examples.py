"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import saksi

MODULES = [
    found.name
    for found in pkgutil.walk_packages(saksi.__path__, "saksi.", onerror=lambda name: None)
    if not found.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_are_true(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name), verbose=False)
    assert failed == 0, f"{failed} of {tried} examples of {name} are not true"
