"""Official placements: which edition put which country on which tier, with who says so."""
