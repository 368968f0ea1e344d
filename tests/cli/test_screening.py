"""`tierbook screening`: leave to screen, from the shell; each run in a process of its own."""

from __future__ import annotations


def test_leave_is_given_and_taken_by_name(process):
    assert "tierbook screening allow NAME" in process("screening", "list").err
    assert process("screening", "allow", "uma").code == 2  # nobody of that name
    process("people", "add", "uma")
    assert process("screening", "allow", "uma").code == 0
    assert process("screening", "list").out.split()[0] == "uma"
    assert process("screening", "revoke", "uma").code == 0
    assert process("screening", "list").out == ""
    assert [line[17:].split() for line in process("screening", "looks").lines] == [
        ["the", "shell", "allowed", "uma"],
        ["the", "shell", "revoked", "uma"],
    ]
    assert "no leave" in process("screening", "revoke", "uma").err
    assert process("screening", "delete", "C-AAAA-AAAA").code == 2


def test_cases_past_their_time_need_a_month_that_is_one(process):
    nothing = process("screening", "expire")
    assert nothing.code == 2
    assert "screening_months" in nothing.err
    for month in ("2024", "2024-13", "06-2024", "2999-01"):
        assert process("screening", "expire", "--before", month).code == 2
    assert "nothing is past its time" in process("screening", "expire", "--before", "2024-06").err
