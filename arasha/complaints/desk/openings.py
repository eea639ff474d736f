"""The mark of an opening that is in the journal already.

Who opens a file on a page stands in the journal once. The browser then asks for the file itself, a recording in dozens of parts: its
address bears this mark, so that those requests are known to belong to that opening. It is worth nothing to anybody else.
"""

from __future__ import annotations

from uuid import UUID

from django.core import signing

SALT = "arasha opening of a file"
LASTS = 12 * 3600  # seconds: a working day in which a recording is heard


def mark_of(user_id: UUID, blob_id: UUID) -> str:
    """The mark of a file that this member of staff has opened just now."""
    return signing.dumps([str(user_id), str(blob_id)], salt=SALT)


def is_marked(mark: str, user_id: UUID, blob_id: UUID) -> bool:
    """Whether this person's opening of this file is in the journal, not longer than 12 hours ago."""
    try:
        return signing.loads(mark, salt=SALT, max_age=LASTS) == [str(user_id), str(blob_id)]
    except signing.BadSignature:
        return False
