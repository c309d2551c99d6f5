def read_identifier(typed: str) -> str:
    """As it is stored. People copy « 1 000 001 », in any case: one person, one count of tries."""
    return "".join(typed.split()).lower()
