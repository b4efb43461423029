"""WHAT PEOPLE DO: one function per action; it checks rights and writes one transaction."""
