"""The playground in English."""

from playground.texts.en import lines, page, problems

NAME = "English"

TEXTS = page.TEXTS | problems.TEXTS | lines.TEXTS
