"""Documents of Word: which fields a template may name, whether a file is one, filling it.

Nothing here knows who asks: `services.papers` and `services.paper_templates` do.
"""
