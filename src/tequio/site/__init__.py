"""Settings, addresses, base templates and static files of the web site."""
