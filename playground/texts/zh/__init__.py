"""The playground in Chinese."""

from playground.texts.zh import compare, lesson, lines, page, problems, results

NAME = "中文"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | results.TEXTS | compare.TEXTS
