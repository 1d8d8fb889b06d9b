"""เงินจากร้านออนไลน์: what platforms owe, what they settled, and what does not add up."""
