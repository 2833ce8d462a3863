"""Documents, their versions, paragraphs and passages."""
