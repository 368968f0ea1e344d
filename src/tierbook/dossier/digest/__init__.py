"""One edition over all countries, as an object, Markdown, text and an Atom feed."""
