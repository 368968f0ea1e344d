"""A server on this machine misbehaves: the coder repeats, asks otherwise, or says what is not done."""

from __future__ import annotations

import gzip
import json
import logging
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.coding.llm.asking import LAW, asked, coder_of, finding, only, sample, told
from tests.coding.llm.server import Reply, completion, refusal, serving
from tierbook.coding import Endpoint, EndpointSettings, Progress, check_endpoint
from tierbook.errors import MissingExtra, ModelFailed, ModelStopped, WrongUse
from tierbook.files import json_line

KEY = "sk-sample-key-that-nobody-may-read"


def good(request: dict[str, Any], _: int) -> Reply:
    return completion(only(request, LAW))


def test_a_narrative_is_asked_in_parts_and_every_variable_once(tmp_path: Path) -> None:
    with serving(good) as server:
        coder = coder_of(server, tmp_path)
        coding = coder.code(sample())
        coder.close()
    parts = [asked(request) for request in server.requests]
    every = {f.variable for f in coding.findings} | {s.variable for s in coding.silences}
    assert set().union(*parts) == every
    assert sum(map(len, parts)) == len(every)
    assert all(len(part) <= 16 for part in parts)
    assert coding.coder == "llm/simulated/1"
    law = coding.get("prosecution.law")
    assert law is not None
    assert (law.value, law.actor, law.period) == ("yes", "government", "current")
    (words,) = law.evidence
    assert words.text == "The penal code prohibits all forms of trafficking."
    assert words.mark is not None
    assert coding.narrative.words(*words.mark) == "prohibits all forms of trafficking"


def test_the_request_asks_for_structured_output_with_no_tools_and_the_schema_of_the_codebook(
    tmp_path: Path,
) -> None:
    with serving(good) as server:
        coder_of(server, tmp_path).code(sample())
    assert set(server.paths) == {"/v1/chat/completions"}
    for request in server.requests:
        assert not {"tools", "functions", "stream"} & request.keys()
        assert request["temperature"] == 0
        shape = request["response_format"]["json_schema"]["schema"]["properties"]["findings"]
        branches = shape["items"].get("anyOf", [shape["items"]])
        named = {v for b in branches for v in b["properties"]["variable"]["enum"]}
        assert named == asked(request)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: f"```json\n{text}\n```",
        lambda text: f"Here is what I found:\n\n{text}\n\nI hope that it helps {{you}}.",
        lambda text: f"<think>The law {{is}} clear.</think>{text}",
        lambda text: json.dumps(json.loads(text)["findings"]) if "prohibits" in text else text,
    ],
    ids=["fence", "chatter", "thought", "bare-list"],
)
def test_an_answer_that_is_wrapped_is_read(tmp_path: Path, wrap: Any) -> None:
    with serving(lambda request, _: completion(wrap(only(request, LAW)))) as server:
        coding = coder_of(server, tmp_path).code(sample())
    assert [f.variable for f in coding.findings] == ["prosecution.law"]


def once(first: Reply) -> Any:
    """Answer the first request for the law badly, everything else well."""
    done: list[bool] = []

    def answering(request: dict[str, Any], _: int) -> Reply:
        if "prosecution.law" in asked(request) and not done:
            done.append(True)
            return first
        return good(request, 0)

    return answering


@pytest.mark.parametrize(
    "first",
    [
        completion('{"findings": [{"variable": "prosecution.law", '),
        completion("I am sorry, but I cannot help with that."),
        completion("La loi interdit toutes les formes de traite."),
        completion(""),
        completion(None),
        completion("{}" * 600_000),
        completion('{"findings": "none"}'),
        completion("[" * 5_000),
        completion(told(LAW), finish="content_filter"),
        Reply(body=b'{"choices": []}'),
        Reply(body=b'{"choices": [{"message": null}]}'),
        Reply(body=b"<html>Bad gateway</html>"),
        Reply(body=b"x" * 9_000_000),
        Reply(body=gzip.compress(b"{}"), headers={"content-encoding": "gzip"}),
        Reply(body=completion(told(LAW)).body, drop=True),
        refusal(429, "slow down", retry_after="7"),
        refusal(429, "slow down"),
        refusal(500, "broken"),
        refusal(503, "busy", retry_after="Thu, 26 Nov 2026 22:00:09 GMT"),
    ],
    ids=[
        "broken-json", "refusing", "another-language", "empty", "null", "huge-text", "wrong-type", "deep", "filtered",
        "no-choices", "no-message", "html", "huge-body", "packed", "dropped", "429-wait", "429", "500", "503-date",
    ],
)  # fmt: skip
def test_what_goes_wrong_once_is_asked_anew(tmp_path: Path, first: Reply) -> None:
    with serving(once(first)) as server:
        coder = coder_of(server, tmp_path)
        coding = coder.code(sample())
        parts = coder.questions(sample())
    assert [f.variable for f in coding.findings] == ["prosecution.law"]
    assert len(server.requests) == len(parts) + 1
    assert coder.report.retried + coder.report.unusable == 1


def test_a_hanging_server_is_left_after_the_time_that_it_has(tmp_path: Path) -> None:
    with serving(once(Reply(hang=True))) as server:
        coding = coder_of(server, tmp_path, timeout=0.5).code(sample())
        assert [f.variable for f in coding.findings] == ["prosecution.law"]


def test_the_pause_is_what_the_server_asks_for_and_bounded_or_doubles(tmp_path: Path) -> None:
    waited: list[float] = []
    replies = [
        refusal(429, "slow", retry_after="7"),
        refusal(429, "slow", retry_after="90000"),
        refusal(503, "slow", retry_after="soon"),
        refusal(500, "broken"),
    ]

    def answering(_: dict[str, Any], count: int) -> Reply:
        return replies[count] if count < len(replies) else completion(told())

    with serving(answering) as server:
        settings = EndpointSettings(server.address, "simulated")
        endpoint = Endpoint(settings, wait=waited.append)
        endpoint.ask([{"role": "user", "content": "?"}], {}, salt="ffff")
        endpoint.close()
    assert waited == [7.0, 60.0, 4.0, 8.0]


def test_a_question_that_is_never_answered_leaves_no_coding_and_names_what_is_missing(
    tmp_path: Path,
) -> None:
    def answering(request: dict[str, Any], _: int) -> Reply:
        if "prosecution.law" in asked(request):
            return completion("No.")
        return good(request, 0)

    with serving(answering) as server:
        coder = coder_of(server, tmp_path)
        with pytest.raises(ModelFailed, match=r"questions \(.*prosecution") as caught:
            coder.code(sample())
    assert "no JSON object with findings, 3 times" in str(caught.value)
    assert coder.report.failed == 1
    with serving(good) as server:
        again = coder_of(server, tmp_path)
        assert again.code(sample()).get("prosecution.law")
    assert again.report.cached > 0
    assert len(server.requests) + again.report.cached == len(again.questions(sample()))


def test_an_answer_that_breaks_off_is_asked_for_in_halves(tmp_path: Path) -> None:
    def answering(request: dict[str, Any], _: int) -> Reply:
        if len(asked(request)) > 4 and "prosecution.law" in asked(request):
            return completion(told(LAW)[:30], finish="length")
        return good(request, 0)

    with serving(answering) as server:
        coder = coder_of(server, tmp_path)
        coding = coder.code(sample())
    assert coding.get("prosecution.law")
    assert coder.report.unusable >= 2
    offline = coder_of(None, tmp_path)
    assert offline.code(sample()).to_dict() == coding.to_dict()


def test_a_server_that_is_away_is_not_asked_for_ever(tmp_path: Path) -> None:
    with serving(lambda request, _: refusal(502, "gone")) as server:
        coder = coder_of(server, tmp_path, retries=1, concurrency=1)
        with pytest.raises(ModelFailed):
            coder.code(sample())
        with pytest.raises(ModelFailed):
            coder.code(sample())
        with pytest.raises(ModelStopped, match="away"):
            coder.code(sample())
        count = len(server.requests)
        with pytest.raises(ModelStopped, match="away"):
            coder.code(sample("A second text on Japan. " * 4))
        assert len(server.requests) == count


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_stops_the_run_and_is_not_told(tmp_path: Path, status: int) -> None:
    with serving(lambda request, _: refusal(status, f"Incorrect key: {KEY}")) as server:
        coder = coder_of(server, tmp_path, key=KEY, concurrency=1)
        with pytest.raises(ModelStopped, match="refuses the key") as caught:
            coder.code(sample())
    assert KEY not in str(caught.value) + repr(caught.value.__dict__)
    assert len(server.requests) == 1


def test_a_server_that_wants_a_key_is_told_so(tmp_path: Path) -> None:
    wanting = pytest.raises(ModelStopped, match="wants a key")
    with serving(lambda request, _: refusal(401, "no key")) as server, wanting:
        coder_of(server, tmp_path, concurrency=1).code(sample())


def test_an_unknown_model_stops_the_run(tmp_path: Path) -> None:
    missing = pytest.raises(ModelStopped, match="knows no model 'simulated'")
    with serving(lambda request, _: refusal(404, "no such model")) as server, missing:
        coder_of(server, tmp_path, concurrency=1).code(sample())


@pytest.mark.parametrize("known", ["json_object", "text"])
def test_a_server_that_knows_no_schema_is_asked_without(tmp_path: Path, known: str) -> None:
    def answering(request: dict[str, Any], _: int) -> Reply:
        form = request.get("response_format", {"type": "text"})["type"]
        if form == "json_schema" or (form == "json_object" and known == "text"):
            return refusal(400, f"response_format {form} is not supported")
        return good(request, 0)

    with serving(answering) as server:
        coder = coder_of(server, tmp_path, concurrency=1)
        assert coder.code(sample()).get("prosecution.law")
    assert coder.report.retried == 0
    assert server.requests[-1].get("response_format", {"type": "text"})["type"] == known


def test_parameters_that_a_server_does_not_know_are_left_out(tmp_path: Path) -> None:
    def answering(request: dict[str, Any], _: int) -> Reply:
        if "max_tokens" in request:
            return refusal(400, "Unsupported parameter max_tokens: use max_completion_tokens")
        if "temperature" in request:
            return refusal(400, "temperature is fixed for this model")
        if "seed" in request:
            return refusal(422, "unknown field: seed")
        return good(request, 0)

    with serving(answering) as server:
        coder_of(server, tmp_path, concurrency=1).code(sample())
    assert server.requests[-1]["max_completion_tokens"] == 8192
    assert not {"max_tokens", "temperature", "seed"} & server.requests[-1].keys()


def test_a_narrative_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    long = "This model's maximum context length is 4096 tokens."
    with serving(lambda request, _: refusal(400, f"{long} {KEY}")) as server:
        coder = coder_of(server, tmp_path, key=KEY, concurrency=1)
        with pytest.raises(ModelFailed, match="maximum context length") as caught:
            coder.code(sample())
    assert KEY not in str(caught.value)


def test_nothing_of_another_program_goes_to_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in {
        "OPENAI_API_KEY": "sk-of-another",
        "OPENAI_ORG_ID": "org-of-another",
        "OPENAI_PROJECT_ID": "project-of-another",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/",
        "OPENAI_CUSTOM_HEADERS": "X-Of-Another: secret",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    caplog.set_level(logging.DEBUG)
    with serving(good) as server:
        coder = coder_of(server, tmp_path / "answers", key=KEY)
        coder.code(sample())
        none = coder_of(server, tmp_path / "others")
        none.code(sample())
    assert server.requests
    said = json.dumps(server.headers)
    assert "another" not in said
    assert "x-stainless" not in said
    keys = {headers.get("authorization") for headers in server.headers}
    assert keys == {f"Bearer {KEY}", None}
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert KEY.encode() not in kept
    assert server.address.encode() not in kept
    assert KEY not in caplog.text
    assert KEY not in repr(EndpointSettings("http://127.0.0.1/v1", "m", KEY))


def test_a_server_that_sends_elsewhere_is_not_followed(tmp_path: Path) -> None:
    with serving(good) as other:
        moved = Reply(307, b"", {"location": f"{other.address}/chat/completions"})
        with (
            serving(lambda request, _: moved) as server,
            pytest.raises(ModelFailed, match="status 307"),
        ):
            coder_of(server, tmp_path, concurrency=1).code(sample())
        assert not other.requests


@pytest.mark.parametrize(
    ("address", "key", "why"),
    [
        ("127.0.0.1:8080", None, "no address"),
        ("ftp://127.0.0.1/v1", None, "no address"),
        ("http://[::1", None, "no address"),
        ("http://127.0.0.1:port/v1", None, "no address"),
        ("https://user:secret@models.example.org/v1", None, "more than an address"),
        ("https://models.example.org/v1?key=secret", None, "more than an address"),
        ("http://models.example.org/v1", KEY, "in clear"),
    ],
)
def test_an_address_that_is_none_or_would_betray_a_key_is_refused(
    address: str, key: str | None, why: str
) -> None:
    with pytest.raises(WrongUse, match=why) as caught:
        check_endpoint(address, key)
    assert "secret" not in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://localhost:8080/v1/", KEY),
        ("http://[::1]:8080/v1", KEY),
        ("http://10.0.0.7:8000/v1", None),
        ("https://models.example.org/v1", KEY),
    ],
)
def test_other_addresses_are_taken(address: str, key: str | None) -> None:
    assert check_endpoint(address, key) == address.rstrip("/")


def test_duplicates_are_counted_and_stand_once(tmp_path: Path) -> None:
    twice = finding("profile.origins", "THA", "p1s1", "women from Thailand")
    with serving(lambda request, _: completion(only(request, twice, twice, LAW, LAW))) as server:
        coder = coder_of(server, tmp_path)
        coding = coder.code(sample())
    assert [(f.variable, f.value) for f in coding.findings] == [
        ("profile.origins", ["THA"]),
        ("prosecution.law", "yes"),
    ]
    assert coder.report.refused["duplicate"] == 2
    assert coder.report.accepted == 2


def test_without_the_package_it_says_what_to_install_and_kept_answers_need_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(good) as server:
        coder_of(server, tmp_path).code(sample())
        monkeypatch.setitem(sys.modules, "openai", None)
        with pytest.raises(MissingExtra, match=r"tierbook\[models\]"):
            coder_of(server, tmp_path, concurrency=1).code(
                sample("A country of no trafficking. " * 3)
            )
    assert coder_of(None, tmp_path).code(sample()).get("prosecution.law")


def test_halves_of_characters_and_signs_that_show_nothing_enter_no_value(tmp_path: Path) -> None:
    words = "women from Thailand"
    halves = finding("profile.origin_regions", "Thailand\ud800", "p1s1", words)
    signs = finding("profile.origin_regions", "Thailand\u0000\u202e", "p1s1", words)

    def answering(request: dict[str, Any], _: int) -> Reply:
        return completion(only(request, halves, signs) + "\ud800")

    with serving(answering) as server:
        coder = coder_of(server, tmp_path)
        coding = coder.code(sample())
    assert not coding.findings
    assert coder.report.refused["unknown_value"] == 2
    assert json_line(coding.to_dict(everything=True))


def test_a_run_that_is_interrupted_waits_for_no_answer(tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    hanging: list[bool] = []

    def answering(request: dict[str, Any], count: int) -> Reply:
        hanging.append(True)
        return Reply(hang=True) if count else good(request, count)

    with serving(answering) as server:
        coder = coder_of(server, tmp_path, concurrency=3, progress=stop)
        with pytest.raises(KeyboardInterrupt):
            coder.code(sample())
        assert any(thread.name == "tierbook-question" for thread in threading.enumerate())
    for thread in threading.enumerate():
        if thread.name == "tierbook-question":
            thread.join(20)
    assert len(hanging) < 20
    assert list(tmp_path.rglob("*.json"))
