"""spaCy's Matcher with the cues as phrases: reads texts and cues, prints seconds and hits as JSON.

Usage: peer.py CUES.json TEXT... (run by bench/peers/run.py in the environment of requirements.lock)
"""

import json
import sys
import time
from pathlib import Path

import spacy
from spacy.matcher import Matcher


def main() -> None:
    """Run once over the texts."""
    cues = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    texts = [Path(name).read_text(encoding="utf-8", errors="replace") for name in sys.argv[2:]]
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10_000_000
    matcher = Matcher(nlp.vocab)
    for cue in cues:
        matcher.add(cue, [[{"LOWER": token.text.lower()} for token in nlp.make_doc(cue)]])
    matcher(nlp(texts[0][:2000]))
    began = time.process_time()
    hits, size = 0, 0
    for i, text in enumerate(texts):
        doc = nlp(text)
        rows = []
        for match, start, end in matcher(doc):
            span = doc[start:end]
            sentence = span.sent
            row = {
                "id": i,
                "cue": nlp.vocab.strings[match],
                "at": span.start_char,
                "quote": sentence.text,
            }
            rows.append(json.dumps(row))
        hits += len(rows)
        size += sum(map(len, rows))
    print(json.dumps({"seconds": time.process_time() - began, "hits": hits, "bytes": size}))


if __name__ == "__main__":
    main()
