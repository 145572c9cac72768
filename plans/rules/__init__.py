"""The decisions of the domain as pure functions: no framework, no clock, no database."""
