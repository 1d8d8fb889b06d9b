"""What everybody may import: errors, words, places, files, time. Standard library only (platformdirs for places)."""
