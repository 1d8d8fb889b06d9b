"""The shop's file: its shape, its guards, and the only opener. Nothing here knows Qt or the rules of selling."""
