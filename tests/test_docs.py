"""The docs: the site builds and fetches nothing, commands and files that they name exist, their examples are true."""

from __future__ import annotations

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import saksi
from saksi.cli import app, run
from saksi.publish import FORMATS
from saksi.publish.rows import FIELDS
from saksi.read.formats import NAMES, READERS

PACKAGE = Path(saksi.__file__).parent
COMMAND = re.compile(r"\bsaksi (?P<command>[a-z]+)(?P<rest>[^`\n#|]*)")
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def pages(root: Path) -> list[Path]:
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def test_the_site_builds_in_strict_mode_and_fetches_nothing(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=120, check=False, env=environment
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|img|iframe|source)[^>]+src=\"?(?:https?:)?//[^\s>]+", text)
        fetched += [link for link in re.findall(r"<link[^>]+>", text) if "//" in link and "canonical" not in link]
        assert fetched == [], page.name


def test_the_style_of_the_site_fetches_no_fonts(root: Path) -> None:
    assert re.search(r"^  font: false$", (root / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_page_is_in_the_index_of_the_site(root: Path) -> None:
    listed = (root / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [path.name for path in pages(root)[1:] if path.relative_to(root / "docs").as_posix() not in listed]
    assert missing == []


def test_the_readme_shows_what_the_demo_prints(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Word for word; `[...]` stands for what is left out."""
    monkeypatch.chdir(root)
    reference, record = "examples/reference", str(tmp_path / "demo.db")
    given = ["--tallies", f"{reference}/tallies.csv", "--alerts", f"{reference}/alerts.csv"]
    assert run(["build", "examples", "--db", record, *given]) == 0
    capsys.readouterr()
    assert run(["show", "2025-04-24", "--db", record, "--brief"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    blocks = BLOCK.findall((root / "README.md").read_text(encoding="utf-8"))
    (shown,) = [text for kind, _, text in blocks if kind == "text"]
    parts = [" ".join(part.split()) for part in shown.split("[...]")]
    assert re.search(".*".join(map(re.escape, parts)), printed), "put what `make demo` prints into README.md"


def test_commands_and_options_that_the_docs_name_exist(root: Path) -> None:
    unknown = []
    for path in pages(root):
        for match in COMMAND.finditer(path.read_text(encoding="utf-8")):
            name = match["command"]
            if name not in app:
                # "saksi reads ..." is a sentence; a command is followed by what it is given.
                unknown += [match[0]] if re.match(r"\s+(?:--|[A-Z]{2}|\w+\.\w)", match["rest"]) else []
                continue
            options = {
                f"--{option.replace('_', '-')}" for option in inspect.signature(app[name].default_command).parameters
            }
            unknown += [f"{name} {given}" for given in re.findall(r"--[a-z-]+", match["rest"]) if given not in options]
    assert set(unknown) <= {"read --help"}


def test_links_of_the_readme_lead_somewhere(root: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (root / "README.md").read_text(encoding="utf-8"))
    assert [link for link in links if not (root / link).exists()] == []


def test_the_fields_of_a_claim_are_told_in_their_order(root: Path) -> None:
    told = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    section = told.partition("### The fields of a claim")[2].partition("###")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert tuple(name for cell in cells for name in re.findall(r"`(\w+)`", cell)) == FIELDS


def test_files_and_formats_that_the_docs_name_are_those_of_the_code(root: Path) -> None:
    told = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in told.splitlines() if line.startswith(("| `.", "| `result"))]
    named = {name for row in rows for name in re.findall(r"`([\w.]+)`", row)}
    assert named == {*READERS, *NAMES}
    formats = re.findall(r"^\| `(\w+)` \|", told.partition("## What saksi writes")[2].partition("###")[0], re.MULTILINE)
    assert tuple(formats) == tuple(FORMATS)


def test_the_rooms_that_the_architecture_names_are_those_of_the_house(root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:\w+/)+|\w+\.py|\w+/[\w/.]+\.py)`", text))
    rooms = {f"{path.name}/" for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= named
    assert [one for one in named if not (PACKAGE / one).exists() and "tests" not in one and one != "__init__.py"] == []


def test_every_table_of_a_language_is_told(root: Path) -> None:
    told = (root / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
    tables = {path.name for path in (PACKAGE / "languages").glob("*/*.toml")}
    assert tables == set(re.findall(r"^\| `(\w+\.toml)` \|", told, re.MULTILINE))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A copy of the package that shares everything but the tables of languages."""
    package = tmp_path / "saksi"
    package.mkdir()
    for path in PACKAGE.iterdir():
        if path.name not in ("languages", "__pycache__"):
            (package / path.name).symlink_to(path)
    shutil.copytree(PACKAGE / "languages", package / "languages")
    return package


def test_the_example_of_a_new_language_is_read_as_the_page_says(root: Path, tmp_path: Path, overlay: Path) -> None:
    blocks = BLOCK.findall((root / "docs" / "adding-a-language.md").read_text(encoding="utf-8"))
    named = {title: text for _, title, text in blocks if title}
    for title, text in named.items():
        if title.startswith("languages/"):
            (overlay / title).parent.mkdir(exist_ok=True)
            (overlay / title).write_text(text, encoding="utf-8")
    (tmp_path / "report.txt").write_text(named["report"], encoding="utf-8")
    (tmp_path / "report.json").write_text('{"language": "de"}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "saksi", "read", "report.txt", "--format", "jsonl"], cwd=tmp_path, text=True,
        capture_output=True, timeout=60, check=True, env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
    )  # fmt: skip
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    said = [f"{one['slot']} {one['what']} {one['count']} {one['bound']}" for one in claims if one["count"] is not None]
    assert said == named["claims"].split("\n")[:-1]
