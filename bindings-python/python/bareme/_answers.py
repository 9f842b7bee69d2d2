"""Where the stubs describe these classes of the native module."""

from ._native import Answer, Condition, Decision, Incomes, Thresholds

__all__ = ["Answer", "Condition", "Decision", "Incomes", "Thresholds"]
