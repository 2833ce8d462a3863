"""How dates are written in each language; Django finds these by FORMAT_MODULE_PATH."""
