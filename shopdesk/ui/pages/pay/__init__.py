"""Taking the money: the sheet over the till, one tab for each kind of paying."""
