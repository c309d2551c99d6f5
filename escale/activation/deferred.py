from escale.kernel.deferred import DeferredJob

SEND_NEW_LINK = DeferredJob("send_new_link", queue="mail")
