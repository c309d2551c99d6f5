"""The mail providers that people in France use, and real domains that resemble them."""

# Where most addresses are: a slip is a domain that is nearly one of these. Most usual first.
OFTEN_MEANT = (
    "gmail.com", "orange.fr", "hotmail.fr", "yahoo.fr", "free.fr", "wanadoo.fr", "hotmail.com",
    "sfr.fr", "laposte.net", "outlook.fr", "live.fr", "icloud.com", "outlook.com", "yahoo.com",
    "bbox.fr", "neuf.fr", "numericable.fr", "club-internet.fr", "protonmail.com", "proton.me",
    "yopmail.com", "live.com",
)  # fmt: skip
# Rarer, or so short that much resembles them: two letters swapped, one doubled, no more.
SELDOM_MEANT = (
    "aol.com", "msn.com", "me.com", "gmx.fr", "gmx.com", "ymail.com", "alice.fr", "cegetel.net",
    "9online.fr", "dbmail.com",
)  # fmt: skip

# Providers in many countries, where a wrong ending may be right.
_ABROAD = {
    "hotmail": "be ca ch de dk es gr it nl no pt se co.uk com.ar com.au com.br com.mx co.jp",
    "live": "be ca ch cl cn de dk ie in it jp nl no ru se co.uk com.ar com.au com.mx com.pt",
    "outlook": "at be cl cz de dk es hu ie in it jp kr lv ph pt sg sk com.ar com.au com.br com.tr",
    "yahoo": "at be ca ch cz de dk es fi gr hu ie in it nl no pl pt ro se co.in co.jp co.nz co.uk"
    " com.ar com.au com.br com.mx com.sg com.vn",
    "gmx": "at biz ch de es eu info it li net org us co.uk com.au",
    "aol": "be ca ch de es fr in it nl co.uk com.au com.br",
    "orange": "be ch ci com es jo lu mg ml net pl pt re ro sn tn co.uk",
    "alice": "it nl",
    "msn": "be ca de es fr it nl",
}
# Real ones that would otherwise pass for slips.
REAL_LOOKALIKES = frozenset({
    "mail.com", "email.com", "free.org", "free.net", "neuf.com", "laposte.fr", "laposte.com",
    "sfr.com", "sfr.net", "gmail.fr", "googlemail.com", "yopmail.fr", "yopmail.net", "ymail.fr",
    "icloud.fr", "mac.com", "pm.me", "proton.ch", "protonmail.ch", "mailo.com", "wanadoo.com",
    "wanadoo.es", "wanadoo.nl", "aliceadsl.fr", "alicedsl.de",
}).union(
    f"{name}.{ending}" for name, endings in _ABROAD.items() for ending in endings.split()
)  # fmt: skip
