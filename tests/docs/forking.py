"""The program, kept warm: `tierbook` for a shell without the second that each start costs.

`python forking.py serve SOCKET` loads every verb and the tables behind them once, by going through commands in a home
that is thrown away, and then forks a process for each request. `python forking.py
call SOCKET ARGUMENTS` is what stands as `tierbook` on the path of the shell: it hands over its arguments, folder,
environment and open files, and ends as the program ends. A shell's pipes, redirections and statuses are its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path

_MAXIMUM = 1 << 20


def call(address: str, arguments: list[str]) -> int:
    """Have the program run with these arguments; its exit status."""
    if arguments[:1] == ["serve"]:
        return _look_at_served(address, arguments)
    return _ask(address, arguments, [0, 1, 2])


def _ask(address: str, arguments: list[str], files: list[int]) -> int:
    request = {"arguments": arguments, "folder": str(Path.cwd()), "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(address)
        socket.send_fds(link, [json.dumps(request).encode() + b"\n"], files)
        return int(link.makefile().readline())


def _look_at_served(address: str, arguments: list[str]) -> int:
    """Start the library, fetch its first page, and end it as Ctrl-C does."""
    import http.client
    import threading

    reader, writer = os.pipe()
    said: list[int] = []
    os.environ["TIERBOOK_PID_OF_DOCS"] = "1"

    def ask() -> None:
        said.append(_ask(address, [*arguments, "--port", "0"], [0, 1, writer]))
        os.close(writer)

    thread = threading.Thread(target=ask)
    thread.start()
    with os.fdopen(reader) as lines:
        process = 0
        for line in lines:
            sys.stderr.write(line)
            if line.startswith("pid "):
                process = int(line.split()[1])
            found = re.search(r"http://([\w.]+):(\d+)", line)
            if found:
                break
        else:
            raise SystemExit("the library gave no address")
        connection = http.client.HTTPConnection(found[1], int(found[2]), timeout=30)
        connection.request("GET", "/")
        status = connection.getresponse().status
        connection.close()
        os.kill(process, signal.SIGINT)
        thread.join()
        sys.stderr.write(lines.read())
    sys.stderr.write(f"the first page answered {status}\n")
    return said[0] if status == 200 else 1


def serve(address: str) -> None:
    """Load the program, and run it in a process of its own for everyone who asks."""
    import tempfile

    make = import_module("tierbook.cli.app").make_app
    make()
    with tempfile.TemporaryDirectory() as home:
        _go_through(home)
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise SystemExit("a thread is running, and would be lost in a fork")
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(16)
        print("ready", flush=True)
        while True:
            link, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _answer(link)
            link.close()
            _reap()


def _go_through(home: str) -> None:
    """Run commands whose tables stay in memory; none that starts threads, as tables and charts do."""
    samples = Path(import_module("tierbook.pages").__file__ or "").parent / "samples"
    one, out = str(samples / "japan-2018.txt"), os.dup(1)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.environ.update(TIERBOOK_HOME=home, TIERBOOK_JOBS="1")
    for arguments in (
        ["ingest", str(samples)],
        ["assess", one],
        ["track", "Japan", "--from", str(samples)],
        ["compare", "JPN:2003", "JPN:2018", "--from", str(samples)],
        ["pack", "query", "JPN", "--theme", "shelter", "--from", str(samples)],
        ["draft", "brief", one],
        ["search", "shelter"],
        ["law", "2018"],
        ["clock", "KWT"],
        ["why", one, "prosecution.law"],
        ["codebook", "show", "protection.shelter"],
    ):
        sys.argv = ["tierbook", *arguments]
        try:
            import_module("tierbook.cli").main()
        except SystemExit as end:
            if end.code:
                raise SystemExit(f"{arguments} ended with {end.code}") from end
    sys.stdout.flush()
    import_module("django.urls").get_resolver().url_patterns  # noqa: B018  loads every page
    import_module("django.db").connections.close_all()
    for name in ("TIERBOOK_HOME", "TIERBOOK_JOBS"):
        os.environ.pop(name)
    os.dup2(out, 1)


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _answer(link: socket.socket) -> None:
    """Run one request in a grandchild, and tell its status."""
    request, files = b"", []
    while not request.endswith(b"\n"):
        data, given, _, _ = socket.recv_fds(link, _MAXIMUM, 3)
        request += data
        files += given
    asked = json.loads(request)
    process = os.fork()
    if process == 0:
        link.close()
        _run(asked, files)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    link.sendall(f"{code if code >= 0 else 128 - code}\n".encode())
    link.close()
    os._exit(0)


def _run(asked: dict[str, object], files: list[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    code = 1
    try:
        signal.signal(
            signal.SIGINT, signal.default_int_handler
        )  # a shell's background takes it away
        os.chdir(str(asked["folder"]))
        os.environ.clear()
        os.environ.update(asked["environment"])  # type: ignore[call-overload]
        sys.argv = ["tierbook", *asked["arguments"]]  # type: ignore[misc]
        if os.environ.pop("TIERBOOK_PID_OF_DOCS", None):
            os.write(2, f"pid {os.getpid()}\n".encode())
        for name in ("stdin", "stdout", "stderr"):
            number = ("stdin", "stdout", "stderr").index(name)
            mode = "r" if number == 0 else "w"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
        from tierbook.cli import main

        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except Exception:  # noqa: BLE001  whatever it is, the shell is told
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        raise SystemExit(call(sys.argv[2], sys.argv[3:]))
