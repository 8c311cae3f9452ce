"""Forms that come in: read, checked for coming from a page of ours, and led back to where they were sent from."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from litestar.exceptions import PermissionDeniedException

from saksi.serve.desk import Asked, Desk, visitor_of


async def form_of(request: Asked, desk: Desk) -> dict[str, str]:
    """The fields of a form. Raises PermissionDenied where it was not sent from a page of this server."""
    sent = await request.form()
    form = {name: value for name, value in sent.items() if isinstance(value, str)}
    headers = {name.lower(): value for name, value in request.headers.items()}
    if not desk.gate.trusted(visitor_of(request), form.get("mark", ""), headers):
        raise PermissionDeniedException("this form is from an older page; go back, load it anew and send it again")
    return form


def back_to(form: Mapping[str, str], **more: object) -> str:
    """Where a form leads: the page of this server that it names, with `more` in its address; the overview else."""
    _, _, path, query, fragment = urlsplit(local(form.get("back", "")))
    kept = [(name, value) for name, value in parse_qsl(query) if name not in more]
    words = urlencode([*kept, *((name, str(value)) for name, value in more.items())])
    return urlunsplit(("", "", path, words, form.get("anchor", "") or fragment))


def local(path: str) -> str:
    """A path of this server; "/" for anything that a browser could take for another one.

    >>> local("/incident/1?x=2"), local("//evil.example"), local("https://evil.example"), local("/\\\\evil.example")
    ('/incident/1?x=2', '/', '/', '/')
    """
    good = path.startswith("/") and not path.startswith("//") and not any(c in path for c in "\\\r\n\t\0")
    return path if good else "/"
