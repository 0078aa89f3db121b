"""What a file is written in, where its path alone would mislead.

The path gives `.m` to Objective-C and `.v` to Verilog; MATLAB and Rocq write there, too,
and what is a comment in one is code in the other. HTML may be the screens of a program,
or its manual.
"""

import re

_READ = 100_000

# By the language of the path: others, each by lines that only it has. "" is none that we know.
_OTHERS = {
    "Assembly": ((rb"^[ \t]*\.(?:globa?l|text|type|section)\b", "Unix Assembly"),),
    "F#": ((rb"^[ \t]*(?:#version |uniform |varying |void main\b)", "GLSL"),),
    "Objective-C": ((rb"^[ \t]*(?:%|function\b[^;{]*$)", "MATLAB"),),
    "Perl": ((rb"^:-[ \t]", "Prolog"),),
    "Puppet": ((rb"^[ \t]*(?i:(?:unit|program|library)[ \t]+[\w.]+[ \t]*;|\{\$)", "Pascal"),),
    "TeX": (
        (rb"^[ \t]*(?:@\w+[ \t]*)?(?:public|private|global|protected)\b", "Apex"),
        (rb"^(?:VERSION \d|Attribute VB_)", "Visual Basic 6.0"),
    ),
    "TypeScript": ((rb"\A\s*<(?:\?xml|!DOCTYPE)", "XML"),),
    "Verilog": (
        (rb"^[ \t]*(?:Require |From \w+ Require|Proof\b|Qed\.|Lemma |Definition )", "Rocq Prover"),
    ),
    "PHP": (
        (rb"<\?", "PHP"),
        (rb"^[ \t]*#[ \t]*(?:define|elif|else|endif|if|ifdef|ifndef|include|pragma|undef)\b", "C"),
        (rb"", ""),
    ),
}
# Of the pages outside of documentation in the accuracy notes' repositories 30 are so: texts, all.
_FEWEST_PARAGRAPHS = 20
_PARAGRAPHS_TO_A_MARK = 5
_PARAGRAPH = re.compile(rb"(?i)<(?:p|li|h[1-6]|pre)[ >]")
_MARK = re.compile(rb"\{[{%]|<[%?]|\$\{|\b(?:ng|v)-\w")
_PATTERNS = {
    language: tuple((re.compile(pattern, re.MULTILINE), other) for pattern, other in others)
    for language, others in _OTHERS.items()
}


def language_in(data: bytes, language: str | None) -> str | None:
    """Return the language of a content whose path says `language`."""
    for pattern, other in _PATTERNS.get(language or "", ()):
        if pattern.search(data, 0, _READ):
            return other
    return language


def is_manual(data: bytes, language: str | None) -> bool:
    """Tell whether a page is made of paragraphs, with hardly a mark that a program fills in."""
    if language != "HTML":
        return False
    n_paragraphs = len(_PARAGRAPH.findall(data, 0, _READ))
    n_marks = len(_MARK.findall(data, 0, _READ))
    return n_paragraphs >= max(_FEWEST_PARAGRAPHS, _PARAGRAPHS_TO_A_MARK * n_marks)
