from escale.kernel.deferred import DeferredJob

ADVANCE_MASS_SEND = DeferredJob("advance_mass_send", queue="orders")
