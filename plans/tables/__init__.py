"""Lists and the matrix: one class or renderer for each."""
