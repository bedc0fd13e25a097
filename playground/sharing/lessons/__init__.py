"""Lessons: files in ``data/lessons/`` that a teacher writes, their goals, and hints on the way."""
