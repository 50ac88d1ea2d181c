"""Mail: files and messages into what the desk can file."""
