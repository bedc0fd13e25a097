"""What can be chosen in the view *Landscape*, and what it opens with."""

from playground.session.fields import Field, FieldGroup


class LandscapeFields(FieldGroup):
    surface = Field(False)  # in place of contours
