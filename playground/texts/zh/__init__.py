"""The playground in Chinese."""

from playground.texts.zh import landscape, lesson, lines, page, problems

NAME = "中文"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | landscape.TEXTS
