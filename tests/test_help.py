"""The help of each command names every option with a sentence and every argument, and loads no room."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from saksi.cli import app, run


def commands() -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in sorted(app):
        if not name.startswith("-"):
            yield name, app[name].default_command


COMMANDS = dict(commands())


def shown(*arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The help in a terminal so wide that nothing is broken, frames and runs of blanks taken away."""
    monkeypatch.setenv("COLUMNS", "400")
    assert run([*arguments, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return "\n".join(" ".join(re.sub("[╭╮╰╯│─*]", " ", line).split()) for line in out.splitlines())


def documented(command: Callable[..., Any]) -> dict[str, str]:
    """The parameters of a command's docstring with their sentences, each on one line."""
    section = inspect.getdoc(command).partition("Parameters\n----------\n")[2]  # type: ignore[union-attr]
    found: dict[str, str] = {}
    for line in section.splitlines():
        if line[:1].strip():
            name = line.strip()
            found[name] = ""
        elif line.strip():
            found[name] = f"{found[name]} {line.strip()}".strip()
    return found


def test_all_commands_stand_in_the_help_with_what_they_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(monkeypatch=monkeypatch, capsys=capsys)
    assert {"read", "explain", "build", "list", "show", "export"} <= set(COMMANDS)
    for name, command in COMMANDS.items():
        first = " ".join(inspect.getdoc(command).partition("\n\n")[0].split())  # type: ignore[union-attr]
        assert first.endswith(".") and f"{name} {first}" in text
    assert "saksi read report.txt" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_has_a_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(name, monkeypatch=monkeypatch, capsys=capsys)
    told = documented(COMMANDS[name])
    parameters = inspect.signature(COMMANDS[name]).parameters
    assert list(told) == list(parameters), "the docstring names the parameters in their order"
    for parameter, sentence in told.items():
        assert sentence.endswith(".") and len(sentence.split()) > 1, (name, parameter)
        assert sentence in text, (name, parameter)
        if parameters[parameter].kind is inspect.Parameter.KEYWORD_ONLY:
            assert f"--{parameter.replace('_', '-')}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_no_default_that_tells_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(name, monkeypatch=monkeypatch, capsys=capsys)
    assert "[default: False]" not in text and "[default: None]" not in text and "-1" not in text


def test_help_of_a_command_loads_no_room() -> None:
    program = (
        "import sys; from saksi.cli import run; code = run(['read', '--help']);"
        "rooms = {m.split('.')[1] for m in sys.modules if m.startswith('saksi.')};"
        "sys.exit(code or (rooms > {'cli', 'errors'} and 3))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
