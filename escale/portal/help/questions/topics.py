"""The FAQ: what managers ask, in their words and in the order in which it is shown."""

from collections.abc import Sequence

from escale.portal.help.questions import (
    access,
    activation,
    files,
    ordering,
    people,
    sending,
    statuses,
)
from escale.portal.help.questions.question import Topic

TOPICS: Sequence[Topic] = (
    activation.TOPIC,
    statuses.TOPIC,
    sending.TOPIC,
    ordering.TOPIC,
    files.TOPIC,
    access.TOPIC,
    people.TOPIC,
)
