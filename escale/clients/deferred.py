from escale.kernel.deferred import DeferredJob

SEND_PASSWORD_LINK = DeferredJob("send_password_link", queue="mail")
