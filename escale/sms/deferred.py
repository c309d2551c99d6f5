from escale.kernel.deferred import DeferredJob

DELIVER_TEXTS = DeferredJob("deliver_texts", queue="texts")
