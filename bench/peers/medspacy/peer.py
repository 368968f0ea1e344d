"""medspacy with the cues as targets, and ConText on each: reads texts and cues, prints seconds and hits as JSON.

Usage: peer.py CUES.json TEXT... (run by bench/peers/run.py in the environment of requirements.lock)
"""

import json
import sys
import time
from pathlib import Path

import medspacy  # noqa: F401 (registers its parts with spaCy)
import spacy
from loguru import logger
from medspacy.ner import TargetRule


def main() -> None:
    """Run once over the texts."""
    logger.remove()
    cues = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    texts = [Path(name).read_text(encoding="utf-8", errors="replace") for name in sys.argv[2:]]
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("sentencizer")
    targets = nlp.add_pipe("medspacy_target_matcher")
    targets.add([TargetRule(cue, "CUE") for cue in cues])
    nlp.add_pipe("medspacy_context")
    nlp(texts[0][:2000])
    began = time.process_time()
    hits, size = 0, 0
    for i, text in enumerate(texts):
        doc = nlp(text)
        rows = []
        for span in doc.ents:
            row = {
                "id": i,
                "cue": span.text.lower(),
                "at": span.start_char,
                "quote": span.sent.text,
                "negated": span._.is_negated,
                "earlier": span._.is_historical,
                "hypothetical": span._.is_hypothetical,
            }
            rows.append(json.dumps(row))
        hits += len(rows)
        size += sum(map(len, rows))
    print(json.dumps({"seconds": time.process_time() - began, "hits": hits, "bytes": size}))


if __name__ == "__main__":
    main()
