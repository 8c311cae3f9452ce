"""The help of each command names every option with a sentence and every argument, and loads no room."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from saksi.cli import app

COMMANDS: dict[str, Callable[..., Any]] = {
    name: app[name].default_command for name in sorted(app) if not name.startswith("-")
}  # fmt: skip
SHOW_ALL = """
import contextlib, io, json, sys
from saksi.cli import run
shown = {}
for name in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = run([*filter(None, [name]), "--help"])
    shown[name] = [code, out.getvalue()]
rooms = sorted({module.split(".")[1] for module in sys.modules if module.startswith("saksi.")})
print(json.dumps([shown, rooms]))
"""


@pytest.fixture(scope="module")
def told() -> tuple[dict[str, str], set[str]]:
    """The help of each command, of all of them under "", in a terminal so wide that nothing is broken, without frames;
    and the rooms that were loaded to show it."""
    environment = {**os.environ, "COLUMNS": "400", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", SHOW_ALL, "", *COMMANDS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=environment)
    shown, rooms = json.loads(done.stdout)
    assert {code for code, _ in shown.values()} == {0} and done.stderr == ""
    lines = {name: re.sub("[╭╮╰╯│─*]", " ", text).splitlines() for name, (_, text) in shown.items()}
    return {name: "\n".join(" ".join(line.split()) for line in held) for name, held in lines.items()}, set(rooms)


def documented(command: Callable[..., Any]) -> dict[str, str]:
    """The parameters of a command's docstring with their sentences, each on one line."""
    found: dict[str, str] = {}
    name = ""
    for line in inspect.getdoc(command).partition("Parameters\n----------\n")[2].splitlines():  # type: ignore[union-attr]
        if line[:1].strip():
            name = line.strip()
            found[name] = ""
        elif line.strip():
            found[name] = f"{found[name]} {line.strip()}".strip()
    return found


def test_all_commands_stand_in_the_help_with_what_they_do(told: tuple[dict[str, str], set[str]]) -> None:
    assert {"read", "explain", "build", "list", "show", "export"} <= set(COMMANDS)
    for name, command in COMMANDS.items():
        first = " ".join(inspect.getdoc(command).partition("\n\n")[0].split())  # type: ignore[union-attr]
        assert first.endswith(".") and f"{name} {first}" in told[0][""]
    assert "saksi read report.txt" in told[0][""]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_has_a_sentence(name: str, told: tuple[dict[str, str], set[str]]) -> None:
    sentences = documented(COMMANDS[name])
    parameters = inspect.signature(COMMANDS[name]).parameters
    assert list(sentences) == list(parameters), "the docstring names the parameters in their order"
    for parameter, sentence in sentences.items():
        assert sentence.endswith(".") and len(sentence.split()) > 1, (name, parameter)
        assert sentence in told[0][name], (name, parameter)
        if parameters[parameter].kind is inspect.Parameter.KEYWORD_ONLY:
            assert f"--{parameter.replace('_', '-')}" in told[0][name]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_no_default_that_tells_nothing(name: str, told: tuple[dict[str, str], set[str]]) -> None:
    assert not re.search(r"\[default: (False|None|-1)\]", told[0][name])


def test_help_loads_no_room(told: tuple[dict[str, str], set[str]]) -> None:
    assert told[1] <= {"cli", "errors"}
