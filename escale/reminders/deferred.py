from escale.kernel.deferred import DeferredJob

SEND_REMINDERS = DeferredJob("send_reminders", queue="orders")
