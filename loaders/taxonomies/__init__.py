"""Public taxonomies as SKOS, each in a graph of its own: ESCO, O*NET, ISCO-08, Wikidata, and any vocabulary in SKOS.

files      which files a call names, and what each of them is
tables     delimited text as rows, strictly; sheets: Excel as the same rows
kinds      the tables that are known, told by their headers
cells      a cell mended: white space, several labels, language tags, IRIs, codes
gendered   "a/b" as two titles
sink       concepts, labels and links written as N-Quads, with what SKOS asks for
esco       ESCO's tables; tabiya, onet, isco, plain: those of others
wikidata   entities and results of queries
skos       RDF in any serialisation, SKOS-XL and ESCO's own nodes included
about      title, version, licence and attribution of a distribution
findings   what was mended or left out
preparing  files to N-Quads; adding: these into the store, and out of it
reading    the labels and facts of a graph, for whoever matches
"""
