def turn_of(client_id: int) -> str:
    """Held by the long jobs of a client: they go one by one, and leave room to the others' (L3)."""
    return f"client:{client_id}"
