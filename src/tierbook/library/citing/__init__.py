"""Citations and exhibits on the site: a page for each place, files for reference managers, what programs ask for."""
