"""`tierbook people`: who has an account, from the shell; each run in a process of its own, as it meets the database."""

from __future__ import annotations

import re
import shlex

import pytest


@pytest.fixture
def people(process):
    def run(*arguments):
        return process("people", *arguments)

    return run


def test_the_first_admin_is_made_from_the_shell(people):
    empty = people("list")
    assert (empty.code, empty.out) == (0, "")
    assert "tierbook people add NAME --role admin" in empty.err
    added = people(
        "add", "ada", "--role", "admin", "--name", "Ada", "--site", "https://l.example.org/"
    )
    assert added.code == 0
    assert re.fullmatch(r"https://l\.example\.org/account/invitation/\w+/[\w-]+/\n", added.out)
    assert "invited as admin" in added.err
    listed = people("list").out.split()
    assert listed == ["ada", "admin", "open", "never", "Ada"]


def test_a_link_without_an_address_says_what_is_missing(people):
    added = people("add", "mira")
    assert added.out.startswith("/account/invitation/")
    assert "--site" in added.err
    again = people("link", "mira", "--site", "https://l.example.org")
    assert again.out.startswith("https://l.example.org/account/invitation/")


def test_roles_change_and_the_last_admin_stays(people):
    people("add", "ada", "--role", "admin")
    people("add", "kofi", "--role", "coder")
    refused = people("role", "ada", "coder")
    assert refused.code == 2
    assert "last admin" in refused.err
    assert people("disable", "ada").code == 2
    assert people("role", "kofi", "admin").code == 0
    assert people("role", "ada", "coder").code == 0
    assert "ada" in people("list").out
    assert people("disable", "ada").code == 0
    assert re.search(r"ada +coder +disabled", people("list").out)
    assert people("enable", "ada").code == 0


def test_a_key_is_printed_once_and_nowhere_else(people):
    people("add", "kofi", "--role", "coder")
    made = people("key", "kofi", "--for", "nightly run", "--scope", "read", "--scope", "write")
    assert made.code == 0
    assert re.fullmatch(r"tb_[\w-]{43}\n", made.out)
    assert "this once" in made.err
    assert made.out.strip() not in made.err


def test_what_cannot_be_is_refused_with_the_remedy(people):
    for arguments, said in (
        (("add", "a b"), "cannot be the name"),
        (("add", "kofi", "--role", "chief"), "no role 'chief'"),
        (("add", "kofi", "--email", "nowhere"), "no e-mail address"),
        (("role", "nobody", "coder"), "tierbook people list"),
        (("link", "nobody"), "no account 'nobody'"),
    ):
        run = people(*arguments)
        assert run.code == 2, arguments
        assert said in run.err, arguments
    people("add", "kofi")
    assert "already" in people("add", "Kofi").err
    assert "scopes" in people("key", "kofi", "--for", "x", "--scope", "all").err


def test_the_guide_shows_what_is_printed_and_names_every_verb(process, people, repository):
    guide = (repository / "docs" / "how-to" / "run-accounts.md").read_text("utf-8")
    examples = re.findall(r"^```\n\$ tierbook ([^\n]+)\n(.*?)^```$", guide, re.M | re.S)
    assert len(examples) == 2
    for command, shown in examples:
        done = process(*shlex.split(command))
        printed = re.sub(r"(?<=invitation/MQ/)[^/]+", "…", done.out + done.err)
        assert sorted(shown.splitlines()) == sorted(printed.splitlines())
    verbs = re.findall(r"^ +([a-z]+) {2,}\S", people("--help").out, re.M)
    assert {"list", "add", "key"} <= set(verbs)
    assert not [verb for verb in verbs if verb not in guide]
