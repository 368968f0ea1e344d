"""The server of one person under many readers: few pages at once, and no connection left behind."""

from __future__ import annotations

import threading
import time
from typing import Any

from tierbook.library.serving import AT_WORK, HOST, LibraryServer, QuietRequestHandler


def ask_at_once(server: LibraryServer, readers: int) -> list[int]:
    import http.client

    statuses: list[int] = []

    def read() -> None:
        connection = http.client.HTTPConnection(HOST, server.server_port, timeout=60)
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_two_hundred_readers_are_answered_and_few_are_at_work_at_once(monkeypatch: Any):
    closed = []
    monkeypatch.setattr("django.db.connections.close_all", lambda: closed.append(1))
    at_work, most = [0], [0]
    lock = threading.Lock()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        time.sleep(0.005)
        with lock:
            at_work[0] -= 1
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"a page"]

    server = LibraryServer((HOST, 0), QuietRequestHandler)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        assert ask_at_once(server, 200) == [200] * 200
    finally:
        server.shutdown()
        server.server_close()
    assert 1 < most[0] <= AT_WORK
    for _ in range(100):
        if len(closed) == 200:
            break
        time.sleep(0.05)
    assert len(closed) == 200


def test_threads_find_the_families_of_words_without_spoiling_each_others():
    import sys

    from tierbook.library.catalogue.search.words import family_of

    words = [
        f"{start}{end}"
        for start in ("traffick", "exploit", "deport", "organ", "prosecut", "investig", "enslav", "recruit")
        for end in ("ing", "ers", "ation", "ations", "ed", "es", "ers", "ingly", "ability", "ional")
    ]  # fmt: skip
    find = family_of.__wrapped__
    wanted = [find(word) for word in words]
    usual, wrong = sys.getswitchinterval(), []

    def work() -> None:
        try:
            for _ in range(6):
                wrong.extend(
                    w for w, f in zip(words, map(find, words), strict=True) if f not in wanted
                )
        except Exception as error:  # noqa: BLE001 - whatever a thread meets is the finding
            wrong.append(repr(error))

    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert wrong == []
