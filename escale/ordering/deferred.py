from escale.kernel.deferred import DeferredJob

CHECK_DRAFT = DeferredJob("check_draft", queue="orders")
PLACE_ORDER = DeferredJob("place_order", queue="orders")
