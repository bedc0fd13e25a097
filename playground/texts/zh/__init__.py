"""The playground in Chinese."""

from playground.texts.zh import decision, lesson, lines, page, problems

NAME = "中文"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | decision.TEXTS
