"""What is drawn: maps and charts from plain values, and the browser's own small scripts."""
