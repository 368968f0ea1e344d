"""What stands beside pages for programs: tables as CSV and JSON, what their columns are, and what a page is about.

Takes: the address of a page. Gives: the addresses of its table, its metadata, its description for schema.org.
Touches: nothing; the tables are those that the pages and the interface give.
"""
