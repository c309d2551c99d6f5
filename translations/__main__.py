"""`make messages`: bring the catalogues up to date with the sources, and say what is left to do."""

import sys

from translations import catalogue
from translations.extraction import NotLiteral, grouped_texts
from translations.faults import faults


def main() -> None:
    try:
        found = grouped_texts()
    except NotLiteral as error:
        sys.exit(f"{error}: gettext takes a literal text, or nobody can translate it.")
    english = catalogue.refreshed(catalogue.read(), found)
    catalogue.SOURCE.write_bytes(catalogue.as_text(english))
    catalogue.compile_all(english)
    left = faults(english, found)
    print("\n".join(left))  # noqa: T201
    print(f"{len(found)} texts, {len(left)} to look at in {catalogue.SOURCE}")  # noqa: T201


if __name__ == "__main__":
    main()
