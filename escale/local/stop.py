"""`make stop`: end the demonstration and the databases that commands and tests left up."""

import sys

from escale.local.errors import LocalError
from escale.local.postgres_cluster import Cluster
from escale.local.running_demo import stop_demo

# Of the demonstration, of the tests, of the benches.
CLUSTERS = ("postgres", "test-postgres", "bench-postgres")


def main() -> None:
    try:
        stopped = [stop_demo(), *(Cluster(name).stop() for name in CLUSTERS)]
    except LocalError as error:
        sys.exit(str(error))
    sys.stderr.write("Tout est arrêté.\n" if any(stopped) else "Rien ne tournait.\n")


if __name__ == "__main__":
    main()
