"""What may be spent, in tokens and money, and what was; prices come from a table that the user keeps."""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tierbook.errors import ModelStopped, WrongUse

__all__ = ["Budget", "Price", "Usage", "parse_budget", "read_prices"]

_COLUMNS = ("model", "input", "output", "currency")
_MILLION = Decimal(1_000_000)
_TOKENS = re.compile(r"(\d+(?:\.\d+)?)\s*(k|m|)\s*(?:tokens?)?", re.I)
_MONEY = re.compile(r"(?:([A-Z]{3})\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*([A-Z]{3}))")
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in and out."""

    input: Decimal
    output: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of an answer; `estimated` where the server does not count them."""

    tokens_in: int
    tokens_out: int
    estimated: bool = False

    @property
    def tokens(self) -> int:
        """Return both together."""
        return self.tokens_in + self.tokens_out


def parse_budget(words: str) -> tuple[int | None, tuple[Decimal, str] | None]:
    """Return the tokens or the money that words stand for: `200000`, `300k`, `2M`, `5USD`, `EUR 2.50`.

    Raises:
        WrongUse: they are neither.
    """
    text = words.strip()
    money = _MONEY.fullmatch(text.upper()) if not text.isdigit() else None
    if money is not None and "TOK" not in text.upper():
        currency, amount = (money[1], money[2]) if money[1] else (money[4], money[3])
        return None, (Decimal(amount), currency)
    tokens = _TOKENS.fullmatch(text)
    if tokens is not None:
        return int(Decimal(tokens[1]) * _FACTORS[tokens[2].lower()]), None
    raise WrongUse(
        f"{words!r} is no budget",
        where="--budget",
        remedy="give tokens (200000, 300k, 2M) or money with its currency (5USD)",
    )


def read_prices(path: Path) -> dict[str, Price]:
    """Read a table of prices: `model,input,output,currency`, for a million tokens each.

    Raises:
        WrongUse: the file cannot be read, or a line is wrong.
    """
    try:
        words = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"the prices cannot be read: {error}", where=str(path), remedy="check the path"
        ) from error
    rows = csv.DictReader(io.StringIO(words))
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise WrongUse(
            f"the table of prices lacks {', '.join(missing)}",
            where=str(path),
            remedy=f"give the columns {','.join(_COLUMNS)}; prices are for a million tokens",
        )
    prices = {}
    for row in rows:
        where = f"{path}:{rows.line_num}"
        try:
            price = Price(Decimal(row["input"]), Decimal(row["output"]), row["currency"].strip())
        except (InvalidOperation, TypeError, AttributeError) as error:
            raise WrongUse("this line holds no prices", where=where, remedy="mend it") from error
        if not (price.input.is_finite() and price.output.is_finite()):
            raise WrongUse("this line holds no prices", where=where, remedy="mend it")
        if price.input < 0 or price.output < 0 or not row["model"].strip():
            raise WrongUse("this line holds no prices", where=where, remedy="mend it")
        prices[row["model"].strip()] = price
    return prices


class Budget:
    """Keeps count of what was spent and refuses what could go beyond; several threads may ask at once."""

    def __init__(
        self,
        *,
        tokens: int | None = None,
        money: tuple[Decimal, str] | None = None,
        price: Price | None = None,
    ) -> None:
        if money is not None and (price is None or price.currency != money[1]):
            raise WrongUse(
                f"a budget in {money[1]} needs the price of the model in {money[1]}",
                where="--budget",
                remedy="give --prices FILE with a line for the model: model,input,output,currency",
            )
        self._tokens, self._money, self._price = tokens, money, price
        self._settled = threading.Condition()
        self._reserved = Usage(0, 0)
        self.spent = Usage(0, 0)

    def reserve(self, usage: Usage) -> None:
        """Set aside what a request may cost at most; where others are on the way, wait for what they leave.

        Raises:
            ModelStopped: with it the budget could be overdrawn.
        """
        with self._settled:
            while (stop := self._beyond(usage)) is not None:
                if not self._reserved.tokens:
                    raise stop
                self._settled.wait()
            self._reserved = _sum(self._reserved, usage)

    def _beyond(self, usage: Usage) -> ModelStopped | None:
        """Return why a request could overdraw the budget; None where it can't."""
        total = _sum(self.spent, self._reserved, usage)
        if self._tokens is not None and total.tokens > self._tokens:
            return self._stop(f"{self._tokens:,} tokens", f"{usage.tokens:,} tokens")
        cost = self.cost(total)
        if self._money is not None and cost is not None and cost > self._money[0]:
            amount, currency = self._money
            return self._stop(f"{amount} {currency}", f"{self.cost(usage):.4f} {currency}")
        return None

    def settle(self, reserved: Usage, used: Usage | None) -> None:
        """Give back what was set aside, and count what was used; None where nothing was."""
        with self._settled:
            self._reserved = Usage(
                self._reserved.tokens_in - reserved.tokens_in,
                self._reserved.tokens_out - reserved.tokens_out,
            )
            if used is not None:
                self.spent = _sum(self.spent, used)
            self._settled.notify_all()

    def cost(self, usage: Usage) -> Decimal | None:
        """Return what tokens cost, None where no price is known."""
        if self._price is None:
            return None
        return (
            self._price.input * usage.tokens_in + self._price.output * usage.tokens_out
        ) / _MILLION

    @property
    def currency(self) -> str | None:
        """Return the currency of the price, None where no price is known."""
        return self._price.currency if self._price else None

    def _stop(self, limit: str, most: str) -> ModelStopped:
        return ModelStopped(
            f"the budget of {limit} allows no further question",
            why=f"{self.spent.tokens:,} tokens are spent, and the next question may need {most}",
            remedy="give a greater --budget and run the same command: what was answered is kept and not asked again",
        )


def _sum(*rows: Usage) -> Usage:
    return Usage(
        sum(u.tokens_in for u in rows),
        sum(u.tokens_out for u in rows),
        any(u.estimated for u in rows),
    )


def find_price(prices: Mapping[str, Price], model: str) -> Price | None:
    """Return the price of a model: its own line, else that of `*`."""
    return prices.get(model) or prices.get("*")
