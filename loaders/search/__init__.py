"""The search index of a snapshot: every label of every concept, found whatever its endings, accents or typing errors.

words      a text to the words, stems and ends of words by which it is found; the same for labels and for what is asked
entries    the labels of a store, with what ranks them
build      entries to an index in a snapshot's folder
index      an index that is open
asked      what is asked to a query of the engine
ranking    the labels found to concepts, best first, and counted
fill       the index of a snapshot that has none, in a process of its own
"""
