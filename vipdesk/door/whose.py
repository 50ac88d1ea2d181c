"""Whose requests they are, as far as an address tells: one house has many of the new kind."""

from ipaddress import IPv6Address, ip_address, ip_network

HOUSE = 64
"""Bits of an IPv6 address that one house has been given; the rest it chooses as it likes."""


def network_of(address: str) -> str:
    """The address, or, of an IPv6 one, the network whose addresses are all the same one's."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), HOUSE), strict=False))
