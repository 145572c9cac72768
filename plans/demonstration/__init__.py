"""The fictitious demonstration set: loaded into an empty database, removed by one command."""
