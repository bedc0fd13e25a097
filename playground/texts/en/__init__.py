"""The playground in English."""

from playground.texts.en import lesson, lines, page, problems, take_home

NAME = "English"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | take_home.TEXTS
