from escale.kernel.deferred import DeferredJob

REPORT_TEXT = DeferredJob("report_text", queue="texts")
SEND_BACK = DeferredJob("send_back", queue="mail")
