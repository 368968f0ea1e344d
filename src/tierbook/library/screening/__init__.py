"""The room in which officers screen cases: own store, own permission, a key for each case, nothing of it elsewhere."""
