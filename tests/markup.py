"""Markup as tests compare it."""

import re


def flat(page: str) -> str:
    """On one line, without the white space beside tags: how a template is laid out says nothing."""
    return re.sub(r" ?([<>]) ?", r"\1", re.sub(r"[ \t\n]+", " ", page)).strip()
