"""The operations, a module for each group of the document; importing one registers its operations."""
