"""The errors a user meets: each says in one sentence what is wrong and what to do."""


class SaksiError(Exception):
    """Base of every error that saksi raises on purpose; its text is one sentence for the user."""


class InputError(SaksiError):
    """One input could not be read; the others of the run still are.

    `source` is the path, member or address as the user gave it; the text says what to do.
    """

    def __init__(self, source: str, sentence: str) -> None:
        super().__init__(f"{source}: {sentence}")
        self.source = source
        self.sentence = sentence


class UsageError(SaksiError):
    """The command was called in a way it cannot serve (exit code 2)."""


class TableError(SaksiError):
    """A table of words is malformed; the text names the file, the section and the word."""
