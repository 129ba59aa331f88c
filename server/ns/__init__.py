"""`/ns`: the ontology, as RDF and as a page.

editions.py   which files are published under which names
files.py      the published files in each format, with their ETags
terms.py      the terms of a version, with all that is stated of each
layout.py     places of boxes and lines in the plane
diagram.py    the classes and the properties between them, as a drawing
page.py       the page in the reader's language
views.py      the resources
"""
