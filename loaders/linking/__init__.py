"""Links to other vocabularies: which concepts of a taxonomy one of ours may be, best first.

model         what is asked and answered: names, subjects, labels, facts, candidates
texts, speech a label as it is compared, and the language of labels that do not tell it
words         labels as sets of stems, what a name is a sort of, and labels that are the same
pieces, grams likeness by pieces of words (TF-IDF of character n-grams), as an inverted index
encoder       likeness by codes that were learnt from labels of the same concepts
anchors       likeness by concepts of ESCO that a label may name
meaning       likeness by meaning: vectors of all labels, for runs
senses        the same for the preferred labels of a taxonomy's concepts
structure     what a taxonomy says beside labels
tables        strings and lists on disk, read where they lie
build         labels and facts to an index in a folder
kept          where the indexes of a store's taxonomies live
opened, index an index that is open: labels ranked (fusion: several likenesses to one score), and concepts
asked, view   the names that are compared, and a shortlist of concepts with all that evidence is read from
evidence      what speaks for and against each concept (surroundings: by what the taxonomy says)
judging       evidence to probabilities
concepts      all of that for one subject
predicates    how a candidate would match
chains        links that follow from others
subjects      our concepts as subjects
targets       a taxonomy that can be linked to
proposals     candidates of many concepts as rows of SSSOM, by several processes
runs, jobs    a whole run, which may be broken off
ranking       labels of a file ranked for queries, as a run of TREC
"""
