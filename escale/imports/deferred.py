from escale.kernel.deferred import DeferredJob

CHECK_IMPORT = DeferredJob("check_import", queue="orders")
APPLY_IMPORT = DeferredJob("apply_import", queue="orders")
UNDO_IMPORT = DeferredJob("undo_import", queue="orders")
