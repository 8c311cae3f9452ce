"""The pictures in the docs are made by a tool that works, from what is shipped."""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path
from types import ModuleType

import pytest

from browser import chromium


def tool(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, root / "tools" / "pictures" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its header."""
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_the_evidence_page_is_pictured_from_a_shipped_report(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tool(root, "evidence")
    monkeypatch.chdir(root)
    with chromium() as browser:
        made.picture(browser, tmp_path / "evidence.png")
    assert size(tmp_path / "evidence.png") == (made.WIDTH, made.HEIGHT)
    assert (tmp_path / "evidence.png").stat().st_size > 40_000


def test_the_shipped_picture_is_one_of_the_tool(root: Path) -> None:
    made = tool(root, "evidence")
    assert size(root / "docs" / "pictures" / "evidence.png") == (made.WIDTH, made.HEIGHT)
