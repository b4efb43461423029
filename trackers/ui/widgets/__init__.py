"""Parts of screens: each shows what a service gave, or calls one service."""
