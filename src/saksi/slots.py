"""The table of slots and the closed lists of words that the output contract names. One place for each."""

from __future__ import annotations

HARM = ("killed", "injured", "missing", "trapped", "hospitalised", "rescued", "displaced", "detained")
WEAPON_COUNTS = ("launched", "intercepted")
COUNTED = HARM + WEAPON_COUNTS
ATTACK_FACTS = ("when", "where", "by", "target")
ALERTS = ("alert_started", "alert_ended", "alert_lasted")
SLOTS = (*HARM, "victim", *WEAPON_COUNTS, "means", *ATTACK_FACTS, *ALERTS, "damaged", "record", "statement", "source")

SCOPES = ("this_attack", "earlier_attack", "cumulative", "claimed_losses", "hypothetical")

GROUPS = (
    "person", "civilian", "child", "woman", "man", "soldier", "police", "rescuer", "medic", "journalist", "official",
    "family_member", "militant", "prisoner", "adult", "elderly", "foreigner", "worker", "teacher", "driver",
)  # fmt: skip
WEAPONS = (
    "drone", "decoy_drone", "naval_drone", "missile", "ballistic_missile", "cruise_missile", "guided_bomb", "bomb",
    "rocket", "artillery", "shell", "mortar", "aircraft", "air_strike", "firearm", "explosive", "mixed", "other",
)  # fmt: skip
OBJECTS = (
    "home", "school", "hospital", "energy", "transport", "industry", "military", "public_building", "vehicle", "other",
)  # fmt: skip
BOUNDS = (
    "exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than", "range",
    "dozens", "hundreds", "thousands", "several", "some", "unspecified",
)  # fmt: skip
HOW = ("shot_down", "jammed", "lost", "mixed")
REFUSALS = (
    "age", "year", "date", "clock", "duration", "distance", "money", "percentage", "model_name", "ordinal", "address",
    "phone", "count_of_something_else", "no_cue", "chrome", "measure", "score", "caption", "not_intercepted",
    "legal_reference", "hits", "list_number",
)  # fmt: skip
