"""Documents with markup (HTML, DOCX, PDF, RST) to Markdown, the one notation that extraction reads.

Their parsers see foreign bytes, so all of this runs in a disposable child (`loaders.sandbox`).
"""
