from escale.kernel.errors import DomainError


class OrderNumberTaken(DomainError):
    code = "order-number-taken"


class ReferenceTooLong(DomainError):
    code = "reference-too-long"


class PaymentMeansNotOffered(DomainError):
    code = "payment-means-not-offered"


class OrderStatusRefused(DomainError):
    """The order is not where this step starts from."""

    code = "order-status-refused"
