"""Standards: files read in, versions kept, the index, search, citations and folders."""
