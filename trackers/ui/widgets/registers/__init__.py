"""The registers of the page Danh mục: households, areas, officers, works."""
