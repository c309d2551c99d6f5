"""What the telephone keeps to be recognised: random, hashed here."""

import hashlib


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
