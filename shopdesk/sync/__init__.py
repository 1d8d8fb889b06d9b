"""What leaves the shop and comes home: the one door to the network, the secrets, the engine that drives channels."""
