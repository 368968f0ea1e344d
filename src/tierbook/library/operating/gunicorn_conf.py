"""Gunicorn's settings for a library: `gunicorn -c python:tierbook.library.operating.gunicorn_conf`.

The application is loaded once and its workers are copies of it, so that tables are checked once and memory is shared.
Whatever is given on gunicorn's own command line wins.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tierbook.files import find_home, read_setting

wsgi_app = "tierbook.library.wsgi:application"
bind = ["127.0.0.1:8000"]
worker_class = "gthread"
workers = max(2, (os.cpu_count() or 1) + 1)
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 30
max_requests = 5_000  # a worker that has grown is replaced now and then
max_requests_jitter = 500
control_socket_disable = True  # nobody steers it but its own service
limit_request_line = 8190
accesslog = None  # the library writes its own lines, which name routes and no searches
forwarded_allow_ips = "127.0.0.1,::1"


def on_starting(server: Any) -> None:
    """Make an empty folder for the figures of all workers, when metrics are on, before anything is loaded."""
    home = find_home(None, os.environ)
    if not read_setting("metrics", os.environ, home):
        return
    named = read_setting("metrics_folder", os.environ, home)
    folder = Path(named) if named else Path(tempfile.mkdtemp(prefix="tierbook-metrics-"))
    if named:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.db"):
            old.unlink()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def child_exit(server: Any, worker: Any) -> None:
    """Forget the live figures of a worker that has ended; what it counted stays."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Take a temporary folder away."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
    if Path(folder).name.startswith("tierbook-metrics-"):
        shutil.rmtree(folder, ignore_errors=True)
