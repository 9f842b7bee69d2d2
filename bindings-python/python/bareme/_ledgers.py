"""Where the stubs describe this class of the native module."""

from ._native import Ledger

__all__ = ["Ledger"]
