"""The W3C's SPARQL 1.1 tests over our own HTTP.

    manifest    reads the manifests into cases
    exchange    speaks to a server: queries, updates, data
    compare     tells whether an answer is what is expected
    runner      runs a case and says why it fails

    .venv/bin/python -m bench.w3c FOLDER [GROUP…]

FOLDER is `sparql/sparql11` of https://github.com/w3c/rdf-tests.
"""
