"""A server that is killed in the middle of many decisions has kept every one that it acknowledged."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import threading
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.library.factories import coding, finding, write_corpus

DECISIONS, WORKERS, KILL_AFTER = 500, 4, 150
SETUP = """
import sys
from pathlib import Path
from tierbook.library import load_corpus
load_corpus(Path(sys.argv[1]))
from tierbook.library.accounts.models import Person
for n in range(4):
    person = Person(username=f"coder{n}", role="coder", name=f"Coder {n}")
    person.set_password("nine quiet herons stand")
    person.save()
"""
WORDS = "Women are brought to Japan and sold for sex"


class Browser:
    """Just enough of one: cookies, forms, and the status of each answer."""

    def __init__(self, port: int, name: str) -> None:
        self.port = port
        self.cookies: SimpleCookie = SimpleCookie()
        self.ask("/account/login/")
        sent = {"login": name, "password": "nine quiet herons stand"}
        assert self.ask("/account/login/", sent)[0] == 302

    def ask(self, address: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        """Return status and text of a page, or of the answer to a form."""
        headers = {"Cookie": "; ".join(f"{k}={m.value}" for k, m in self.cookies.items())}
        body = None
        if sent is not None:
            token = self.cookies["csrftoken"].value
            body = urlencode({**sent, "csrfmiddlewaretoken": token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET" if sent is None else "POST", address, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                self.cookies.load(cookie)
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def test_none_of_what_was_acknowledged_is_lost(tmp_path: Path) -> None:
    records = [
        coding(country=code, edition=2003, findings=[finding("profile.destination", "yes", WORDS)])
        for code in ("JPN", "THA", "NOR", "KEN")
    ]
    write_corpus(tmp_path, *records, assessed=False)
    subprocess.run([sys.executable, "-c", SETUP, str(tmp_path)], check=True)
    serve = [sys.executable, "-m", "tierbook", "serve", "--home", str(tmp_path), "--port", "0"]
    server = subprocess.Popen(serve, stderr=subprocess.PIPE, text=True)
    acknowledged: list[str] = []
    enough = threading.Event()
    try:
        assert server.stderr is not None
        line = next(line for line in server.stderr if "http://" in line)
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line)[1])  # type: ignore[index]

        def work(number: int) -> None:
            """Decide on one text again and again, each time with another note; note what was answered."""
            document = records[number]["document"]["id"]
            query = urlencode({"one": "1", "document": document, "variable": "profile.destination"})
            address = f"/desk/queue/?{query}"
            try:
                browser = Browser(port, f"coder{number}")
                page = browser.ask(address)[1]
                for turn in range(DECISIONS // WORKERS):
                    note = f"note-{number}-{turn}"
                    sent = {
                        "token": re.search(r'name="token" value="([^"]+)"', page)[1],  # type: ignore[index]
                        "action": "accept",
                        "note": note,
                    }
                    if browser.ask(address, sent)[0] == 302:
                        acknowledged.append(note)
                    if len(acknowledged) >= KILL_AFTER:
                        enough.set()
                    page = browser.ask(address)[1]
            except (OSError, HTTPException):
                return  # the server was killed

        threads = [threading.Thread(target=work, args=(n,)) for n in range(WORKERS)]
        for thread in threads:
            thread.start()
        assert enough.wait(240), f"{len(acknowledged)} decisions were acknowledged"
        server.send_signal(signal.SIGKILL)
        for thread in threads:
            thread.join(60)
    finally:
        server.kill()
        server.communicate(timeout=20)
    assert KILL_AFTER <= len(acknowledged) < DECISIONS, "it was killed in the middle"
    # opened as the next start opens it
    export = [sys.executable, "-m", "tierbook", "desk", "export", "--home", str(tmp_path)]
    told = subprocess.run(export, check=True, capture_output=True, text=True)
    kept = set(re.findall(r'"note":"(note-\d+-\d+)"', told.stdout))
    assert set(acknowledged) <= kept
    with sqlite3.connect(tmp_path / "library.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        events = database.execute("SELECT count(*) FROM desk_event").fetchone()[0]
    assert events == len(kept)
