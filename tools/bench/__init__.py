"""What ShopDesk costs, each figure beside a control of the same run. `python -m tools.bench [PART …]` prints JSON."""
