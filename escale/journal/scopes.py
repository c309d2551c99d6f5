"""What the journal speaks of, by the word before the colon of `about`."""

# Things of one client: a line about them says whose portal shows it.
OF_A_CLIENT = (
    "client",
    "dotation",
    "draft",
    "import",
    "inquiry",
    "mass-send",
    "member",
    "order",
)
