"""What is wrong with mail, told once for all its parts, and once that it no longer is."""

from threading import Lock

from vipdesk.intake import Tell


class MailVoice:
    """Outlives the parts: who begins anew and is well ends what was told before."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._lock = tell, Lock()
        self._troubles: dict[str, str] = {}
        self._told = ""

    def part(self, name: str) -> Tell:
        """Where one part says what is wrong with it, empty for nothing; from any thread."""

        def tell(trouble: str) -> None:
            self._say(name, trouble)

        return tell

    def _say(self, name: str, trouble: str) -> None:
        with self._lock:
            self._troubles[name] = trouble.removeprefix("mail: ")
            words = "; ".join(dict.fromkeys(filter(None, self._troubles.values())))
            if words != self._told:
                self._told = words
                self._tell(words and f"mail: {words}")
