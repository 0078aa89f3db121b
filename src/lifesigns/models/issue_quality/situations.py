"""Situations and acts that the turns of phrase of ``cues.toml`` do not know.

Those are features of the fitted type model as well, so what only steps need is told here.
"""

import re

from lifesigns.models.issue_quality.report import Sentence

_EVENT = re.compile(
    r"\b(?:on|at|during|upon|after|before) (?:(?:the|an?|my|every|each|any|first|fresh|clean|multi|app|[a-z-]{2,20}) ){0,2}"
    r"(?:auto)?(?:start(?:-?up|ing)?|launch|boot|log[- ]?(?:in|on|out|off)|sign[- ]?in|exit|quit|shut ?down"
    r"|(?:re)?install(?:ation)?|rotation|rotate|orientation change|resume|reconnect(?:ion)?|reload|refresh|delet(?:e|ion)"
    r"|edit(?:ing)?|save|upload|import|export|click|tap|press|scroll|zoom|select(?:ion)?|search|migration|restart|reboot"
    r"|copy|paste|drag|close|open|creation|submit|connect|hover|resize|focus|compile|compilation)\b"
    r"(?! (?:page|screen|button|menu|dialog|window|field|bar|time|view|tab|box))"
    r"|\b(?:on|upon|during|by) (?!(?:something|anything|everything|nothing|being|going)\b)[a-z]{3,14}ing\b"
    r"|\b(?:fresh|clean|new) (?:re)?install|\bafter (?!(?:the |an? )?(?:update|upgrad)ing)[a-z]{3,12}ing\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\bif (?!(?:any|so|not|possible|needed|someone|anyone|somebody|it helps|that|this|there|you (?:want|need|have|could|can|would))\b)"
    r"[^.,!?\n]{3,100}(?:,|\b(?:then|it|they|i|we)\b)"
    r"|\b(?:every|each) ?time (?:the|an?|i|you|we)\b|\bdepending on\b"
    r"|^\W*using [^.!?]{3,120}\b(?:ends?|results?|causes?|leads?|fails?|crash\w*|gives?|returns?|throws?|does|will|breaks?)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"^\W*to reproduce,? [a-z]|\bhappen(?:s|ed|ing)? (?:after|when|while|upon) [a-z]{2,12}ing\b"
    r"|\bif you (?:press|click|tap|open|select|close|enter|type|add|delete|remove|change|set|use|try|run|go|scroll|drag|put|switch)\b"
    r"|\b(?:as|(?:every|each|any) ?time|whenever) (?:i|you|we|a user|the user) (?:try|zoom|scroll|click|press|tap|open|type|move|add|select|go|switch|use)\b"
    r"|^(?:\W*[\w ]{1,30}:)?\W*(?:tapp|click|press|open|clos|logg|sign|rotat|scroll|swip|dragg|zoom|select|typ|enter|restart"
    r"|reload|refresh|connect|disconnect|upload|download|import|export|delet|remov|add|creat|renam|mov|copy|past|sav|edit"
    r"|switch|toggl|chang|enabl|disabl|call|runn|start|launch|navigat|return|resiz|unlock|lock|search|send|solv|compress)"
    r"ing (?!(?:hours|files?|to know|of|is|are)\b)[^.?!]{2,300}\b(?:\w{2,}s|will|doesn|don|isn|won|can|does|fail\w*|crash\w*)\b"
    r"|\b(?:changing|clicking|pressing|tapping|selecting|opening|closing|toggling|scrolling|typing|dragging|hovering|rotating"
    r"|switching|deleting|saving)(?: on)? (?:it|this|that|the|an?|any|my|[\w-]+) [^.?!]{0,100}\b(?:has no|do(?:es)?n|does"
    r"|crash\w*|causes?|results?|leads?|immediately|exits?|shows?|opens?|takes|brings|resets?|hides?|freezes?)\b"
    r"|\b(?:when|while) [a-z]{2,12}ing (?:the|an?|any|and|or|in|on|to|from|up|with|between|two|\w+s)\b",
    re.IGNORECASE,
)
_OWN_ACT = re.compile(
    r"\b(?:i|we) (?:was|were) (?:just )?(?:scroll|click|brows|play|edit|record|typ|search|switch|upload|download)ing\b"
    r"|\b(?:i|we) (?:tap|tab|press|chose|choose|picked|turned|scroll) (?:on |down |up )?(?:an?|the|my|to|in)\b"
    r"|\b(?:i|we) (?:just )?(?:quit|closed?|shut|killed|renamed?|record(?:ed)?|solved?|answer(?:ed)?|unlock(?:ed)?)\b"
    r"|[\"“:] ?tried to [a-z]+ "
    r"|^\W*(?:just |simply )?(?:trying|attempting) to (?!(?:find|figure|understand|get|make)\b)[a-z]+ ",
    re.IGNORECASE,
)
_TRY = re.compile(
    r"^\W*(?:then |now |and |next )?try(?: to)? (?:open|click|press|runn|creat|add|select|start|us|enter|navigat|chang"
    r"|past|copy|mov|hover|clos|sav|scroll|switch|load|send|delet|remov|tapp|edit|search|upload|download|build)",
    re.IGNORECASE,
)
_CHAIN = re.compile(
    r"[^.?!]{3,120}, ?(?:and |then |and then )?(?:select|click|tap|press|choose|open|type|enter|wait|get|see|go|try|solve|close)\b",
    re.IGNORECASE,
)
_NO_ACT = re.compile(
    r"\W*(?:posting|filing|reporting|copying details|opening (?:hours|this|an issue)"
    r"|rendering (?:issues?|artifacts?|problems?|glitch\w*|bugs?|errors?))\b"
    r"|\W*(?:i|we)(?:['’]ve| have) (?:just )?(?:pasted|posted|attached|filed|reported|opened (?:this|an issue))\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:could|would|might|ideally|recommend|let['’]?s)\b", re.IGNORECASE)
_READ = 600
_NOT_ONE = frozenset({"question", "wish", "uncertainty", "repair", "addition"})


def names_event(sentence: Sentence) -> bool:
    """Whether the fault is tied to an event, as in *crashes on startup*."""
    return not _is_other(sentence) and _EVENT.search(sentence.text[:_READ]) is not None


def names_condition(sentence: Sentence) -> bool:
    """Whether the fault is tied to a condition of any kind: *if the list is too long, it ...*."""
    return not _is_other(sentence) and _CONDITION.search(sentence.text[:_READ]) is not None


def names_occasion(sentence: Sentence) -> bool:
    """Whether an act is named for which nothing else needs to be said."""
    return not _is_other(sentence) and _OCCASION.search(sentence.text[:_READ]) is not None


def tells_own_act(sentence: Sentence) -> bool:
    """Whether the reporter tells what was being done."""
    return _OWN_ACT.search(sentence.text[:_READ]) is not None


def is_order(sentence: Sentence) -> bool:
    """Whether an item of a list says to try something."""
    return _TRY.match(sentence.text[:_READ]) is not None


def is_chain(sentence: Sentence) -> bool:
    """Whether a second act is told in the sentence, after a comma."""
    return _CHAIN.match(sentence.text[:_READ]) is not None


def is_about_report(sentence: Sentence) -> bool:
    """Whether the sentence begins with what looks like an act and is none in the program."""
    return _NO_ACT.match(sentence.text[:_READ]) is not None


def is_plain(sentence: Sentence) -> bool:
    """Whether a sentence states, rather than asks, wishes, doubts or proposes."""
    return not _is_other(sentence)


def _is_other(sentence: Sentence) -> bool:
    return bool(sentence.cues & _NOT_ONE) or _MODAL.search(sentence.text[:_READ]) is not None
