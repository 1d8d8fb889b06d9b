"""What the customer sees: a second screen, or this screen turned round. Never debts, names or other bills."""
