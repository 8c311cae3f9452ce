"""What the tests of the house share."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from house_fakes import fake
from saksi import engine

# The same examples on every machine, however slow it is; SAKSI_EXPLORE=1 looks for new ones.
settings.register_profile(
    "saksi",
    deadline=None,
    derandomize=not os.environ.get("SAKSI_EXPLORE"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("saksi")


@pytest.fixture
def fake_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line with rooms that need no tables."""
    import saksi.cli.explaining
    import saksi.cli.reading

    for module in (saksi.cli.reading, saksi.cli.explaining):
        monkeypatch.setattr(module, "run", partial(engine.run, work=fake, seconds=5))
    monkeypatch.setattr(
        saksi.cli.reading, "unread", lambda reading: None if reading.page.language == "en" else reading.page.language
    )


@pytest.fixture
def root() -> Path:
    """The project's own folder."""
    return Path(__file__).resolve().parent.parent
