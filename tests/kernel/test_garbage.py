"""Work without a search for cycles."""

import gc

import pytest

from lifesigns.kernel.garbage import uncollected


def test_the_search_goes_on_afterwards_even_behind_an_error() -> None:
    """It pauses inside only; where it was off before it stays off."""
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()
