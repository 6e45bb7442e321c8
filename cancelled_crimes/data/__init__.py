"""Raw data: read what can be read safely, refuse the rest in words that a reporter can act on."""
