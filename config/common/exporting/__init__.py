"""A list as a file: CSV, XLSX and ODS with the same cells. The writers know no framework."""
