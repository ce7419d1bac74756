"""A council's own form that asks what every form must and no more, for tests to add to."""

OWN_FORM = """key = "own"
name = "Own"
title = "OWN MEETING"
code = "OWN"

[[section]]
use = "child"
place = 1

[[section]]
use = "meeting"
place = 2
"""
