"""The playground in English."""

NAME = "English"
