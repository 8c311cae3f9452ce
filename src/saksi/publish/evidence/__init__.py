"""The evidence page: texts with the words of every claim lit, and beside them the claims by attack.

One file that fetches nothing: style and script stand in it, and its content security policy allows nothing else. It can
be read without script; the script only adds hover, tap and arrow keys.
"""

from __future__ import annotations

from saksi.publish.evidence.page import document_html, page_html, script, style
from saksi.publish.evidence.writer import EvidencePage

__all__ = ["document_html", "make", "page_html", "script", "style"]

make = EvidencePage
