"""The playground in Chinese."""

from playground.texts.zh import page, problems

NAME = "中文"

TEXTS = page.TEXTS | problems.TEXTS
