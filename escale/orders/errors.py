from escale.kernel.errors import DomainError


class OrderNumberTaken(DomainError):
    code = "order-number-taken"


class OrderStatusRefused(DomainError):
    """The order is not where this step starts from."""

    code = "order-status-refused"
