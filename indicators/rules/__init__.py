"""What figures mean, as pure functions: no framework, no clock, no database."""
