"""Reads of sales as they stand with their changes, one file a noun."""
