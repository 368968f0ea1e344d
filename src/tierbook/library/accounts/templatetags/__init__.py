"""Tags for the pages of others."""
