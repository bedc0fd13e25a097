"""The playground in English."""

from playground.texts.en import compare, lesson, lines, page, problems, results

NAME = "English"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | results.TEXTS | compare.TEXTS
