"""The till: goods at the left, the bill at the right, the money below it."""
