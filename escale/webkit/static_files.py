"""Static files under names that hold their hash: a browser keeps each of them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django's own patterns also read comments of libraries, whose types name files that they lack.
IMPORT = r"""(?m)^(?P<matched>(?P<names>import\b[^'";(]*)['"](?P<url>\.[^'"]+)['"];)"""


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """In the imports of scripts too: one address, so one evaluation, for each module of a page."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("*.js", ((IMPORT, '%(names)s"%(url)s";'),)),
    )
