"""Links to other vocabularies: which concepts of a taxonomy one of ours may be, best first.

model      what is asked and answered: names, subjects, labels, facts, candidates
texts      a label as it is compared, and the other ways in which it may be written
grams      likeness by pieces of words (TF-IDF of character n-grams), as an inverted index
meaning    likeness by meaning: vectors of labels, where there is a model
tables     strings and lists on disk, read where they lie
build      labels and facts to an index in a folder
index      an index that is open: labels and concepts ranked
fusion     several likenesses to one score, and the score to a probability
"""
