from escale.kernel.deferred import DeferredJob

ADVANCE_ORDER = DeferredJob("advance_order", queue="production")
