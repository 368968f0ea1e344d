"""What a home says of its people: from the environment, from `config.toml`, and refused where it is of no use."""

from __future__ import annotations

import pytest

from tierbook.errors import WrongUse
from tierbook.library.accounts.settings_of_home import account_settings

TABLE = """
[accounts]
second_factor = "editor"
anonymous_reports = false

[[accounts.institutions]]
id = "ministry"
name = "Ministry of Justice"
server = "https://login.example.org/realms/ministry"
client = "tierbook"
open = true
role = "coder"
"""


def told(tmp_path, words="", **env):
    (tmp_path / "config.toml").write_text(words, encoding="utf-8")
    return account_settings(tmp_path, env)


def test_without_a_word_nobody_must_have_a_second_factor_and_no_letter_is_sent(tmp_path):
    found = account_settings(tmp_path, {})
    assert found["TIERBOOK_SECOND_FACTOR"] == ""
    assert found["TIERBOOK_ANONYMOUS_REPORTS"] is True
    assert found["TIERBOOK_EMAIL"] is False
    assert found["SOCIALACCOUNT_PROVIDERS"] == {}


def test_the_table_names_factor_reports_and_institutions(tmp_path):
    found = told(tmp_path, TABLE, TIERBOOK_OIDC_MINISTRY_SECRET="hush")
    assert found["TIERBOOK_SECOND_FACTOR"] == "editor"
    assert found["TIERBOOK_ANONYMOUS_REPORTS"] is False
    assert found["TIERBOOK_SIGN_ON_ORIGINS"] == ["https://login.example.org"]
    app = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"][0]
    assert (app["provider_id"], app["client_id"], app["secret"]) == ("ministry", "tierbook", "hush")
    assert app["settings"]["oauth_pkce_enabled"] is True
    assert (app["settings"]["open"], app["settings"]["role"]) == (True, "coder")


def test_the_environment_wins_over_the_table(tmp_path):
    found = told(tmp_path, TABLE, TIERBOOK_SECOND_FACTOR="", TIERBOOK_ANONYMOUS_REPORTS="1")
    assert found["TIERBOOK_SECOND_FACTOR"] == ""
    assert found["TIERBOOK_ANONYMOUS_REPORTS"] is True


def test_letters_go_by_the_address_that_is_given(tmp_path):
    address = "smtp://li%40b:s%3A1@mail.example.org:2525?from=library@example.org"
    found = told(tmp_path, TIERBOOK_EMAIL_URL=address)
    assert found["TIERBOOK_EMAIL"] is True
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 2525)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("li@b", "s:1")
    assert found["DEFAULT_FROM_EMAIL"] == "library@example.org"
    assert found["EMAIL_USE_TLS"] is True


@pytest.mark.parametrize(
    ("words", "env", "said"),
    [
        ("[accounts]\nsecond = 1", {}, "no setting 'second'"),
        ("[accounts]\nregistration = 'open'", {}, "only be closed"),
        ("accounts = 1", {}, "no table"),
        ("", {"TIERBOOK_SECOND_FACTOR": "chief"}, "no role 'chief'"),
        ("", {"TIERBOOK_ANONYMOUS_REPORTS": "perhaps"}, "neither on nor off"),
        ("", {"TIERBOOK_EMAIL_URL": "mail.example.org"}, "address for e-mail"),
        (TABLE.replace('"ministry"', '"The Ministry"'), {}, "the id 'The Ministry'"),
        (TABLE.replace("https://login", "http://login"), {}, "no https address"),
        (TABLE.replace('"coder"', '"admin"'), {}, "cannot come in as admin"),
        (TABLE.replace("client", "klient"), {}, "no setting 'klient'"),
    ],
)
def test_what_is_of_no_use_is_refused_with_a_remedy(tmp_path, words, env, said):
    with pytest.raises(WrongUse, match=said) as caught:
        told(tmp_path, words, **env)
    assert caught.value.remedy
