"""Place names in tokens: leftmost-longest, with heads, lists and a word of judgement on names that are also words.

Letters of a ref (how sure a name is for a place), given by the build:
`a` sure; `b` also an ordinary word or a person's name: needs a capital inside the sentence or a preposition;
`c` a small place: needs a preposition, a head, a list or its region named near; `d` needs a head; `g` an adjective,
`h` a bare name that is first of all another place's: both need a head of their kind ("Київської області",
"wilayah Kharkiv").
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from saksi.gazetteer.names import ARTICLES, Names
from saksi.gazetteer.ranking import TOWNS, Hit, Ranking
from saksi.gazetteer.table import Ref, Table, refs
from saksi.gazetteer.told import Found, Heads, Tells, with_told
from saksi.text import WORD, Tokens, kind_of

_HEADED = {
    "region": frozenset({"region", "area"}), "raion": frozenset({"raion", "quarter"}),
    "city": frozenset({"city"}), "village": frozenset({"village", "city"}), "country": frozenset({"country"}),
    "town": frozenset({"city", "village", "town"}),
    "both": frozenset({"region", "area"}), "raions": frozenset({"raion", "quarter"}),
}  # fmt: skip
_NEAR = 15  # tokens within which a named region vouches for a small place of its own
_LIST = 24  # tokens over which a list of adjectives may wait for its head
_ELLIPSIS = 30  # tokens over which a head said once serves the adjectives that follow
_DASHES = frozenset({",", "–", "—", "-"})
_JOINTS = frozenset({",", "("})  # "Kotli, Bagh and Muzaffarabad", "Kotli (Azad Kashmir)"
_ABBREVIATION = 2
_ABBREVIATED = 3  # letters of a head that a full stop shortens
_TOWN = 30_000  # above this nobody says "village"
_HYPHENED = 3  # tokens that a name with hyphens may have


@cache
def heads(language: str) -> Heads:
    """The heads of a language; those of English stand in for a language without a table."""
    table = _tables()
    entry = table.get(language, table["en"])
    after = {word: _HEADED[kind] for kind, words in entry.get("after", {}).items() for word in words}
    before = {word: _HEADED[kind] for kind, words in entry.get("before", {}).items() for word in words}
    words = entry["words"]
    return Heads(
        after,
        before,
        frozenset(words["prepositions"]),
        frozenset(words["and"]),
        frozenset(words["of"]),
        frozenset(words.get("over_one", ())),
        Tells(*(frozenset(entry.get("tells", {}).get(side, ())) for side in Tells._fields)),
        frozenset(words.get("inside", ())),
    )


@cache
def _tables() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(resources.files("saksi.gazetteer").joinpath("heads.toml").read_text("utf-8"))


class Finder:
    """One walk over the tokens first..last of a text in one language."""

    def __init__(self, table: Table, tokens: Tokens, first: int, last: int, language: str) -> None:
        self.table, self.tokens, self.first, self.last = table, tokens, first, min(last, len(tokens))
        self.heads = heads(language)
        self.language = language
        self.reached = -1  # end of the last find
        self.spoken: tuple[int, frozenset[str]] | None = (
            None  # where a head last stood after an adjective, and its kinds
        )

    def capital(self, index: int) -> bool:
        """Whether a word begins with no small letter (letters without case count as capital)."""
        return not self.tokens.text[self.tokens.starts[index]].islower()

    def _word(self, index: int) -> bool:
        """Whether a token is a word, and no number and no mark."""
        return kind_of(self.tokens.forms[index]) == WORD

    def run(self, countries: Sequence[str]) -> list[Found]:
        """All finds in order."""
        hits = self._settle(self._hits())
        if not hits:
            return []
        found = Ranking(self.table, self.tokens, self.heads, hits, countries).found()
        if not any(self.heads.tells):
            return found
        return with_told(found, self.tokens, (self.first, self.last), self.table, self.heads, self.language)

    def _hits(self) -> list[Hit]:
        forms, names = self.tokens.forms, self.table.names
        hits: list[Hit] = []
        for index in self.tokens.named:
            if index < self.reached or not self.first <= index < self.last:
                continue
            form = forms[index]
            found = names(form)
            if found is None and form.endswith("'s"):
                found = names(form[:-2])
            hit = self._longest(index, found) if found is not None else None
            if hit is None:
                hit = self._hyphened(index)
            if hit is not None:
                hits.append(hit)
                self.reached = hit.last
        return hits

    def _hyphened(self, index: int) -> Hit | None:
        """A name that the text joins by hyphens and the table does not, or the other way: "El-Fasher", "Deir al-Balah".

        The Arabic article is written in several ways, so each of `ARTICLES` is tried for the one that stands there.
        """
        window = self.tokens.forms[index : min(index + _HYPHENED, self.last)]
        if "-" not in "".join(window):
            return None
        for count in range(len(window), 0, -1):
            first, *rest = [part for form in window[:count] for part in form.removesuffix("'s").split("-")]
            for word in ARTICLES if first in ARTICLES else (first,):
                names = self.table.names(word)
                for written in names.joined(rest) if names is not None else ():
                    hit = self._judge(index, index + count, refs(written))
                    if hit is not None:
                        return hit
        return None

    def _longest(self, index: int, names: Names) -> Hit | None:
        """The longest of the names that begin with a word and stand there as a place."""
        for rest, written in names.going_on(self.tokens.forms[index + 1]) if index + 1 < self.last else ():
            end = index + 1 + len(rest)
            if end <= self.last and self._matches(index + 1, end, rest):
                hit = self._judge(index, end, refs(written))
                if hit is not None:
                    return hit
        return self._judge(index, index + 1, refs(names.alone)) if names.alone is not None else None

    def _matches(self, start: int, end: int, rest: tuple[str, ...]) -> bool:
        for form, word in zip(self.tokens.forms[start:end], rest, strict=True):
            if form != word and form != word + "'s":
                return False
        return self.capital(end - 1)

    def _judge(self, index: int, end: int, found: list[Ref]) -> Hit | None:
        """Whether the name at index..end is a place here."""
        head, kinds = self._head(index, end)
        if head is not None and kinds is not None:
            headed = [ref for ref in found if self._fits(ref[0], kinds)]
            if headed:
                if headed[0][1] == "g":
                    self.spoken = (end, kinds)
                return Hit(index, end, headed, head, "sure")
            seats: list[Ref] = []
            behind = end < self.last and self.tokens.forms[end] == head
            before = index > self.first and self.tokens.forms[index - 1] == head
            if ("raion" in kinds and behind) or ("region" in kinds and before):  # "wilayah Gaza" is around Gaza
                seats = [
                    ref for ref in found if ref[1] in ("abcd" if behind else "ab") and self.table.kind(ref[0]) in TOWNS
                ]
            if seats:
                return Hit(index, end, seats, head, "sure")  # "Nabatieh district": called after its seat
        if any(letter == "g" for _, letter in found):
            headed, shared = self._listed_adjective(end, found)
            headed = headed or self._elliptic(index, end, found)
            if headed:
                return Hit(index, end, headed, shared, "sure")
        kept = [ref for ref in found if ref[1] in "abc"]
        if not kept:
            return None
        best = min(letter for _, letter in kept)
        kept += [ref for ref in found if ref[1] == "h"]
        small = all(self.table.population(ref[0]) < _TOWN for ref in kept)
        if best == "a" and not (small and not self._placed(index) and self._person(index, end)):
            return Hit(index, end, kept, None, "sure")
        if self._person(index, end):
            return None
        placed = self._placed(index) or head is not None
        if best == "b" and self._alone(index, end):
            return Hit(index, end, kept, None, "thin")  # a heading: "Суми."
        if best == "b":
            if (
                end - index == 1 and len(self.tokens.forms[index]) <= _ABBREVIATION
            ):  # AS, US, UK: in capitals or not at all
                shouted = self.tokens.text[self.tokens.starts[index] : self.tokens.ends[index]].isupper()
                return Hit(index, end, kept, None, "sure") if shouted and self._inside_or_placed(index) else None
            if placed or self._inside(index):
                return Hit(index, end, kept, None, "sure" if placed else "thin")
            return Hit(index, end, kept, None, "waiting")
        return Hit(index, end, kept, None, "thin" if placed else "waiting")

    def _head(self, index: int, end: int) -> tuple[str | None, frozenset[str] | None]:
        """The head word beside a name and the kinds it allows."""
        forms, table = self.tokens.forms, self.heads
        at = end + 1 if end < self.last and forms[end] in table.inside else end
        if at < self.last and forms[at] in table.after:
            return forms[at], table.after[forms[at]]
        back = index - 1
        if back >= self.first and forms[back] == "the":
            back -= 1
        if back < self.first:
            return None, None
        word = forms[back]
        if word in table.before and len(word) > 1:
            return word, table.before[word]
        if back - 1 >= self.first:
            further = forms[back - 1]
            short = word == "." and len(further) <= _ABBREVIATED  # "м. Київ", not "a village. As"
            if (short or word in table.of) and further in table.before:
                return further, table.before[further]
            if further in table.over_one and self._word(back) and not self.capital(back):
                return further, table.before[further]
        return None, None

    def _listed_adjective(self, end: int, found: list[Ref]) -> tuple[list[Ref], str | None]:
        """«Брянской и Воронежской областями»: the head that a list of adjectives shares."""
        forms, table = self.tokens.forms, self.heads
        for index in range(end, min(self.last, end + _LIST)):
            form = forms[index]
            if form in table.after:
                return [ref for ref in found if self._fits(ref[0], table.after[form])], form
            if form == "," or form in table.joins:
                continue
            if not self._word(index) or not self.capital(index):
                break
            names = self.table.names(form)
            if names is None or not any(
                ref.endswith("g") for _, written in names.entries for ref in written.split(",")
            ):
                break
        return [], None

    def _elliptic(self, index: int, end: int, found: list[Ref]) -> list[Ref]:
        """«45 над Бєлгородською областю, 32 – над Брянською, два – над Курською»: one head serves all."""
        forms = self.tokens.forms
        if self.spoken is None or index - self.spoken[0] > _ELLIPSIS or index == self.first:
            return []
        before = forms[index - 1]
        if before not in self.heads.prepositions and before not in self.heads.joins and before not in _DASHES:
            return []
        if end < self.last and self._word(end) and forms[end] not in self.heads.joins:
            return []
        return [ref for ref in found if ref[1] == "g" and self._fits(ref[0], self.spoken[1])]

    def _fits(self, row: int, kinds: frozenset[str]) -> bool:
        """Whether a head of these kinds can stand for the row; no great city is called a village."""
        kind = self.table.kind(row)
        great = kind == "city" and "village" in kinds and "town" not in kinds
        return kind in kinds and not (great and self.table.population(row) > _TOWN)

    def _placed(self, index: int) -> bool:
        """Whether a preposition of place stands before the name, or a place whose it is: "Jammu's Rajouri"."""
        back = index - 1
        if back < self.first:
            return False
        form = self.tokens.forms[back]
        return form in self.heads.prepositions or (self.reached == index and form.endswith("'s"))

    def _inside(self, index: int) -> bool:
        """Whether the name stands inside a sentence, after a word in small letters: there a capital means a name."""
        back = index - 1
        return back >= self.first and self._word(back) and not self.capital(back)

    def _alone(self, index: int, end: int) -> bool:
        """Whether the name is all that its line or the sentence that opens a line says."""
        text, starts, ends = self.tokens.text, self.tokens.starts, self.tokens.ends
        opens = index == self.first or "\n" in text[ends[index - 1] : starts[index]]
        return opens and (
            end >= self.last or self.tokens.forms[end] == "." or "\n" in text[ends[end - 1] : starts[end]]
        )

    def _inside_or_placed(self, index: int) -> bool:
        return self._placed(index) or self._inside(index) or index == self.first or not self._shouting(index)

    def _shouting(self, index: int) -> bool:
        """Whether the word before is in capitals too: a headline, where an abbreviation cannot be told from a word."""
        return self.tokens.text[self.tokens.starts[index - 1] : self.tokens.ends[index - 1]].isupper()

    def _person(self, index: int, end: int) -> bool:
        """Whether the name looks like part of a person's: a capitalised word that is no place stands beside it."""
        tokens = self.tokens
        after = tokens.forms[end] if end < self.last and self._word(end) and self.capital(end) else None
        stranger = after is not None and after not in self.heads.after and self.table.names(after) is None
        if stranger and (self.language != "id" or not self._placed(index)):
            return True
        back = index - 1
        if back < self.first or not self._word(back) or not self.capital(back):
            return False
        word = tokens.forms[back]
        if word in self.heads.prepositions or word in self.heads.before:
            return False
        return back + 1 != self.reached

    def _settle(self, hits: list[Hit]) -> list[Hit]:
        """Waiting names stay where a list joins them to a known place, or where their region is named near."""
        settled: list[Hit] = []
        for number, hit in enumerate(hits):
            if hit.state != "waiting":
                settled.append(hit)
                continue
            before = settled[-1] if settled else None
            after = next((h for h in hits[number + 1 :] if h.state != "waiting"), None)
            joined = self._joined(hit, before, after)
            kept = joined or self._vouched(hit, hits)
            if kept:
                word = joined and min(letter for _, letter in kept) == "b"
                settled.append(hit._replace(refs=kept, state="sure" if word else "thin"))
        return settled

    def _joined(self, hit: Hit, before: Hit | None, after: Hit | None) -> list[Ref]:
        """The refs of the country of a neighbour in the same list."""
        for neighbour, start, end in (
            (before, before.last if before else 0, hit.first),
            (after, hit.last, after.first if after else 0),
        ):
            if neighbour is None or not 0 < end - start <= 3:
                continue
            between = self.tokens.forms[start:end]
            if all(form in _JOINTS or form in self.heads.joins for form in between):
                if self.table.kind(neighbour.refs[0][0]) == "country":
                    continue
                country = self.table.country(neighbour.refs[0][0])
                kept = [ref for ref in hit.refs if self.table.country(ref[0]) == country]
                if kept:
                    return kept
        return []

    def _vouched(self, hit: Hit, hits: list[Hit]) -> list[Ref]:
        named = {
            other.refs[0][0]
            for other in hits
            if other.state == "sure" and abs(other.first - hit.first) <= _NEAR
            and self.table.kind(other.refs[0][0]) in ("region", "raion")
        }  # fmt: skip
        if not named or not self._inside(hit.first):
            return []
        return [ref for ref in hit.refs if named.intersection(self.table.parents(ref[0]))]


__all__ = ["Finder", "Found", "Heads", "heads"]
