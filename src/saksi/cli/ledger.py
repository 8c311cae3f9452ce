"""The commands by which a person decides, with their options and help."""

from __future__ import annotations

from typing import Literal

from saksi.cli.record import RECORD, By, Db


def same(left: str, right: str, *, why: str, db: Db = RECORD, by: By = None) -> int:
    """Decide that two incidents or reports are one attack.

    Parameters
    ----------
    left
        An incident's id, a document's id, or DOCUMENT/2 for its second attack.
    right
        The other one.
    why
        The reason, for the ledger.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store

    return decide(db, lambda record: store.same(record, left, right, who=person(by), why=why))


def different(left: str, right: str, *, why: str, db: Db = RECORD, by: By = None) -> int:
    """Decide that two incidents or reports are not one attack.

    Parameters
    ----------
    left
        An incident's id, a document's id, or DOCUMENT/2 for its second attack.
    right
        The other one.
    why
        The reason, for the ledger.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store

    return decide(db, lambda record: store.different(record, left, right, who=person(by), why=why))


def add(
    document: str,
    start: int,
    end: int,
    *,
    slot: str,
    why: str,
    what: str | None = None,
    count: int | None = None,
    bound: str | None = None,
    how: str | None = None,
    scope: str | None = None,
    attack: int | None = None,
    value_words: str | None = None,
    db: Db = RECORD,
    by: By = None,
) -> int:
    """Add a claim that the program missed.

    Parameters
    ----------
    document
        The document's id, or the beginning of it.
    start
        The first character of the quotation, counted from 0.
    end
        The character after its last.
    slot
        killed, injured, launched, intercepted, damaged ...
    why
        The reason, for the ledger.
    what
        The group, weapon or kind of object (person, child, drone, home ...).
    count
        The number said.
    bound
        exact, at_least, about ... or a word without a number: several, dozens, unspecified.
    how
        For intercepted: shot_down, jammed, lost, mixed.
    scope
        this_attack where nothing is given.
    attack
        Which attack of the document; needed where it tells of several.
    value_words
        The value as worded.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store, values

    fields = values(
        slot=slot, what=what, count=count, bound=bound, how=how, scope=scope, attack=attack, value_words=value_words
    )
    return decide(db, lambda record: store.add(record, document, start, end, fields, who=person(by), why=why))


def correct(
    claim: str,
    *,
    why: str,
    slot: str | None = None,
    what: str | None = None,
    count: int | None = None,
    bound: str | None = None,
    how: str | None = None,
    scope: str | None = None,
    attack: int | None = None,
    value_words: str | None = None,
    db: Db = RECORD,
    by: By = None,
) -> int:
    """Set another value in place of a claim's; the claim stays in the record, marked.

    Parameters
    ----------
    claim
        The claim_id, or the beginning of it.
    why
        The reason, for the ledger.
    slot
        The right slot.
    what
        The right group, weapon or kind of object.
    count
        The right number.
    bound
        The right qualifier.
    how
        For intercepted: shot_down, jammed, lost, mixed.
    scope
        The right scope.
    attack
        The right attack of the document.
    value_words
        The value as worded.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store, values

    fields = values(
        slot=slot, what=what, count=count, bound=bound, how=how, scope=scope, attack=attack, value_words=value_words
    )
    return decide(db, lambda record: store.correct(record, claim, fields, who=person(by), why=why))


def reject(claim: str, *, why: str, db: Db = RECORD, by: By = None) -> int:
    """Take a claim out of every incident; it stays in the record, marked.

    Parameters
    ----------
    claim
        The claim_id, or the beginning of it.
    why
        The reason, for the ledger.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store

    return decide(db, lambda record: store.reject(record, claim, who=person(by), why=why))


def grade(
    incident: str,
    *,
    grade: Literal["confirmed", "fair", "weak", "contested", "discounted"],
    why: str,
    db: Db = RECORD,
    by: By = None,
) -> int:
    """Grade an incident. The program gives no grade; saksi show lists what one rests on.

    Parameters
    ----------
    incident
        Its id, or the beginning of it.
    grade
        The grade, in the words of Airwars.
    why
        The reason, for the ledger.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store

    return decide(db, lambda record: store.grade(record, incident, grade, who=person(by), why=why))


def confirm(claim: str, *, why: str, db: Db = RECORD, by: By = None) -> int:
    """Note that you read a claim and found it right; nobody is asked again.

    Parameters
    ----------
    claim
        The claim_id, or the beginning of it.
    why
        The reason, for the ledger.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store

    return decide(db, lambda record: store.confirm(record, claim, who=person(by), why=why))


def undo(number: int, *, why: str = "taken back", db: Db = RECORD, by: By = None) -> int:
    """Take a decision back; undoing the undo brings it again.

    Parameters
    ----------
    number
        The decision's number.
    why
        The reason, for the ledger.
    db
        The file of the record.
    by
        Who decides; else SAKSI_BY or the user's name.
    """
    from saksi.cli.deciding import decide, person, store

    return decide(db, lambda record: store.undo(record, number, who=person(by), why=why))
