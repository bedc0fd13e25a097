"""The playground in Chinese."""

from playground.texts.zh import lesson, lines, page, problems, take_home

NAME = "中文"

TEXTS = page.TEXTS | problems.TEXTS | lesson.TEXTS | lines.TEXTS | take_home.TEXTS
