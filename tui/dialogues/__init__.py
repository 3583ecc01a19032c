"""Screens that lie over the reader: help, lists, questions."""
