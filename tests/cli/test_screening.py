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
    assert [line.split()[3] for line in process("screening", "looks").lines] == [
        "allowed",
        "revoked",
    ]
    assert "no leave" in process("screening", "revoke", "uma").err
    assert process("screening", "delete", "C-AAAA-AAAA").code == 2
