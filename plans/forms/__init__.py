"""What people fill in: one form for each conversation."""
