"""What follows from the ontology: its axioms as rules, the rules on a store, and why a conclusion holds.

- rules: a rule, and what follows from one triple alone
- axioms: the ontology's triples into rules, by the names of OWL 2 RL; what is not known is refused
- matching: the triples of a store, with changes that are not yet made
- closed: what owlrl concludes, without its noise; closure: that of the ontology by itself, kept in a file
- updates: the rules as SPARQL, for all triples of a store
- rounds: rules again and again, until nothing is new; chains: what follows from several triples at once, in memory
- changes: what follows anew, and what no longer, when a few triples come and go
- infer: the inferred graph of a store, from scratch or revised
- local: what follows from one document's triples, where it is read
- reference: our conclusions compared with owlrl's
- conflicts: what contradicts the ontology
- upkeep: the inferred graph kept right at each publish, by whichever of these ways
- proofs: from a conclusion down to the triples that are stated
- evidence: where stated triples come from: lines and sentences of documents
- telling, explain: proofs and contradictions as JSON and as text
"""
