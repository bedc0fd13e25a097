"""The playground in English."""

from playground.texts.en import landscape, lesson, lines, page, problems

NAME = "English"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | landscape.TEXTS
