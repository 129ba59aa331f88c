"""Named queries over HTTP: the catalogue, each query's page and answers, in pages of rows where wanted."""
