"""The counter's screens."""

from __future__ import annotations

from pkkmart.sales.screen.counter import CounterPage

__all__ = ["CounterPage"]
