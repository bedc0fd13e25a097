"""The playground in Chinese."""

NAME = "中文"
