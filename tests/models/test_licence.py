"""Several licences of one project, told as one."""

from lifesigns.models.licence import Licence, together

MIT = Licence(("MIT",), "permissive", ())
LGPL = Licence(("LGPL-2.1",), "weak_copyleft", ())
UNKNOWN = Licence((), "unknown", ())


def test_licences_together_are_as_strict_as_the_strictest() -> None:
    """Names keep their order and stand once; a text nobody knows adds nothing."""
    assert together([MIT, UNKNOWN, LGPL, MIT]) == Licence(("MIT", "LGPL-2.1"), "weak_copyleft", ())
    assert together([MIT]) == MIT
    assert together([UNKNOWN]) is None
    assert together([]) is None
