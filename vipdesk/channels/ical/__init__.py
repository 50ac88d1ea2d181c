"""Calendar files (RFC 5545): bookings out, busy time in."""
