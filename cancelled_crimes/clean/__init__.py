"""From printed figures to one honest row a force and offence, and a list of what is wrong with the data."""
