"""PKK Mart: the point of sale and the books of a PKK cooperative shop."""

__version__ = "0.1.0"
