"""Files of a network and records of series are the same bytes under any hash seed."""

from __future__ import annotations

from tests.house.checkout import run_python

SCRIPT = """
import orjson, tierbook
from tierbook.dossier import HeldText, build_series, collect_routes, hold_texts
texts = []
for code, name in (("NOR", "NORWAY"), ("THA", "THAILAND"), ("JPN", "JAPAN")):
    words = (
        f"{name}: Tier 2\\n\\nPROSECUTION\\n\\nCourts convicted 14 traffickers, compared with 11 in 2016.\\n\\n"
        "TRAFFICKING PROFILE\\n\\nWomen and girls from Mali, Chad, Niger, and Kenya are subjected to sex trafficking "
        f"and forced labor in {name.title()}. Traffickers exploit its men in Italy, France, and Spain.\\n"
    )
    texts.append(HeldText.of(tierbook.code(words, country=code, edition=2018)))
network = collect_routes(texts, at_risk=True, hedged=True, transit=True)
print(network.to_graphml(), network.to_gexf(), network.to_csv())
print(orjson.dumps([network.to_dict(), [row.to_dict() for row in network.centrality()]]).decode())
print(orjson.dumps([one.to_dict() for one in build_series(hold_texts(texts[:1]))]).decode())
"""


def test_no_output_depends_on_the_order_of_a_set() -> None:
    runs = [run_python("-c", SCRIPT, PYTHONHASHSEED=seed) for seed in ("0", "1", "77")]
    assert runs[0].returncode == 0, runs[0].stderr.decode()
    assert b"<graphml" in runs[0].stdout
    assert len({run.stdout for run in runs}) == 1
