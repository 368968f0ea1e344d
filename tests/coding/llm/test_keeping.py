"""What was answered is kept and not asked again; what is not kept is named; a budget stops cleanly."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.llm.asking import LAW, TEXT, coder_of, only, sample
from tests.coding.llm.server import Reply, completion, serving
from tierbook.coding import (
    AnswerStore,
    Budget,
    EndpointSettings,
    LlmCoder,
    Price,
    Progress,
    ShownExample,
    Usage,
    find_price,
    parse_budget,
    read_prices,
    text_hash,
)
from tierbook.errors import CorpusError, ModelFailed, ModelStopped, WrongUse


def good(request: dict[str, Any], _: int) -> Reply:
    return completion(only(request, LAW))


def test_a_second_run_asks_nothing_and_gives_the_same_bytes(tmp_path: Path) -> None:
    seen: list[Progress] = []
    with serving(good) as server:
        first = coder_of(server, tmp_path).code(sample())
        count = len(server.requests)
        again = coder_of(server, tmp_path, seen=seen)
        second = again.code(sample())
        assert len(server.requests) == count
    assert json.dumps(first.to_dict(everything=True)) == json.dumps(second.to_dict(everything=True))
    assert again.report.cached == count
    assert again.report.spent == Usage(0, 0)
    assert again.report.saved.tokens == count * 1100
    assert (seen[-1].done, seen[-1].of, seen[-1].cached) == (count, count, count)


def test_offline_names_what_is_missing_and_asks_nobody(tmp_path: Path) -> None:
    with serving(good) as server:
        coder_of(server, tmp_path).code(sample())
    assert coder_of(None, tmp_path).code(sample()).get("prosecution.law")
    with pytest.raises(ModelFailed, match=r"20 of 20 questions .* not in the cache"):
        coder_of(None, tmp_path).code(sample(TEXT.replace("12", "13")))
    lost = next(tmp_path.rglob("*.json"))
    lost.unlink()
    with pytest.raises(ModelFailed, match=r"1 of 20 questions .* is not in the cache"):
        coder_of(None, tmp_path).code(sample())


def test_another_model_or_parameter_is_another_question(tmp_path: Path) -> None:
    with serving(good) as server:
        coder_of(server, tmp_path).code(sample())
    for settings in (
        EndpointSettings("", "another"),
        EndpointSettings("", "simulated", temperature=0.5),
        EndpointSettings("", "simulated", most_tokens=100),
    ):
        coder = LlmCoder(settings, store=AnswerStore(tmp_path))
        with pytest.raises(ModelFailed, match="not in the cache"):
            coder.code(sample())


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b'{"format": 2}', b"\xff\xfe"])
def test_a_damaged_answer_is_asked_for_anew(tmp_path: Path, damage: bytes) -> None:
    with serving(good) as server:
        coder_of(server, tmp_path).code(sample())
        count = len(server.requests)
        next(tmp_path.rglob("*.json")).write_bytes(damage)
        assert coder_of(server, tmp_path).code(sample()).get("prosecution.law")
        assert len(server.requests) == count + 1
    assert not list(tmp_path.rglob("*.part"))


def test_an_answer_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    with serving(good) as server:
        coder_of(server, tmp_path).code(sample())
    one, other = sorted(tmp_path.rglob("*.json"))[:2]
    one.write_bytes(other.read_bytes())
    with pytest.raises(ModelFailed, match="1 of 20"):
        coder_of(None, tmp_path).code(sample())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "answers"
    blocked.write_text("a file")
    with serving(good) as server, pytest.raises(CorpusError, match="cannot be kept"):
        coder_of(server, blocked, concurrency=1).code(sample())


def test_a_budget_stops_before_it_is_overdrawn_and_keeps_what_was_answered(tmp_path: Path) -> None:
    budget = Budget(tokens=25_000)
    with serving(good) as server:
        coder = coder_of(server, tmp_path, budget=budget, concurrency=3)
        with pytest.raises(ModelStopped, match="budget of 25,000 tokens") as caught:
            coder.code(sample())
        asked = len(server.requests)
        assert 0 < asked < 20
        assert budget.spent.tokens == asked * 1100 <= 25_000
        assert "not answered" in str(caught.value)
        with pytest.raises(ModelStopped, match="budget"):
            coder.code(sample(TEXT.replace("12", "13")))
        assert len(server.requests) == asked
        rest = coder_of(server, tmp_path)
        assert rest.code(sample()).get("prosecution.law")
        assert (rest.report.cached, rest.report.asked) == (asked, 20 - asked)


def test_a_narrative_that_is_kept_whole_is_coded_though_nothing_may_be_spent(
    tmp_path: Path,
) -> None:
    with serving(good) as server:
        coder_of(server, tmp_path).code(sample())
        poor = coder_of(server, tmp_path, budget=Budget(tokens=0))
        with pytest.raises(ModelStopped):
            poor.code(sample(TEXT.replace("12", "13")))
        assert poor.code(sample()).get("prosecution.law")


def test_money_is_counted_by_the_users_prices(tmp_path: Path) -> None:
    table = tmp_path / "prices.csv"
    table.write_text("model,input,output,currency\nsimulated,2,10,USD\n*,1,1,EUR\n")
    prices = read_prices(table)
    price = find_price(prices, "simulated")
    assert price == Price(Decimal(2), Decimal(10), "USD")
    assert find_price(prices, "another") == Price(Decimal(1), Decimal(1), "EUR")
    budget = Budget(money=(Decimal(5), "USD"), price=price)
    with serving(good) as server:
        coder = coder_of(server, tmp_path / "answers", budget=budget)
        coder.code(sample())
    assert (
        coder.report.cost
        == len(server.requests) * (Decimal(1000) * 2 + Decimal(100) * 10) / 1_000_000
    )
    assert coder.report.to_dict()["cost"] == {"amount": str(coder.report.cost), "currency": "USD"}
    with pytest.raises(WrongUse, match="needs the price"):
        Budget(money=(Decimal(5), "EUR"), price=price)
    with pytest.raises(WrongUse, match="needs the price"):
        Budget(money=(Decimal(5), "USD"))


def test_tokens_that_a_server_does_not_count_are_reckoned(tmp_path: Path) -> None:
    def silent(request: dict[str, Any], _: int) -> Reply:
        return completion(only(request, LAW), usage=None)

    with serving(silent) as server:
        coder = coder_of(server, tmp_path)
        coder.code(sample())
    assert coder.report.spent.estimated
    assert coder.report.spent.tokens_in > 20_000


@pytest.mark.parametrize(
    ("words", "tokens", "money"),
    [
        ("200000", 200_000, None),
        ("300k", 300_000, None),
        ("2M", 2_000_000, None),
        ("1.5m tokens", 1_500_000, None),
        ("5USD", None, (Decimal(5), "USD")),
        ("eur 2.50", None, (Decimal("2.50"), "EUR")),
    ],
)
def test_a_budget_is_tokens_or_money(words: str, tokens: int | None, money: Any) -> None:
    assert parse_budget(words) == (tokens, money)


@pytest.mark.parametrize("words", ["", "much", "-5", "5 dollars", "$5", "1e9", "5USDX"])
def test_other_words_are_no_budget(words: str) -> None:
    with pytest.raises(WrongUse, match="no budget"):
        parse_budget(words)


@pytest.mark.parametrize(
    "table",
    [
        "model,input\nm,1\n",
        "model,input,output,currency\nm,one,2,USD\n",
        "model,input,output,currency\nm,-1,2,USD\n",
        "model,input,output,currency\nm,NaN,2,USD\n",
        "model,input,output,currency\n,1,2,USD\n",
        "model,input,output,currency\nm,1\n",
    ],
)
def test_a_wrong_table_of_prices_is_refused(tmp_path: Path, table: str) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(table)
    with pytest.raises(WrongUse):
        read_prices(path)


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 100)), max_size=20)
)
def test_no_order_of_questions_overdraws_a_budget(rows: list[tuple[int, int, int]]) -> None:
    budget = Budget(tokens=1_000)
    for most_in, most_out, share in rows:
        most = Usage(most_in, most_out)
        try:
            budget.reserve(most)
        except ModelStopped:
            continue
        budget.settle(most, Usage(most_in * share // 100, most_out * share // 100))
        assert budget.spent.tokens <= 1_000


def test_texts_whose_labels_were_shown_are_known_again(tmp_path: Path) -> None:
    shown = ShownExample(
        "t1#prosecution.law", "prosecution.law", "a law is in force", "yes", text_hash(TEXT)
    )
    with serving(good) as server:
        coder = coder_of(server, tmp_path, examples={"prosecution.law": [shown]})
        coding = coder.code(sample())
        prompts = [r["messages"][1]["content"] for r in server.requests]
    assert sum("Example: a law is in force -> yes" in prompt for prompt in prompts) == 1
    assert coder.was_shown(TEXT)
    assert coder.was_shown(TEXT.replace("\n", "  \n"))
    assert not coder.was_shown(TEXT.replace("12", "13"))
    assert dict(coding.versions)["examples"] != "none"
    plain = coder_of(None, tmp_path)
    assert not plain.was_shown(TEXT)
    assert plain.was_shown(
        "The criminal code criminalized sex and labor trafficking, with penalties of two to eight years."
    )
