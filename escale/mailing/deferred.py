from escale.kernel.deferred import DeferredJob

DELIVER_MAIL = DeferredJob("deliver_mail", queue="mail")
