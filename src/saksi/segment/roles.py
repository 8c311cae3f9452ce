"""The role of each block: what it looks like alone, then where it stands. When unsure, it is body.

The body is what lies between the first and the last block of prose. Before it stand menus, headline, byline, date and
picture; after it lists of links, comments and footers; inside it links to other articles and pictures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from saksi.segment import shapes
from saksi.segment.blocks import LINE_WORDS, Block
from saksi.segment.words import PageWords

PROSE_WORDS = 8  # a closed line of so many words is prose
SHORT_PROSE = 4  # where no line is so long (a post of short lines), a closed line of so many words
OPEN_WORDS = 10  # an open line of so many words with the end of a sentence inside it is prose, cut short
LONG_WORDS = 25  # an open line of so many words is prose as well
RUN = 3  # so many short open lines in a row are a menu or a list of links, not prose
HEADLINE_WORDS = (3, 30)
SUBHEAD_WORDS = 10
OTHER_TITLE = 8  # words from which a line in title case is no head of a section
SUBHEAD_AFTER_LINKS = 3  # after "Also read" alone, a line of so few words above prose heads the next section
LATE = 3  # the end of a page has at most this part (one third) of the prose that stands before it

_INNER_END = re.compile(r"[^\W\d_]{3}[.!?…][»”\"')]?\s+\S")


def assign(blocks: list[Block], words: PageWords, title: str | None = None) -> None:
    """Sets `role` on every block. `title`: the document's title where it is known."""
    for block in blocks:
        block.role = block.marked or _alone(block, words)
    _hold_words(blocks, words)
    if blocks and blocks[0].role == "credit_line" and not (blocks[0].marked or shapes.is_named_credit(blocks[0])):
        blocks[0].role = "byline"  # a channel's name above its post
    prose = [index for index, block in enumerate(blocks) if _is_prose(block)]
    prose = prose or [index for index, block in enumerate(blocks) if _is_prose(block, SHORT_PROSE)]
    first = prose[0] if prose else len(blocks)
    last = prose[-1] if prose else -1
    _close_page(blocks, words, prose)
    _link_lists(blocks, words)
    if prose:
        last = max((i for i in prose if blocks[i].role in ("", "body")), default=last)
        _runs(blocks, first, last)
        _titles_between(blocks, first, last, title)
        _next_titles(blocks, last)
    _pictures(blocks, words, first)
    _headlines(blocks, words, first, title)
    _repeats(blocks)
    for block in blocks:
        if not block.role:
            block.role = "list_item" if shapes.listed(block) else "body"


def _alone(block: Block, words: PageWords) -> str:
    if len(block.words) > LINE_WORDS:
        return ""
    if shapes.is_dateline(block, words):
        return "dateline"
    if shapes.is_credit(block, words):
        return "credit_line"
    if shapes.is_chrome(block, words) or shapes.is_menu(block):
        return "chrome"
    return "byline" if shapes.is_byline(block, words) else ""


def _hold_words(blocks: list[Block], words: PageWords) -> None:
    short = [block for block in blocks if not block.role and len(block.words) <= LINE_WORDS]
    together = "\n".join(block.folded for block in short)
    for phrase in words.lists["chrome.holds"]:
        if phrase in together:
            _set([block for block in short if phrase in block.folded], "chrome")


def _is_prose(block: Block, least: int = PROSE_WORDS) -> bool:
    if block.role not in ("", "body"):
        return False
    count = len(block.words)
    if block.text[-1] in "!?" and shapes.title_case(block) and not _INNER_END.search(block.text):
        return False
    if block.terminal and count >= least:
        return True
    return count >= LONG_WORDS or (count >= OPEN_WORDS and bool(_INNER_END.search(block.text)))


def _close_page(blocks: list[Block], words: PageWords, prose: list[int]) -> None:
    """From the head of the page's end on, all is chrome; unless three blocks of prose still follow it."""
    for index, block in enumerate(blocks):
        if block.marked or not (shapes.opens(block, words, "chrome.opens_end") or _is_copyright(block)):
            continue
        after = len(prose) - bisect_right(prose, index)
        if after > 2 or (len(prose) - after) < LATE * after or not prose:
            if block.role == "":
                block.role = "chrome"
            continue
        for later in blocks[index:]:
            if not later.marked:
                later.role = "chrome"
        return


def _is_copyright(block: Block) -> bool:
    return block.role == "chrome" and "©" in block.text


def _link_lists(blocks: list[Block], words: PageWords) -> None:
    """After the head of a list of links, short open lines are titles of other articles."""
    inside = False
    for index, block in enumerate(blocks):
        if block.marked:
            inside = False
        elif shapes.opens(block, words, "chrome.opens_links"):
            block.role, inside = "chrome", True
        elif inside and block.role in ("", "dateline", "byline"):
            if block.terminal or len(block.words) > shapes.TITLE_WORDS or _is_subhead(blocks, index):
                inside = False
            else:
                block.role = "chrome"
        elif inside and block.role != "chrome":
            inside = False


def _is_subhead(blocks: list[Block], index: int) -> bool:
    """A short open line right above prose, after a head without titles: the article goes on ("Also Read" alone)."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    headed = index < 2 or blocks[index - 2].role != "chrome"
    return after is not None and _is_prose(after) and headed and _is_short(blocks[index]) \
        and len(blocks[index].words) <= SUBHEAD_AFTER_LINKS  # fmt: skip


def _is_short(block: Block) -> bool:
    return not block.terminal and not shapes.listed(block) and len(block.words) <= shapes.TITLE_WORDS


def _runs(blocks: list[Block], first: int, last: int) -> None:
    """Three or more short open lines in a row, few of them with a number, none introduced by a colon."""
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and _in_run(blocks[end]):
            end += 1
        run = blocks[index:end]
        if len(run) >= RUN:
            _mark_run(blocks, index, end, first, last)
        index = max(end, index + 1)


def _in_run(block: Block) -> bool:
    return (
        block.marked is None
        and block.role in ("", "chrome")
        and _is_short(block)
        and not _is_prose(block)
        and not shapes.is_labelled(block)
        and bool(block.words)
    )


def _mark_run(blocks: list[Block], start: int, end: int, first: int, last: int) -> None:
    run = [block for block in blocks[start:end] if not block.role]
    before = blocks[start - 1] if start else None
    if before is not None and before.text.endswith(":"):
        for block in run:
            block.role = "list_item"
        return
    if end <= first:
        _mark_head(run)
        return
    numbered = sum(block.digits for block in run) * 2 >= len(run)
    if start > last:
        tiny = sum(len(block.words) <= shapes.MENU_WORDS for block in run) * 2 >= len(run)
        if not numbered or tiny or any(block.role for block in blocks[start:end]):
            _set(run, "chrome")
    elif not numbered and len(run) >= RUN:
        keep = run[-1:] if len(run[-1].words) <= 5 and end < len(blocks) and _is_prose(blocks[end]) else []
        _set([block for block in run if block not in keep], "chrome")


def _mark_head(run: list[Block]) -> None:
    """Before the body: names of a menu are chrome; of longer lines the last is the headline, earlier ones are links."""
    names = [block for block in run if len(block.words) <= shapes.MENU_WORDS and not block.text.isupper()]
    titles = [block for block in run if len(block.words) > shapes.MENU_WORDS]
    if len(names) >= RUN:
        _set(names, "chrome")
    if len(titles) >= RUN + 1:
        said = Counter(block.folded for block in titles)
        _set([block for block in titles[:-2] if said[block.folded] == 1], "chrome")


def _titles_between(blocks: list[Block], first: int, last: int, title: str | None) -> None:
    """An open line in title case between two paragraphs, longer than a head, is the title of another article."""
    own = " ".join(title.split()).casefold() if title else None
    for index in range(first + 1, last):
        block = blocks[index]
        if block.role or block.marked or block.terminal or shapes.listed(block):
            continue
        if OTHER_TITLE <= len(block.words) <= shapes.TITLE_WORDS and shapes.title_case(block) \
                and _is_prose(blocks[index - 1]) and _is_prose(blocks[index + 1]) \
                and " ".join(block.text.split()).casefold() != own:  # fmt: skip
            block.role = "chrome"


def _next_titles(blocks: list[Block], last: int) -> None:
    """After the last prose, an open line behind furniture is another article's title: "Categories", "Five hurt"."""
    for before, block in pairwise(blocks[last + 1 :]):
        if before.role == "chrome" and _in_run(block) and not block.role:
            block.role = "chrome"


def _set(blocks: list[Block], role: str) -> None:
    for block in blocks:
        block.role = role


def _pictures(blocks: list[Block], words: PageWords, first: int) -> None:
    titled = False
    for index, block in enumerate(blocks):
        if block.role:
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        before = blocks[index - 1] if index else None
        credited = (after is not None and after.role == "credit_line") or _ends_in_credit(block, words)
        credited = credited or (
            before is not None and before.role == "credit_line" and not block.terminal and not _is_prose(block)
        )
        if shapes.describes_picture(block, words, credited, index <= first, titled or index > first):
            block.role = "caption"
        titled = titled or len(block.words) > shapes.MENU_WORDS


def _ends_in_credit(block: Block, words: PageWords) -> bool:
    return shapes.trailing_credit(block, words) is not None


def _headlines(blocks: list[Block], words: PageWords, first: int, title: str | None) -> None:
    """Open lines before the body, the document's title wherever it stands, lines in bold, and heads inside the body."""
    wanted = " ".join(title.split()).casefold() if title else None
    body_seen = False
    for index, block in enumerate(blocks):
        if block.role:
            continue
        count = len(block.words)
        if (wanted and " ".join(block.text.split()).casefold() == wanted) or (_is_bold(block) and not body_seen):
            block.role = "headline"
        elif shapes.listed(block) and not block.text[0].isdigit():
            continue
        elif index < first and index and _names_town(blocks, index):
            block.role = "dateline"
        elif index < first and shapes.is_names(block) and _beside_headline(blocks, index):
            block.role = "byline"
        elif index < first and not body_seen and _opens_article(blocks, index, first, words):
            block.role = "headline" if not shapes.is_office(block, words) else "byline"
        elif index > first and _heads_section(blocks, index):
            block.role = "headline"
        body_seen = body_seen or (not block.role and count > 2)


def _names_town(blocks: list[Block], index: int) -> bool:
    """One or two words in capitals between the headline and the prose (`KIEV`)."""
    block = blocks[index]
    return block.text.isupper() and len(block.words) <= 2 and not block.digits and not block.terminal \
        and blocks[index - 1].role == "headline" and _is_prose(blocks[index + 1])  # fmt: skip


def _beside_headline(blocks: list[Block], index: int) -> bool:
    """Names right under the headline; or the first line of all, above a line that opens a post."""
    if index:
        return blocks[index - 1].role in ("headline", "dateline")
    after = blocks[1] if len(blocks) > 1 else None
    return after is not None and not after.terminal and not after.text[0].isalnum()


def _is_bold(block: Block) -> bool:
    closed = block.text.endswith("**") or not block.terminal
    return block.text.startswith("**") and len(block.words) <= HEADLINE_WORDS[1] and closed


def _opens_article(blocks: list[Block], index: int, first: int, words: PageWords) -> bool:
    block = blocks[index]
    low, high = HEADLINE_WORDS
    if block.text.endswith((":", ";", ",")) or not low <= len(block.words) <= high:
        return shapes.is_office(block, words) and index == 0
    return not block.text.rstrip("\"'”»").endswith((".", "…")) and first < len(blocks)


def _heads_section(blocks: list[Block], index: int) -> bool:
    block = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if after is None or not (_is_prose(after) or shapes.listed(after)):
        return False
    plain = not block.terminal and block.text[-1:] not in ",;:" and not block.text[-1:].isdigit()
    plain = plain and not shapes.is_labelled(block)
    return plain and 1 <= len(block.words) <= SUBHEAD_WORDS and block.text.lstrip("*_# 0123456789.)")[:1].isupper()


def _repeats(blocks: list[Block]) -> None:
    """A headline said again is a headline; another short open line that stands twice is furniture."""
    seen: dict[str, list[Block]] = {}
    for block in blocks:
        if block.marked is None and not block.terminal:
            seen.setdefault(block.folded, []).append(block)
    for same in seen.values():
        if len(same) < 2:
            continue
        roles = {block.role for block in same}
        if "headline" in roles:
            _set([block for block in same if not block.role], "headline")
        elif roles == {""} and len(same[0].words) <= 5 and not same[0].digits and not shapes.listed(same[0]):
            _set(same, "chrome")
