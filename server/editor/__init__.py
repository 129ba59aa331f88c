"""The query page: `/sparql` for people, with a form, named queries as examples, and answers as tables."""
