"""Files of RDF into graphs of their own, outside the default graph: each file whole, or not at all.

formats    which files are RDF, by their names
names      the graph that a file's triples go into, and the graphs that no file may give
in_child   a file as N-Quads, in a disposable child
reading    what the child gives, checked, in a temporary file
register   which files the store holds, and what each of them gave: in the report graph
loading    files into the store, and out of it
"""
