"""What follows from the ontology: its axioms as rules, the rules on a store, and why a conclusion holds.

axioms      the ontology's triples into rules, by the names of OWL 2 RL; what is not known is refused
rules       a rule, and what follows from one triple alone
updates     the rules as SPARQL, for all triples of a store
matching    the triples of a store, with changes that are not yet made
changes     what follows anew, and what no longer, when a few triples come and go
infer       the inferred graph of a store made true, in either way
conflicts   what contradicts the ontology
proofs      from a conclusion down to the triples that are stated
"""
