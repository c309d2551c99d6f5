from escale.kernel.deferred import DeferredJob

MAKE_EXPORT = DeferredJob("make_export", queue="orders")
