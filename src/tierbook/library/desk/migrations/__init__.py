"""Tables of the desk: events alone."""
