"""ShopDesk beside other programs for shops, on this machine, in one run. `python -m tools.bench_peers` prints JSON.

Each peer lives in an environment of its own under .peers/, made from the releases and hashes of its lock file here.
What the figures mean, and what each peer does more, stands in docs/peers.md.
"""
