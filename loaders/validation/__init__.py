"""Validation by SHACL shapes (https://www.w3.org/TR/shacl/): compiled to SPARQL, and by pySHACL.

paths      property paths as SPARQL writes them
shapes     a shapes graph as frozen dataclasses
checks     the constraints of a shape as SPARQL expressions
compiled   the queries, run on a store
reference  the same by pySHACL, which knows all of SHACL and takes long
telling    violations with their places, as text, JSON and RDF
"""
