"""Text whose lines were broken for the way (RFC 3676), joined again."""


def unflow(text: str, delete_space: bool = False) -> str:
    """`text` with its soft line ends undone; quotation marks and the signature's line stay."""
    out: list[str] = []
    open_depth = -1
    pending: list[str] = []
    for line in text.split("\n"):
        depth, rest = _depth(line.removesuffix("\r"))
        if depth != open_depth or rest == "-- ":
            _close(out, open_depth, pending)
        open_depth = depth
        soft = rest.endswith(" ") and rest != "-- "
        pending.append(rest[:-1] if soft and delete_space else rest)
        if not soft:
            _close(out, depth, pending)
    _close(out, open_depth, pending)
    return "\n".join(out)


def _depth(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and the line without the marks and the stuffed space."""
    rest = line.lstrip(">")
    return len(line) - len(rest), rest.removeprefix(" ")


def _close(out: list[str], depth: int, pending: list[str]) -> None:
    if pending:
        mark = ">" * depth + " " if depth > 0 else ""
        out.append(mark + "".join(pending))
        pending.clear()
