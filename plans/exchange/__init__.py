"""A plan as one JSON document, out and in: the municipality's way out with all its data."""
