"""Settings: a list of groups, one shown at a time. Changes apply at once and can be undone."""
