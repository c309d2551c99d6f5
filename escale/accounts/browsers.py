"""Where somebody is signed in, in words that they recognise."""

from ipaddress import ip_network

from django.utils.translation import gettext as _

# The first that is found: later browsers name the earlier ones too.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows",
    "Mac OS X": "macOS", "Linux": "Linux",
}  # fmt: skip


def named(user_agent: str) -> str:
    """« Firefox sur Windows »."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s sur %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Navigateur inconnu")


def place(address: str) -> str:
    """The network rather than the machine, which few would recognise: « 192.0.2.x »."""
    if "." in address:
        return f"{address.rpartition('.')[0]}.x"
    return f"{ip_network(f'{address}/48', strict=False).network_address}x"
