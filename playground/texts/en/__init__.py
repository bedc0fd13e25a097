"""The playground in English."""

from playground.texts.en import page, problems

NAME = "English"

TEXTS = page.TEXTS | problems.TEXTS
