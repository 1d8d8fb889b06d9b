"""The window: Qt Widgets over the shop's use cases. Pages are thin: read widgets, call one use case, show."""
