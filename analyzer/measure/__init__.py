"""Measuring the diagnoses on labelled cases, and fitting the numbers behind the words."""
