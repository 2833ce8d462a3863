"""The Django applications: thin models, queries, operations and views."""
