"""People whose goods the shop sells: who they are, what lies here, what they are owed, and paying them."""
