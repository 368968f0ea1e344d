"""Tables of people and of what is theirs."""
