"""The client's own door: a small web application on the same store as the desk."""
