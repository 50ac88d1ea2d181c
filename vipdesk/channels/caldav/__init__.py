"""A calendar on a CalDAV server: what is in it, and things written into it."""
