"""One scene a verb. To add a verb of the procedure:

1. Write a function named as the verb into the file of its stretch of the road, with `@scene` above it (and `@scene(profile="paris")`
   where only that profile has the rule). It brings a fictitious complaint to where the verb is possible, through actions, at `AT`,
   and answers `on(complaint, who, lambda by: the_action(…, by=by, at=WEDNESDAY))`. `of_the_person` and `of_the_body` are for verbs
   of the public and of bodies; `tests/rights/verbs.csv` says which roles must be refused.
2. Write its row into `what_verbs_do.csv` BY HAND, from the procedure and the rule: what the verb should do, with the dates counted on
   a calendar. "-" is an assertion too: no letter, no term. The columns are explained in `tests/verbs/four.py`.
3. Run `python -m tests.verbs`. A letter without a file prints its words; `python -m tests.verbs --keep-letters` writes the file.
   Read it aloud before you commit it: it is what a person will get. Each language should have about a third of the letters.
"""

from __future__ import annotations

from tests.verbs.scenes import (
    after,
    any_time,
    approving,
    bodies,
    decision,
    examination,
    inside,
    intake,
    interim,
    joining,
    outbox,
    paper,
    people,
    review,
    screening,
    terms,
)

__all__ = [
    "after",
    "any_time",
    "approving",
    "bodies",
    "decision",
    "examination",
    "inside",
    "intake",
    "interim",
    "joining",
    "outbox",
    "paper",
    "people",
    "review",
    "screening",
    "terms",
]
