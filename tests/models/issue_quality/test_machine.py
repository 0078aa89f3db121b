"""Telling what a machine wrote."""

import pytest

from lifesigns.models.issue_quality.machine import first_trace


def lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text with their offsets."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


@pytest.mark.parametrize(
    "text",
    [
        'Traceback (most recent call last):\n  File "a.py", line 3, in <module>',
        "    at com.example.Shop.pay(Shop.java:31)",
        "Caused by: java.io.IOException: closed",
        "    at render (/srv/app/index.js:10:5)",
        "TypeError: Cannot read properties of undefined",
        "panic: runtime error: index out of range",
        "goroutine 1 [running]:",
        "thread 'main' panicked at src/main.rs:4:5",
        "#0  0x00007ffff7a in raise () from libc.so.6",
        "==4242==ERROR: AddressSanitizer: heap-use-after-free",
        "Segmentation fault (core dumped)",
        "main.cpp:12:5: error: expected ';'",
        "undefined reference to `pay()'",
        "   at Shop.Cart.Pay() in C:\\shop\\Cart.cs:line 31",
        "app/cart.rb:31:in `pay': no money (RuntimeError)",
        "PHP Fatal error: Uncaught Error in /srv/cart.php on line 31",
        "** (ArgumentError) argument error",
        "npm ERR! code ERESOLVE",
        "CMake Error at CMakeLists.txt:3",
        "error[E0382]: borrow of moved value",
        "src/a.ts(3,1): error TS2322: Type 'a' is not assignable",
        "ORA-00942: table or view does not exist",
        "make: *** [all] Error 2",
        "stack traceback:",
        "E0102 12:30:01.000 1 main.go:3] failed",
    ],
)
def test_one_line_is_enough_for_a_trace(text: str) -> None:
    """Traces and error messages of many languages and tools are known by their first line."""
    assert first_trace(lines("I saw this:\n" + text)) == (12, text.split("\n")[0])


def test_log_lines_count_together() -> None:
    """Three stamped lines close together are a log; one is not."""
    stamped = "2031-01-02 03:04:05 INFO started"
    assert first_trace(lines(stamped)) is None
    assert first_trace(lines("\n".join([stamped] * 3))) == (0, stamped)
    far = ("\n" + "talk\n" * 6).join([stamped] * 3)
    assert first_trace(lines(far)) is None


@pytest.mark.parametrize(
    "text",
    [
        "It fails at the second step.",
        "At home it works.",
        "The meeting is at 10:30.",
        "See error handling in the guide.",
        "出现错误提示",
    ],
)
def test_sentences_are_not_traces(text: str) -> None:
    """Plain words about errors and times are no machine output."""
    assert first_trace(lines(text)) is None
