"""Forms of a case: each save is one service call with a key made when the form opened."""
