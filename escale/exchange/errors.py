from escale.kernel.errors import DomainError


class CellRefused(DomainError):
    """A cell's value cannot be used; the message says what to write instead."""

    code = "cell-refused"


class FormulaRefused(CellRefused):
    """The cell holds a formula that gave nothing: what it was to be is unknown."""

    code = "formula-refused"


class FixtureRefused(DomainError):
    """The file of test data, or the place where it would be loaded, is not fit."""

    code = "fixture-refused"
