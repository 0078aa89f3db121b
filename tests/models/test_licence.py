"""Several licences of one project, told as one."""

from lifesigns.models.licence import Licence, identify, of_project, together

MIT = Licence(("MIT",), "permissive", ())
LGPL = Licence(("LGPL-2.1",), "weak_copyleft", ())
UNKNOWN = Licence((), "unknown", ())


def test_licences_together_are_as_strict_as_the_strictest() -> None:
    """Names keep their order and stand once; a text nobody knows adds nothing."""
    assert together([MIT, UNKNOWN, LGPL, MIT]) == Licence(("MIT", "LGPL-2.1"), "weak_copyleft", ())
    assert together([MIT]) == MIT
    assert together([UNKNOWN]) is None
    assert together([]) is None


GPL = Licence(("GPL-1.0",), "copyleft", ())
ARTISTIC = Licence(("Artistic-1.0-Perl",), "weak_copyleft", ())
APACHE = Licence(("Apache-2.0",), "permissive", ())
EITHER = "may redistribute it under the terms of either:\n\na. the GNU GPL, or\nb. the Artistic one"


def test_a_choice_is_as_mild_as_the_mildest() -> None:
    """The readme, or a file that names no terms, says that one of them may be chosen."""
    files = [("Copying", "", GPL), ("Artistic", "", ARTISTIC)]
    both = ("GPL-1.0", "Artistic-1.0-Perl")
    assert of_project(files, EITHER) == Licence(both, "weak_copyleft", (), is_choice=True)
    assert of_project(files, "We dual-license it for you to choose.") == of_project(files, EITHER)
    noticed = [("COPYING", "This is dual-licensed.", UNKNOWN), *files]
    assert of_project(noticed, "") == Licence(both, "weak_copyleft", (), is_choice=True)
    assert of_project(files, "You may use it under the GPL or any later version.") == GPL


def test_of_several_files_the_plain_name_counts_and_else_all() -> None:
    """Files named after their licences stand beside each other; those of others do not count."""
    assert of_project([("LICENSE", "", MIT), ("LICENSE-docs", "", LGPL)], "") == MIT
    named = [("LICENSE-MIT", "", MIT), ("LICENSE-APACHE", "", APACHE)]
    assert of_project(named, "") == Licence(("MIT", "Apache-2.0"), "permissive", ())
    assert of_project([*named, ("LICENSE-THIRD-PARTY", "", GPL)], "") == of_project(named, "")
    gpl, lgpl = (Licence((f"{name}-3.0",), "", ()) for name in ("GPL", "LGPL"))
    assert of_project([("COPYING", "", gpl), ("COPYING.LESSER", "", lgpl)], "") == lgpl
    assert of_project([("LICENSE", "own terms", UNKNOWN)], "") is None


GRANT = """Copyright (c) 1999 Ann

p is free software; you can redistribute it and/or modify it under the terms of the GNU {family}
General Public License as published by the Free Software Foundation; either version {version} of the
License, or (at your option) any later version.

Its test suite is provided under the terms of the GNU General Public License version 3.
"""


def test_a_notice_that_grants_a_gnu_licence_counts_where_no_text_is_known() -> None:
    """The first grant is the whole's; beside a text, a choice or other terms it decides nothing."""

    def of(text: str, *others: tuple[str, str, Licence]) -> Licence | None:
        return of_project([("COPYING", text, UNKNOWN), *others], "")

    lesser = GRANT.format(family="Lesser", version="2.1")
    assert of(lesser) == Licence(("LGPL-2.1",), "weak_copyleft", ())
    assert of(GRANT.format(family="", version="2")) == Licence(("GPL-2.0",), "copyleft", ())
    assert of(GRANT.format(family="Affero", version="3")) == Licence(("AGPL-3.0",), "copyleft", ())
    assert of(lesser, ("LICENSE-MIT", "", MIT)) == MIT
    assert of(f"{lesser} Or take it under the MIT licence.") is None
    assert of(f"{lesser} {'More about the parts. ' * 100}") is None
    assert of("You may ask about the GNU General Public License version 2.") is None


ZLIB = """This software is provided 'as-is', without any express or implied warranty. In no event will
the authors be held liable for any damages arising from the use of this software.

Permission is granted to anyone to use this software for any purpose, including commercial
applications, and to alter it and redistribute it freely, subject to the following restrictions:

1. The origin of this software must not be misrepresented; you must not claim that you wrote the
original software. If you use this software in a product, an acknowledgment in the product
documentation would be appreciated but is not required.
2. Altered source versions must be plainly marked as such, and must not be misrepresented as being
the original software.
3. This notice may not be removed or altered from any source distribution.
"""

MIT_TERMS = """Permission is hereby granted, free of charge, to any person obtaining a copy of this
software and associated documentation files (the "Software"), to deal in the Software without
restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def test_a_notice_and_a_text_above_the_licences_of_parts_are_read() -> None:
    """A short notice names what a text would say; what follows a ruled line is about parts."""
    commons = "Licensed under http://creativecommons.org/licenses/by/4.0/ or write to them."
    assert identify(commons).identifiers == ("CC-BY-4.0",)
    assert identify("SPDX-License-Identifier: MIT OR Apache-2.0").identifiers == (
        "MIT",
        "Apache-2.0",
    )
    parts = f"{ZLIB}\n{'-' * 60}\n" + "A font in this folder has terms of its own. " * 80
    assert identify(parts) == Licence(("Zlib",), "permissive", ())
    preamble = "Copyright Ann and others\n\nThis covers all but the parts named below:\n"
    between = f"{preamble}\n====\n\n{ZLIB}\n====\n\n" + "The samples are anybody's. " * 80
    assert identify(between) == Licence(("Zlib",), "permissive", ())
    assert identify(preamble * 20 + between).identifiers == ()
    assert identify("All rights reserved.").identifiers == ()


def test_the_licence_of_the_whole_is_not_that_of_parts_of_others() -> None:
    """Where a file names one licence for all but parts of others, their texts are not counted."""
    head = "{} is licensed under the {}\nexcept for the third-party components listed below.\n\n"
    ask = "This part is free. Additional terms of a commercial licence apply.\n"
    for said, name in (
        ("BSD 3-Clause License,", "BSD-3-Clause"),
        ("Apache License Version 2.0", "Apache-2.0"),
        ("MIT License,", "MIT"),
    ):
        assert identify(head.format("Pond", said) + ZLIB * 3 + ask) == Licence(
            (name,), "permissive", ()
        )
    # A name that is not known, or two of them, tell nothing: what is in the file counts.
    assert identify(head.format("Pond", "Pond License,") + ZLIB).identifiers == ("Zlib",)
    two = head.format("Pond", "MIT License,") + head.format("Lake", "Apache License 2.0")
    assert identify(two + ZLIB).identifiers == ("Zlib",)
    late = "On ponds and their owners. " * 100 + head.format("Pond", "MIT License,") + ZLIB
    assert "MIT" not in identify(late).identifiers


def test_terms_below_a_long_list_of_holders_are_read() -> None:
    """Names of all who hold the rights may outweigh the terms; words on licences may not."""
    holders = "Copyright (c) 2001-2024\n" + "Ann Bell\nBob Cole\nCarla Diaz\n" * 60
    assert identify(f"{holders}\n{MIT_TERMS}") == Licence(("MIT",), "permissive", ())
    others = "Most files have another licence. " * 60
    assert identify(f"{others}\n{MIT_TERMS}").identifiers == ()
