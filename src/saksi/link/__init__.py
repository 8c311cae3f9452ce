"""Reports of many documents joined: who is a witness and who a copy, and which reports tell of one attack.

Pure functions: no order of input, no clock and no disk. `saksi.store` keeps what they need and calls them in blocks.
"""

from __future__ import annotations

from saksi.link.carried import carried
from saksi.link.clusters import Decided, clusters, components, pair
from saksi.link.compare import compare, score
from saksi.link.copies import Copy, Origin, Print, copy, fingerprint, origins, witnesses
from saksi.link.keys import Key, keys
from saksi.link.profile import Profile, profiles, report_id
from saksi.link.shingles import bands, signature

# Raised whenever a rule of this room changes, so that a record is linked anew.
VERSION = 3

__all__ = [
    "VERSION", "Copy", "Decided", "Key", "Origin", "Print", "Profile", "bands", "carried", "clusters",
    "compare", "components", "copy", "fingerprint", "keys", "origins", "pair", "profiles", "report_id", "score",
    "signature", "witnesses",
]  # fmt: skip
