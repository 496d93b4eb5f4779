"""Phrases (措辞): what the families of ``extract.claims`` share, each a question about words."""
