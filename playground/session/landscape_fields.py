"""What can be chosen in the view *Landscape*, and what it opens with."""

from typing import Any

OPENING: dict[str, Any] = {"surface": False}  # in place of contours
