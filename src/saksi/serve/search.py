"""Full-text search over texts and claims."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromQuery

from saksi.serve import questions
from saksi.serve.desk import Asked, Look, TheDesk
from saksi.serve.veil import veil


@get("/search", sync_to_thread=True)
def search_page(request: Asked, desk: TheDesk, q: FromQuery[str] = "", page: FromQuery[int] = 1) -> Response[Any]:
    """Documents that hold all the words, with snippets, and claims that do."""

    def make(look: Look) -> dict[str, Any]:
        at = max(1, min(page, questions.MOST_HITS // questions.HITS))
        hits, total = questions.search_documents(look.record, q, at)
        claims = questions.search_claims(look.record, q) if at == 1 else []
        documents = [*(hit.document["id"] for hit in hits), *(said.document["id"] for said in claims)]
        return {
            "q": q[:500], "hits": hits, "total": total, "most": questions.MOST_HITS, "claims": claims, "page": at,
            "pages": max(1, -(-total // questions.HITS)), "veil": veil(look.record, documents, look.visitor.names),
        }  # fmt: skip

    return desk.page(request, "search", make)
