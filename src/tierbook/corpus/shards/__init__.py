"""Pages by the million: read and coded in partitions, locally or on a cluster, into Parquet with a manifest.

`items` lists pages and records, each content once. `cutting` makes partitions of them. `worker` watches over a
`process` that does `coding` of one partition and writes `tables`. `engines` hands partitions to workers here or on a
cluster; `journal` knows what is done; `run` puts it together; `merging` makes one file of many.
"""

from tierbook.corpus.shards.cutting import LEAST, PARTITION
from tierbook.corpus.shards.merging import merge_shards
from tierbook.corpus.shards.run import ShardReport, ShardSettings, code_shards
from tierbook.corpus.shards.worker import PATIENCE

__all__ = [
    "LEAST",
    "PARTITION",
    "PATIENCE",
    "ShardReport",
    "ShardSettings",
    "code_shards",
    "merge_shards",
]
