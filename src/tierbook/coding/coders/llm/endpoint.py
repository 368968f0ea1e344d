"""The server that is asked: any that speaks the protocol of chat completions, at the address that the user names.

The client is loaded when the first question is put. It is told everything and takes nothing from the environment:
no key, no address, no header of another program. A key is never in a message, a log line or a kept answer.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tierbook.coding.coders.llm.budget import Usage
from tierbook.coding.coders.llm.keeping import KeptAnswer
from tierbook.coding.coders.llm.prompting import Message
from tierbook.errors import MissingExtra, ModelFailed, ModelStopped, WrongUse

if TYPE_CHECKING:
    import httpx2
    import openai

__all__ = ["Endpoint", "EndpointSettings", "check_endpoint"]

_LONGEST = 8_000_000  # bytes of a response
_LONGEST_WAIT = 60.0  # seconds between two attempts
_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529)
_AWAY = 3  # questions in a row that no server answered: it is away
_CHARACTERS_A_TOKEN = 3  # reckoned low, so that a budget is not overdrawn
_HEADERS = (
    "host", "accept", "connection", "content-type", "content-length", "authorization", "user-agent", "accept-encoding",
)  # fmt: skip
_FORMATS = ("json_schema", "json_object", "text")


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """Where the server is and how it is asked. The key is in no printed form of this."""

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0
    retries: int = 4
    most_tokens: int = 8192
    temperature: float = 0.0
    seed: int | None = 0

    def parameters(self) -> dict[str, object]:
        """Return what an answer depends on beside the question."""
        return {
            "max_tokens": self.most_tokens,
            "seed": self.seed,
            "temperature": self.temperature,
        }


def check_endpoint(address: str, key: str | None) -> str:
    """Return the address of a server, without a slash at its end.

    Raises:
        WrongUse: it is no address, holds a secret, or would carry the key in clear to another machine.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
        _ = parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host:
        raise WrongUse(
            "this is no address of a server",
            where="--endpoint",
            remedy="give the address that ends before /chat/completions: http://127.0.0.1:8080/v1",
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise WrongUse(
            "the address holds more than an address",
            where="--endpoint",
            why="a key in an address ends in logs",
            remedy="give the key in TIERBOOK_MODEL_KEY, or name its file in TIERBOOK_MODEL_KEY_FILE",
        )
    if parts.scheme == "http" and key and not _is_here(host):
        raise WrongUse(
            "the key would go over the network in clear",
            where="--endpoint",
            remedy="give the https address, or give no key",
        )
    return address.strip().rstrip("/")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Endpoint:
    """Puts questions to the server; several threads may ask at once.

    Args:
        settings: where and how.
        clock: seconds that only grow; for the time an answer may take.
        wait: what is done between two attempts, for so many seconds.
    """

    def __init__(
        self,
        settings: EndpointSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self.settings = settings
        self.retried = 0
        self._clock = clock
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._wait = wait or self._stopped.wait
        self._client: openai.OpenAI | None = None
        self._form = 0  # place in _FORMATS: the server's best so far
        self._tokens_as = "max_tokens"
        self._left_out: set[str] = set()
        self._away = 0

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._stopped.set()

    def close(self) -> None:
        """Give back the connections."""
        self.stop()
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def most(self, messages: Sequence[Message]) -> Usage:
        """Return what a request may use at most, reckoned from its length."""
        length = sum(len(m["content"]) for m in messages)
        return Usage(length // _CHARACTERS_A_TOKEN + 100, self.settings.most_tokens, estimated=True)

    def ask(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, salt: str
    ) -> KeptAnswer:
        """Put one question.

        Args:
            messages: what is said.
            schema: of the answer, for servers that hold answers to one.
            salt: what spreads the pauses of several threads; the same for the same question.

        Raises:
            ModelFailed: this question was not answered.
            ModelStopped: no question will be: the key is refused, there is no such model, the server is away.
        """
        if self._away >= _AWAY:
            raise self._is_away()
        attempt = adapted = 0
        while True:
            why, wait = self._attempt(messages, schema)
            if isinstance(why, KeptAnswer):
                self._away = 0
                return why
            if why == "":
                adapted += (
                    1  # the server was asked for what it doesn't know, and will be asked otherwise
                )
                if adapted > len(_FORMATS) + 3:
                    raise ModelFailed("the server accepts no form of the question")
                continue
            attempt += 1
            if attempt > self.settings.retries or self._stopped.is_set():
                with self._lock:
                    self._away += 1
                if self._away >= _AWAY:
                    raise self._is_away(why)
                raise ModelFailed(
                    f"the server did not answer: {why}",
                    why=f"{attempt} attempts were made",
                    remedy="run the same command again: what was answered is kept",
                )
            with self._lock:
                self.retried += 1
            self._wait(wait if wait is not None else _pause(attempt, salt))

    def _is_away(self, why: str = "") -> ModelStopped:
        return ModelStopped(
            f"the server is away{': ' if why else ''}{why}",
            why=f"{_AWAY} questions in a row were not answered",
            remedy="run the same command again when it is back: what was answered is kept",
        )

    def _attempt(
        self, messages: Sequence[Message], schema: Mapping[str, Any]
    ) -> tuple[KeptAnswer | str, float | None]:
        """Ask once. Return the answer, or why there is none and how long to wait; "" to ask at once in another form."""
        client = self._open()
        import httpx2
        import openai

        with self._lock:
            form, said = self._form, self._request(messages, schema)
        try:
            raw = client.post("/chat/completions", body=said, cast_to=httpx2.Response)
            return _read_response(raw.content, messages)
        except openai.APIStatusError as error:
            return self._after_status(error, form)
        except (openai.APITimeoutError, httpx2.TimeoutException):
            return "it took too long", None
        except _TooLong as error:
            return str(error), None
        except (openai.APIConnectionError, httpx2.HTTPError, httpx2.StreamError) as error:
            cause = error.__cause__ or error
            return f"no connection to {self.settings.address} ({type(cause).__name__})", None
        except openai.OpenAIError as error:
            return f"the client failed ({type(error).__name__})", None

    def _request(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> dict[str, Any]:
        settings = self.settings
        said: dict[str, Any] = {
            "model": settings.model,
            "messages": list(messages),
            self._tokens_as: settings.most_tokens,
            "temperature": settings.temperature,
            "seed": settings.seed,
        }
        form = _FORMATS[self._form]
        if form == "json_schema":
            named = {"name": "findings", "strict": True, "schema": dict(schema)}
            said["response_format"] = {"type": form, "json_schema": named}
        elif form == "json_object":
            said["response_format"] = {"type": form}
        return {k: v for k, v in said.items() if k not in self._left_out and v is not None}

    def _after_status(
        self, error: openai.APIStatusError, form: int
    ) -> tuple[KeptAnswer | str, float | None]:
        status = error.status_code
        if status in (401, 403):
            told = "refuses the key" if self.settings.key else "wants a key"
            raise ModelStopped(
                f"the server {told} (status {status})",
                remedy="give the right one in TIERBOOK_MODEL_KEY, or in the file that TIERBOOK_MODEL_KEY_FILE names",
            ) from None
        if status == 404:
            raise ModelStopped(
                f"the server knows no model {self.settings.model!r}, or has no /chat/completions (status 404)",
                remedy="check --model and --endpoint; the address ends before /chat/completions",
            ) from None
        if status in _AGAIN:
            return f"status {status}", _retry_after(error.response.headers)
        said = self._clean(str(error.message))
        if status in (400, 415, 422, 501) and self._adapt(said.lower(), form):
            return "", None
        raise ModelFailed(
            f"the server refuses the question (status {status}): {said}",
            remedy="a model with a longer context, or other settings, may take it",
        ) from None

    def _adapt(self, said: str, form: int) -> bool:
        """Change what the server doesn't know in the next request; False where it is something else."""
        with self._lock:
            if "max_completion_tokens" in said and self._tokens_as == "max_tokens":
                self._tokens_as = "max_completion_tokens"
                return True
            for name in ("temperature", "seed"):
                if name in said and name not in self._left_out:
                    self._left_out.add(name)
                    return True
            if self._form > form:
                return True  # another thread has changed it since
            if any(word in said for word in ("context", "too long", "too large", "length")):
                return False
            if self._form < len(_FORMATS) - 1:
                self._form += 1
                return True
            return False

    def _clean(self, words: str) -> str:
        """Return a server's message without the key, in one short line."""
        key = self.settings.key
        if key:
            words = words.replace(key, "(key)")
        line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
        return line[:200]

    def _open(self) -> openai.OpenAI:
        with self._lock:
            if self._client is None:
                self._client = _open_client(self.settings, self._clock)
            return self._client


def _open_client(settings: EndpointSettings, clock: Callable[[], float]) -> openai.OpenAI:
    try:
        import httpx2
        import openai
    except ImportError as error:
        raise MissingExtra(
            "asking a model needs the package openai",
            remedy="install it with: pip install 'tierbook[models]'",
        ) from error

    def strip(request: httpx2.Request) -> None:
        for name in list(request.headers):
            if name.lower() not in _HEADERS:
                del request.headers[name]
        request.headers["accept-encoding"] = "identity"
        request.headers["user-agent"] = "tierbook"
        if settings.key:
            request.headers["authorization"] = f"Bearer {settings.key}"
        else:
            request.headers.pop("authorization", None)

    timeout = httpx2.Timeout(settings.timeout, connect=min(settings.timeout, 15.0))
    transport = httpx2.Client(
        follow_redirects=False,  # a narrative and a key go where the user said, and nowhere else
        timeout=timeout,
        event_hooks={"request": [strip], "response": [_bounding(settings.timeout, clock)]},
        trust_env=not _is_here(urlsplit(settings.address).hostname or ""),
    )
    return openai.OpenAI(
        api_key=settings.key or "none",
        base_url=settings.address,
        max_retries=0,
        timeout=timeout,
        http_client=transport,
    )


def _bounding(seconds: float, clock: Callable[[], float]) -> Callable[[httpx2.Response], None]:
    """Return what makes a response end in an error where it is too long, or takes too long in all."""
    import httpx2

    class Bounded(httpx2.SyncByteStream):
        def __init__(self, stream: httpx2.SyncByteStream) -> None:
            self._stream, self._until = stream, clock() + seconds

        def __iter__(self) -> Iterator[bytes]:
            length = 0
            for part in self._stream:
                length += len(part)
                if length > _LONGEST:
                    raise _TooLong(f"its answer is longer than {_LONGEST:,} bytes")
                if clock() > self._until:
                    raise httpx2.ReadTimeout("the answer took too long")
                yield part

        def close(self) -> None:
            self._stream.close()

    def bound(response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise _TooLong("its answer is packed, which was not asked for")
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = Bounded(response.stream)

    return bound


class _TooLong(Exception):
    pass


def _read_response(
    content: bytes, messages: Sequence[Message]
) -> tuple[KeptAnswer | str, float | None]:
    """Read a completion as it came; what is none is a reason to ask again."""
    import json

    try:
        record = json.loads(content)
        choice = record["choices"][0]
        message = choice["message"]
    except (ValueError, RecursionError):
        return "its answer is no JSON", None
    except (KeyError, IndexError, TypeError):
        return "its answer holds no choice", None
    if not isinstance(message, dict):
        return "its answer holds no message", None
    said = message.get("content")
    text = _whole(said if isinstance(said, str) else _joined(said))
    finish = choice.get("finish_reason")
    if not text and message.get("refusal"):
        finish = "refusal"
    model = record.get("model")
    return (
        KeptAnswer(
            text,
            _whole(finish[:40]) if isinstance(finish, str) else None,
            _usage(record.get("usage"), messages, text),
            _whole(model[:200]) if isinstance(model, str) else None,
        ),
        None,
    )


def _whole(text: str) -> str:
    """Return a text without halves of characters, which no file takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _joined(parts: object) -> str:
    """Return the text of a content that comes in parts."""
    if not isinstance(parts, list):
        return ""
    texts = (part.get("text") for part in parts if isinstance(part, dict))
    return "".join(text for text in texts if isinstance(text, str))


def _usage(said: object, messages: Sequence[Message], text: str) -> Usage:
    if isinstance(said, dict):
        counts = said.get("prompt_tokens"), said.get("completion_tokens")
        if all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in counts):
            return Usage(int(counts[0] or 0), int(counts[1] or 0))
    length = sum(len(m["content"]) for m in messages)
    return Usage(length // _CHARACTERS_A_TOKEN, len(text) // _CHARACTERS_A_TOKEN, estimated=True)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how long the server asks to wait, within bounds; None where it doesn't say."""
    said = headers.get("retry-after", "").strip()
    if not said:
        return None
    try:
        seconds = float(said)
    except ValueError:
        try:
            now = parsedate_to_datetime(headers.get("date", ""))
            seconds = (parsedate_to_datetime(said) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    if seconds != seconds:  # no number at all
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _pause(attempt: int, salt: str) -> float:
    """Return the seconds before an attempt: twice as long each time, spread by the question."""
    spread = int(salt[:4], 16) / 0xFFFF if salt else 0.5
    return min(2.0 ** (attempt - 1) * (0.5 + spread / 2), _LONGEST_WAIT)
