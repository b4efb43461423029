"""The map toolbox: knows geometry, nothing of households."""
