"""The playground in English."""

from playground.texts.en import decision, lesson, lines, page, problems

NAME = "English"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | decision.TEXTS
