from escale.kernel.deferred import DeferredJob

EXPIRE_DOTATIONS = DeferredJob("expire_dotations", queue="production")
