"""Answers as files that graph tools open: what a graph is (`model`), how RDF becomes one, and one writer a format.

Everything but `page` runs in a worker, or in the process of `rolegraph export`.
"""
