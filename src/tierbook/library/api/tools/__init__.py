"""The library as a read-only tool for language models, over the Model Context Protocol.

Takes: a question of a model. Gives: text: whole sentences between marks that no text can forge, each with its place and
permalink, and what is ours apart from what is stated. Touches: the database, for reading alone.
"""
