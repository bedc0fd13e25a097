"""The views of the stage: a folder each, entered in `playground.ui.stage`."""
