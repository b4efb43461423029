"""WHAT IS TRUE: the rules of works and land clearance, in plain Python."""
