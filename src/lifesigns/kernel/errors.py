"""The error tree: what happened, what to do, and the exit code a door must use."""

from typing import ClassVar


class LifesignsError(Exception):
    """Base of everything that stops a command.

    `message` says what happened in one line, `advice` what to do about it;
    `slug` names the page of the documentation that explains it.
    """

    exit_code: ClassVar[int] = 70
    slug: ClassVar[str] = "defect"

    def __init__(self, message: str, advice: str = "") -> None:
        """Keep the two sentences apart so that doors can lay them out."""
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        """Return one line: the message, then the advice."""
        return f"{self.message} {self.advice}".strip()


class UsageError(LifesignsError):
    """The caller asked for something that cannot be: unknown id, bad window, no such path."""

    exit_code = 2
    slug = "usage"


class UnknownIdError(UsageError):
    """An id that no catalogue entry carries."""

    slug = "unknown-id"


class NotARepositoryError(UsageError):
    """The target is not a git repository."""

    slug = "not-a-repository"


class SourceError(LifesignsError):
    """An outside place did not give what was asked; other sources go on."""

    exit_code = 3
    slug = "source"


class UnreachableError(SourceError):
    """The address does not answer."""

    slug = "unreachable"


class CredentialError(SourceError):
    """The place refuses the credentials, or wants some."""

    slug = "credentials"


class PermissionDeniedError(SourceError):
    """A file or folder that we may not read or write."""

    slug = "permission"


class CorruptSourceError(SourceError):
    """The repository is damaged: objects are missing or unreadable."""

    slug = "corrupt"


class DataError(LifesignsError):
    """The local store cannot be used as it is."""

    exit_code = 4
    slug = "data"


class StoreTooNewError(DataError):
    """The store was written by a newer program."""

    slug = "store-too-new"


class DiskFullError(DataError):
    """No room left; nothing half-written stays behind."""

    slug = "disk-full"


class DefinitionError(LifesignsError):
    """A catalogue entry is wrong: our mistake, raised when the catalogue is assembled."""

    exit_code = 70
    slug = "definition"
