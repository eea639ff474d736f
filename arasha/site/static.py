"""Static files as they are packaged: names with a hash of the content, compressed beforehand, kept for ever by browsers."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PackagedStaticFiles(CompressedManifestStaticFilesStorage):
    """`arasha init` collects the files once; a page that names a file nobody packaged fails in the tests, not in front of a person."""
