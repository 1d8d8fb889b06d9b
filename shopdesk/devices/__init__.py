"""Printers, drawers and scales: bytes in and out. Nothing here knows what is printed or weighed for whom."""
