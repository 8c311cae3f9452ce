"""What one line looks like by itself: each test takes a block and says yes or no. Shape before words."""

from __future__ import annotations

import re
from itertools import pairwise

from saksi.segment.blocks import LINE_WORDS, Block
from saksi.segment.words import PageWords

_CORE = re.compile(r"[\W_\d]+")
_URL = re.compile(r"https?://\S{1,300}|www\.\S{1,200}|\b[\w-]{2,40}\.(?:com|ly|org|net|ru|ua|me|id)/\S{1,200}")
_SUM = re.compile(r"^\W*\d{1,3}\s*[×xх*+\-−–÷]\s*\d{1,3}\s*=\W*$")
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)\s*(?:19|20)\d\d|copyright\b)|©\s*(?:19|20)\d\d", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.[a-z]{2,10}\b")
_TAG = re.compile(r"#\s?\w")
_SEPARATOR = re.compile(r"\s[|›»>·•/→]\s|\s{2,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b[0-2]?\d[:.][0-5]\d\b")
_FULL_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b")
_SLASH_CREDIT = re.compile(r"^[^\W\d_][\w.'’\- ]{1,60}\s?/\s?(?:©\s?)?[^\W\d_][\w.'’\- /]{1,60}$")
_SIGNED = re.compile(r"^\((?:[a-zа-яіїє]{2,6}|[A-Za-zА-яіїє]{2,6}(?:/[A-Za-zА-яіїє]{2,6}){1,3})\)$")
_SHOUTED_HEAD = re.compile(r"[^\W\d_a-zа-яіїєґ][^\Wa-zа-яіїєґ_]{3,20}(?: [^\Wa-zа-яіїєґ_]{2,20}){0,2}(?: {2,}|\t)\S")
_ARROWS = "←→»›▲▼☰✕↑↓⟵⟶"
_LABEL = re.compile(r"[^\W\d_]{2,20}:\s")
_LIST_MARK = re.compile(r"[•▪▫●◾◽■□➖➤►▶✅✔🔹🔸🔻🔺➡◦‣⁃]")

CREDIT_WORDS = 10  # brackets with more words than this are no photo credit
MENU_WORDS = 3  # a line of a menu has so many words at most
TITLE_WORDS = 18  # a title of another article has so many words at most
OFFICE_LOWER = 2  # the name of an office has so many lower-case words at most; more make it a headline


def is_chrome(block: Block, words: PageWords) -> bool:
    """Whether the line alone shows that it is no part of an article."""
    count = len(block.words)
    if count > LINE_WORDS:
        return False
    return _by_shape(block, count) or _by_words(block, words, count)


def _by_shape(block: Block, count: int) -> bool:
    text = block.text
    if _SUM.match(text) or (count <= 25 and _COPYRIGHT.search(text)):
        return True
    if not block.terminal and _SHOUTED_HEAD.match(text):
        return True
    if text[0] in _ARROWS and count <= MENU_WORDS and not block.digits:
        return True
    if count == 0:
        return not block.digits or len(text) <= 3
    if text.count("#") >= 2 and len(_TAG.findall(text)) * 2 >= count:
        return True
    if "@" in text and count <= 12 and _EMAIL.search(text):
        return True
    return count <= 40 and _is_link(text)


def _is_link(text: str) -> bool:
    """A line that is little but a link: few words outside it, no number outside it, or wrapped whole in link marks."""
    if ("://" not in text and "www." not in text and "/" not in text) or not _URL.search(text):
        return False
    rest = _URL.sub(" ", text)
    letters = _CORE.sub(" ", rest).split()
    if text[:2] in ("[_", "__", "[*") or text.startswith("["):
        return len(letters) <= 12
    return len(letters) <= 6 and not any(char.isdigit() for char in rest)


def _by_words(block: Block, words: PageWords, count: int) -> bool:
    whole = block.core
    if 2 <= count <= MENU_WORDS and not block.terminal and words.lists["chrome.whole"].issuperset(block.words):
        return True  # a bar of names: "HOME NEWS VIDEO"
    if whole in words.lists["chrome.whole"] and (not block.text.endswith((".", "!")) or block.text.endswith("...")):
        return True
    folded = block.lead
    if count <= 8 and block.digits and not block.terminal and (folded.endswith(words.ago) or whole.endswith(words.ago)):
        return True
    opening = words.opening("chrome.starts", folded)
    if opening is None:
        return _labels_link(block, words, count)
    rest = folded[len(opening) :].lstrip(" *_")
    titled = count <= TITLE_WORDS and (not block.terminal or block.text[-1] in "!?")
    return not rest or rest[0] in ':-–—|>»→("«“#[' or titled


def _labels_link(block: Block, words: PageWords, count: int) -> bool:
    """A label of links, or a head of a list of them, with a title behind its colon: `Related stories: Two die`."""
    opening = words.opening("chrome.opens_links", block.lead)
    if opening is None or " " not in opening:
        opening = words.opening("chrome.labels", block.lead)
    if opening is None or count > TITLE_WORDS:
        return False
    return block.lead[len(opening) :].lstrip(" *_")[:1] in (":", "|")


def opens(block: Block, words: PageWords, section: str) -> bool:
    """Whether the line heads a list of links (`chrome.opens_links`) or the page's end (`chrome.opens_end`)."""
    if len(block.words) > 8 or block.text.endswith("."):
        return False
    whole = block.core
    return whole in words.lists[section] or (section == "chrome.opens_end" and words.starts(section, block.lead))


def is_menu(block: Block) -> bool:
    """A row of short names parted by bars, arrows or wide blanks, without a full stop and without a date."""
    if block.terminal or block.bullet or len(block.words) > 2 * LINE_WORDS or _YEAR.search(block.text):
        return False
    parts = [part for part in _SEPARATOR.split(block.text) if part.strip()]
    return len(parts) >= 3 and sum(len(part.split()) for part in parts) <= 3 * len(parts)


def is_byline(block: Block, words: PageWords) -> bool:
    """`by Ann Lee`, `Penulis: ...`, `(saf/iss)`."""
    count = len(block.words)
    if count > 12 or block.digits:
        return False
    if _SIGNED.match(block.text) or (block.core in words.lists["byline.whole"] and not block.terminal):
        return True
    opening = words.opening("byline.starts", block.lead)
    if opening is None or (block.text.endswith((".", "!", "?")) and ":" not in block.text):
        return False
    rest = block.text[block.folded.find(opening) + len(opening) :].lstrip()
    one_name = count == 2 and rest.split()[:1] != [] and rest.split()[0].isalpha()
    return bool(rest) and count <= 9 and (rest[0] in ":|-–—" or _names(rest) or one_name)


def _names(rest: str) -> bool:
    tokens = [token for token in re.split(r"[^\w.'’-]+", rest) if token]
    upper = sum(token[0].isupper() for token in tokens)
    return bool(tokens) and len(tokens) <= 6 and upper * 3 >= len(tokens) * 2


def is_office(block: Block, words: PageWords) -> bool:
    """A line that is only who speaks: `Повітряні сили ЗС України`, `Ann Lee, mayor of Springfield`."""
    if len(block.words) > 8 or block.digits or block.terminal or block.bullet:
        return False
    if block.text.isupper():
        return False
    tokens = re.findall(r"[^\W\d_]+", block.text)
    offices = words.lists["byline.offices"]
    if sum(token.islower() and token not in offices for token in tokens) > OFFICE_LOWER:
        return False
    line = f" {' '.join(block.words)} "
    return any(f" {office} " in line for office in offices)


def is_names(block: Block) -> bool:
    """A line of nothing but one to three short names (`Ann Lee`, `Ann Lee, Bo Ek`); its place says whose they are."""
    if block.digits or block.terminal or block.text.isupper() or not 2 <= len(block.words) <= 8:
        return False
    groups = [group.split() for group in re.split(r",|;| and | dan | та | и | і |\|", block.text) if group.strip()]
    named = (2 <= len(group) <= 3 and all(name[0].isupper() for name in group) for group in groups)
    return len(groups) <= 3 and all(named)


def is_dateline(block: Block, words: PageWords) -> bool:
    """A line that is only a date or a clock, with at most three other words (`Sunday, 6 April 2025 - 11:36 | Post`)."""
    if block.text[-1] in "–—" and not block.digits and len(block.words) <= 6 and block.text[0].isupper():
        return True  # "Springfield, Herald —" on a line of its own
    if not block.digits or len(block.words) > 10 or len(block.text) > 90 or block.text.endswith("!"):
        return False
    dated = bool(_FULL_DATE.search(block.text))
    other = 0
    for word in block.words:
        if word in words.lists["dates.months"]:
            dated = True
        elif word not in words.lists["dates.weekdays"] and word not in words.lists["dates.around"]:
            other += 1
    if not dated:
        return False
    numbers = len(re.findall(r"\d+", block.text))
    year = bool(_YEAR.search(block.text) or _FULL_DATE.search(block.text))
    named = 5 if "|" in block.text and _CLOCK.search(block.text) else 3  # who wrote it, before the day and the clock
    return numbers <= 6 and other <= (named if year and not block.terminal else 0)


def is_credit(block: Block, words: PageWords) -> bool:
    """A line that only says whose picture it is: `Ann Lee/AFP via Getty Images`, `Фото: ДСНС`, `(Getty Images)`."""
    count = len(block.words)
    if count == 0 or count > 12 or len(block.text) > 110 or block.text.endswith(("!", "?")):
        return False
    if block.text.rstrip("*_ ").endswith(":"):
        return False  # "Air Force:" opens what it says
    if block.text[0] in "([" and block.text[-1] in ")]" and not words.lists["caption.credit"].isdisjoint(block.words):
        return True
    if block.text[-1] == ")" and block.text[0] != "(" and "." in block.text:
        return False  # the words under a picture, their credit in brackets after them
    opening = words.opening("caption.starts", block.lead)
    if opening is not None:
        rest = block.lead[len(opening) :].lstrip(" _*")
        return rest[:1] in (":", "/", "|", "©") or rest.startswith(("by ", "oleh "))
    if block.core in words.lists["chrome.whole"]:
        return False
    if _holds_agency(block, words):
        bare = block.text.strip("()[]_* .")
        if _SLASH_CREDIT.match(bare) or block.text.startswith(("(", "[")) or count <= 3:
            return not block.digits or count > 1
        if not words.lists["caption.credit"].isdisjoint(block.words):
            return not block.terminal
    return count <= 6 and not block.digits and not block.terminal and bool(_SLASH_CREDIT.match(block.text)) \
        and _names(block.text.split("/")[0]) and not is_menu(block)  # fmt: skip


def _holds_agency(block: Block, words: PageWords) -> bool:
    agencies = words.lists["agencies.words"]
    forms = block.words
    return not agencies.isdisjoint(forms) or any(f"{first} {second}" in agencies for first, second in pairwise(forms))


def describes_picture(block: Block, words: PageWords, credited: bool, early: bool, titled: bool) -> bool:
    """Whether a line reads like words under a picture.

    `credited`: a photo credit follows; `early`: it stands before the body; `titled`: a headline stands before it.
    """
    count = len(block.words)
    if count < 4 or count > 55 or block.bullet:
        return False
    folded = block.lead
    named = words.opening("caption.starts", folded)
    if named is not None and folded[len(named) :].lstrip()[:1] in (":", "|"):
        return True
    if not credited and not early:
        return False
    opener = folded.startswith(words.openers)
    speech = not words.lists["speech.words"].isdisjoint(block.words)
    dated = _dated(block, words)
    if not (titled or dated or opener or block.terminal):
        return False
    score = 2 * dated + opener + early + (not block.terminal) + (count <= 30)
    score -= 2 * speech + 2 * any(quote in block.text for quote in "“«„") + (count > 40)
    return (credited and score >= 2) or (not credited and early and opener and dated and score >= 4)


def _dated(block: Block, words: PageWords) -> bool:
    if not _YEAR.search(block.text):
        return False
    return bool(_FULL_DATE.search(block.text)) or not words.lists["dates.months"].isdisjoint(block.words)


def title_case(block: Block) -> bool:
    """Whether nearly every word of four letters or more begins with a capital, as in titles of links."""
    tokens = [token for token in re.split(r"\W+", block.text) if len(token) >= 4]
    return len(tokens) >= 2 and sum(token[0].isupper() for token in tokens) * 5 >= len(tokens) * 4


def is_labelled(block: Block) -> bool:
    """Whether the line begins with one word and a colon (`Source: ...`)."""
    return bool(_LABEL.match(block.text))


def is_named_credit(block: Block) -> bool:
    """Whether a credit line is so by a mark (slash, brackets, colon), not only by an agency's name."""
    return any(mark in block.text for mark in "/([:©|") or " via " in block.folded


def listed(block: Block) -> bool:
    """Whether the line begins with a mark or number of a list."""
    return block.bullet or bool(_LIST_MARK.match(block.text))


_SITE = re.compile(r"\b[\w-]{2,30}\.(?:com|org|net|info|co|me|tv|id|ru|ua)\b|@\w")
_ENDS = (".", "!", "?", "…", '"', "”", "»")
_DASHED = re.compile(r"(?<=[\w.!?)»”\"])\s(-\s?[^\s-][^-\n]{1,38}-)\Z")
_SLASHED = re.compile(r"\s(/\s?[^\W\d_][^/.!?]{2,50})\Z")
_TRAILING = re.compile(r"[.!?»”\"]?\s*(\([^()\n]{2,80}\))\.?\s*\Z")
_PICTURE_WORD = re.compile(
    r"(?:(?<=[.!?)»”\"] )|(?<=[.!?)»”\"]))([^\W\d_]{3,12}(?: [^\W\d_]{3,12})?\s?[:/]\s?[^.!?]{2,70})\.?\Z"
)


def trailing_credit(block: Block, words: PageWords) -> int | None:
    """Where a photo credit begins that ends the block: `... in Kyiv. (Getty Images)`, `... Foto: Antara`,
    `... -Istimewa-`; or None."""
    tail = block.text[-110:]
    offset = len(block.text) - len(tail)
    match = _TRAILING.search(tail) if "(" in tail and tail.endswith((")", ").")) else None
    if match is not None:
        inner = match.group(1).strip("()").lower()
        forms = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", inner)
        named = inner in words.lists["agencies.words"] or any(form in words.lists["agencies.words"] for form in forms)
        closed = block.text[: offset + match.start(1)].rstrip().endswith(_ENDS)
        site = _SITE.search(inner) and not closed
        if tail.endswith(").") and len(forms) == 1 and not closed:
            named = False  # "the State Emergency Service (SES).": the letters of a name inside its sentence
        if ((named or site) and len(forms) <= CREDIT_WORDS) or words.opening("caption.starts", inner) is not None:
            return offset + match.start(1)
    dashed = _DASHED.search(tail) if tail.endswith("-") else None
    if dashed is not None:
        return offset + dashed.start(1)
    slashed = _SLASHED.search(tail) if " /" in tail and len(block.words) <= LINE_WORDS else None
    if slashed is not None:
        return offset + slashed.start(1)
    match = _PICTURE_WORD.search(tail) if ":" in tail or "/" in tail else None
    if match is not None and words.opening("caption.starts", match.group(1).lower()) is not None:
        return offset + match.start(1)
    return None


def trailing_signature(block: Block) -> int | None:
    """Where the writers' letters begin that end a block: `... (saf/iss)`; or None."""
    opening = block.text.rfind("(", max(0, len(block.text) - 30))
    if opening > 0 and block.text[:opening].rstrip().endswith((".", "”", '"', "!", "?")) \
            and _SIGNED.match(block.text[opening:].strip()):  # fmt: skip
        return opening
    return None


_PLACE = r"[^\W\d_][\w.'’-]{1,24}(?: [^\W\d_a-zа-яіїєґ][\w.'’-]{0,24}){0,3}"
_DAY = r"(?:\d{1,2} [^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2})"  # "24 April", "April 24", "Sept. 19"
_DATELINE = re.compile(
    rf"(?P<dateline>{_PLACE}(?:, ?{_PLACE}){{0,2}}(?:,? ?{_DAY}(?:,? \d{{4}})?)?"
    r"(?: ?\([^()]{2,40}\))?"
    r"(?: ?[–—-] ?[A-ZА-ЯІЇЄ][\w. ]{2,24}?(?= ?[–—] |\. ))?)"
    r" ?(?:[–—]|(?<= )--?(?= )|(?<=\w)- )[ ]?(?=[\"“«'(]?[^\W\d_a-zа-яіїєґ])"
)
_AGENCY_LEAD = re.compile(
    r"(?P<dateline>[^\W\d_a-zа-яіїє]{3,20}(?: [^\W\d_a-zа-яіїє]{2,20})?, "
    r"\d{1,2} [^\W\d_]{3,10}\.? [–—-] [^.]{3,25}\.) (?=\S)"
)
# "МОСКВА, 7 октября. /ТАСС/. ..." and "Москва. 7 октября. INTERFAX.RU - ...": full stops that end no sentence.
_STOPPED_LEAD = re.compile(
    rf"(?P<dateline>{_PLACE}[,.] {_DAY}\. (?:/[^/\n]{{2,20}}/\.|[A-ZА-Я][\w.]{{3,20}} [–—-])) (?=\S)"
)

# "PORT SUDAN: The army said ...": a place in capitals and a colon, then a sentence of small letters.
_CAPITALS_LEAD = re.compile(
    r"(?P<dateline>[A-ZА-ЯІЇЄҐ]{3,20}(?:[ -][A-ZА-ЯІЇЄҐ]{2,20}){0,2}(?:/[A-ZА-ЯІЇЄҐ -]{3,20})?: )"
    r"(?=[\"“«']?[^\W\d_a-zа-яіїєґ][^\W\d_A-ZА-ЯІЇЄҐ]*[ ,]+\S+ [^\W\d_A-ZА-ЯІЇЄҐ])"
)


def dateline_end(block: Block) -> int | None:
    """Where the dateline ends that opens a block (`London – `, `KYIV, Ukraine (AP) — `); or None."""
    if not block.text[:1].isupper():
        return None
    head = block.text[:140]
    match = _AGENCY_LEAD.match(head) or _STOPPED_LEAD.match(head) or _DATELINE.match(head) or _CAPITALS_LEAD.match(head)
    if match is None:
        return None
    name = match["dateline"]
    if len(name.split()) > 9 or (len(name.split("(")[0].split()) > 4 and "," not in name and "." not in name):
        return None
    return match.end()
