"""Those of a next version, which has more migrations."""

from tests.rig.settings import *

INSTALLED_APPS += ["tests.rig.next_version"]
