"""Does the issue say what to do to see the fault? Rules from the surest evidence to the weakest."""

import re
from dataclasses import replace
from itertools import pairwise

from lifesigns.models.issue_quality.enough import Told, count, is_enough
from lifesigns.models.issue_quality.environment import system_in, version_in
from lifesigns.models.issue_quality.examples import code_sample, runnable_link
from lifesigns.models.issue_quality.language import ENGLISH
from lifesigns.models.issue_quality.lexicon import strip_marks
from lifesigns.models.issue_quality.markup import Block, BlockKind
from lifesigns.models.issue_quality.record import Element, Excerpt, Finding, Presence
from lifesigns.models.issue_quality.report import Report, Sentence, cues_of
from lifesigns.models.issue_quality.sections import Passage
from lifesigns.models.issue_quality.situations import (
    is_about_report,
    is_chain,
    is_order,
    is_plain,
    names_condition,
    names_event,
    names_occasion,
    tells_own_act,
)

_COMMAND = re.compile(
    r"(?:^|[`\"“]|[:：] )\s{0,8}(?:[$➜❯λ] ?|sudo )?(?:npm|npx|yarn|pnpm|pip3?|python3?|node|git|docker(?:-compose)?|kubectl|helm|make|cmake"
    r"|curl|wget|go|cargo|mvn|gradle|\./[\w./-]+|bash|sh|apt(?:-get)?|brew|conda|bazel|java|dotnet|php|composer|ruby|bundle"
    r"|gcc|g\+\+|clang|adb|ssh|systemctl|export|bitcoin-cli|bitcoind) +[-\w./:@=\"'{<$]"
    r"|^\s{0,8}[\w@:~/.-]{0,100}\$ [\w./~]|^\s{0,8}[\w-]{1,30}[:@][\w:~/. -]{1,60}[$%#] {1,3}[a-z./~]|^\s{0,8}\./[\w./-]+\s*$|^\s{0,8}>>> \w|^\s{0,8}\[?[\w-]{1,20}@[\w:~/. -]{1,40}\]?[#$%>] ?[a-z./~]",
)
_ASKS_VERSION = re.compile(
    r"(?:\s-{1,2}v(?:ersion)?|\sversion|\sinfo|\s-V)\s*[\"'`]?\s*$|\buname\b|\b(?:java|go|docker|node|git|kubectl|helm|npm) (?:version|info)\b"
    r"|\blsb_release\b|\bgetprop\b|\bpip3? (?:freeze|list|show)\b|\bmake (?:sure|it|the|this|that|a|an|some|use)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://(?!localhost|127\.)\S{4,500}", re.IGNORECASE)
_LOG_ADDRESS = re.compile(
    r"https?://\S{0,200}(?:/actions/runs/|/jobs?/|cirrus-ci|travis-ci|jenkins|buildbot|circleci)\S{0,300}",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"!\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)?|<img[^>\n]{0,500}>?|https?://\S{0,300}\.(?:png|jpe?g|gif)\b",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"\bwork(?:s|ed|ing)? (?:fine|well|correctly|though|as expected|perfectly|properly|normally|again)\b"
    r"|\b(?:does|do|did)(?:n['’]?t| not) (?:happen|occur)\b|^\W{0,4}(?:does|do|did|will|can) (?:this|the) "
    r"|\bwork-?arounds?\b|\b(?:fix|solve|resolve)(?:s|d|es|ed) (?:it|this|the|that|my)\b|\bquick(?: and |-)dirty\b",
    re.IGNORECASE,
)
_SETUP = re.compile(
    r"\b(?:i|we)(?:['’](?:m|ve)| am| are| have| was| were)? ?(?:been )?(?:just |also |currently |now )?(?:us(?:e|ed|ing)|running|run|installed|developing|built)\b",
    re.IGNORECASE,
)
_USE = re.compile(r"\W*(?:currently )?(?:using|running|testing)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\W{0,4}(?:in order )?to \w+ ", re.IGNORECASE)
_DENIES = re.compile(r"\brepro\w*|\breplicat\w*|\bsteps\b|复现|重现", re.IGNORECASE)
_HAND = re.compile(
    r"^(?:[^\w\[{]|then |now |and |next |first(?:ly)?,? |just |simply |you |i |try to |to reproduce:? |(?:on|in|from|at|under|with|as) [^,.\n]{2,60}, ){0,4}"
    r"(?:open|click|press|tap|type|select|launch|enter|navigate|go (?:to|into)|scroll|drag|hover|paste|choose|run|visit"
    r"|log ?in|sign ?in|double[- ]click|right[- ]click|play|load|resize|zoom|switch|start|restart|execute|search|unpack"
    r"|create|insert|close|save|set|toggle|enable|disable|unlock|swipe|upload|download|share|send|record|attach|move|rotate|fill|drop|turn (?:on|off)|plug|hit|copy|call|install|build|compile)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:when|whenever|after|once|each time|every time|as soon as) (?:i|you|we|users?|the user|a user|one)\b"
    r"|\bif (?:i|a user|the user|users) |^\W*(?:when|whenever|after|while|upon) \w+ing\b|[当在每]|[时后就]",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:not (?:really |quite |exactly |entirely )?sure (?:what|how|why)|(?:don['’]?t|do not) know (?:what|how|why)|no idea)\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\bsteps\b|\brepro\w*|\bfollowing\b|步骤|复现|重现", re.IGNORECASE)
_MENU = re.compile(
    r"[A-Z][\w .&-]{1,30}[\"'”`]? {0,2}(?:->|=>|-->|→|»|>|/>) {0,2}[\"'“`]?[A-Z][\w .&-]{1,40}"
)
_MENU_WORD = re.compile(
    r"\b(?:menus?|settings|preferences?|options|tools|file|edit|view|help|window|tab|dialog|select|choose|click|open|go)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"`[^`\n]{2,200}`")
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9_'-]*|[\u4e00-\u9fff]")
_FAULT = frozenset({"error", "failure", "negation", "inability", "outcome"})
_EFFECT = _FAULT | {"expectation", "performance"}
_TRIGGER = frozenset({"condition", "keystroke"})
_ACTION = frozenset({"imperative", "past_action", "condition"})
_SCOPE = (None, "observed", "description", "steps", "example", "other", "trace", "media")
_TOLD = (*_SCOPE, "expected")
_FEW_WORDS = 3
_NUMBER = re.compile(r"\s*\d{1,2}[.)] ?(?=[A-Za-z])")
_LOGGED = 3
_SECTION_WORDS = 9
IN_PASSING = "only_in_passing"


def find_steps(report: Report) -> Finding:
    """The finding on steps to reproduce, with the first rule that holds as its reason.

    What is told in words and is not enough to follow is told in passing only: absent.
    """
    denied = _denied(report)
    for rule in _BY_FORM_THOUGH_DENIED if denied else _BY_FORM:
        if found := rule(report):
            return Finding(Element.STEPS, Presence.PRESENT, *found)
    for rule in (_fault_after_action,) if denied else _IN_WORDS:
        if found := rule(report):
            if report.language != ENGLISH or is_enough(tells(report)):
                return Finding(Element.STEPS, Presence.PRESENT, *found)
            return Finding(Element.STEPS, Presence.ABSENT, IN_PASSING, found[1])
    if denied is not None:
        return Finding(Element.STEPS, Presence.ABSENT, "reporter_cannot_reproduce", denied)
    if "steps" in report.sections.asked:
        excerpt = report.excerpt(report.sections.asked["steps"])
        return Finding(Element.STEPS, Presence.ABSENT, "section_without_action", excerpt)
    return Finding(Element.STEPS, Presence.ABSENT, "nothing_found")


def tells_in_words(report: Report) -> bool:
    """Whether steps are told by no form of list, code or command, but something in words is."""
    denied = _denied(report)
    by_form = _BY_FORM_THOUGH_DENIED if denied else _BY_FORM
    in_words = (_fault_after_action,) if denied else _IN_WORDS
    return not any(rule(report) for rule in by_form) and any(rule(report) for rule in in_words)


def tells(report: Report) -> Told:
    """How much its sentences tell."""
    told = [sentence for sentence in report.sentences if sentence.slot in _TOLD]
    words, acts = count([sentence.text for sentence in told])
    orders = any(_HAND.search(sentence.text[:120]) for sentence in told)
    return Told(words, acts, orders, several=sum(map(_ties, told)) > 1)


def _section_with_material(report: Report) -> tuple[str, Excerpt] | None:
    """A section on steps that holds a list, code, a command or an address."""
    passages = _steps(report)
    items = [p for p in passages if p.block.kind is BlockKind.ITEM and _words(p.block) >= 1]
    if len(items) > 1:
        return "steps_section", report.excerpt(items[0].block.start)
    for passage in passages:
        text = passage.block.text
        if passage.block.kind is BlockKind.CODE and not _is_machine(report, passage.block):
            return "steps_section", report.excerpt(passage.block.start)
        if _COMMAND.search(text) or _URL.search(_without_pictures(text)):
            return "steps_section", report.excerpt(passage.block.start)
        if _SPAN.search(text) and _words(passage.block) >= _FEW_WORDS:
            return "steps_section", report.excerpt(passage.block.start)
    return None


def _section_with_action(report: Report) -> tuple[str, Excerpt] | None:
    """A section on steps that tells an action in words."""
    for sentence in report.sentences:
        if sentence.slot != "steps" or not _tells_enough(sentence):
            continue
        told = sentence.cues & _ACTION or tells_own_act(sentence) or names_event(sentence)
        if told and not _is_denial(sentence):
            return "steps_section", report.quote(sentence)
    return None


def _tells_enough(sentence: Sentence) -> bool:
    words = len(_WORDS.findall(sentence.text))
    return words >= _FEW_WORDS or (words > 1 and _HAND.search(sentence.text[:120]) is not None)


def _list_of_actions(report: Report) -> tuple[str, Excerpt] | None:
    """A list outside proposals, at least two of whose items are actions.

    Without numbers its first item must be one, and a fault be stated: such lists may be plans.
    """
    actions = [
        s
        for s in map(_numbered, report.sentences)
        if s.ordered
        and s.slot in _SCOPE
        and (s.cues & {"imperative", "condition", "past_action", "keystroke"} or is_order(s))
    ]
    if len(actions) > 1:
        return "action_list", report.quote(actions[0])
    for announcing, first, second in zip(
        report.sentences, report.sentences[1:], report.sentences[2:], strict=False
    ):
        announced = not announcing.ordered and _FOLLOWING.search(announcing.text)
        if announced and first.ordered and second.ordered and first.slot in _SCOPE:
            return "action_list", report.quote(first)
    for passage, following in pairwise(report.sections.passages):
        if _is_bullet(passage) and _is_bullet(following) and _states_fault(report):
            return "action_list", report.excerpt(passage.block.start)
    return None


def _numbered(sentence: Sentence) -> Sentence:
    """The sentence as an item of a list where its number stands inside a block of code."""
    number = None if sentence.ordered else _NUMBER.match(sentence.text)
    if number is None:
        return sentence
    return replace(sentence, ordered=True, cues=cues_of(sentence.text[number.end() :]))


def _is_bullet(passage: Passage) -> bool:
    block = passage.block
    is_item = block.kind is BlockKind.ITEM and block.ticked is None and passage.slot in _SCOPE
    return is_item and "imperative" in cues_of(block.text[:200])


def _states_fault(report: Report) -> bool:
    return any(s.cues & _FAULT for s in (report.title_sentence, *report.sentences))


def _sample(report: Report) -> tuple[str, Excerpt] | None:
    """Code that a stranger can run, or an address where the fault can be seen running."""
    told_elsewhere = "steps" in report.sections.asked
    found = runnable_link(report, told_elsewhere) or code_sample(report, to_run=True)
    return None if found is None else ("code_or_link", found)


def _command(report: Report) -> tuple[str, Excerpt] | None:
    """A command line, in code or in the text."""
    for passage in report.sections.passages:
        if passage.slot not in _SCOPE:
            continue
        lines = passage.block.lines
        logged = sum(offset in report.machine for offset, _ in lines) >= _LOGGED
        for offset, line in lines[:1] if logged else lines:
            if _ASKS_VERSION.search(line[:300]) or _FINE.search(line[:300]):
                continue
            if report.machine.get(offset, 0) > 1:
                continue
            if _COMMAND.search(line[:300]):
                return "command", report.excerpt(offset, len(line))
    return None


def _trigger(report: Report) -> tuple[str, Excerpt] | None:
    """A sentence that ties an action to what it causes, a fault told in it or next to it."""
    title = report.title_sentence
    for at, sentence in enumerate(report.sentences):
        if sentence.slot not in _TOLD or not _ties(sentence):
            continue
        near = title.cues.union(*_around(report.sentences, at))
        if near & _EFFECT or _PERSONAL.search(sentence.text) or is_plain(sentence):
            return "trigger", report.quote(sentence)
    for sentence in (title, *report.sentences):
        if sentence.slot in _TOLD and _is_situation(sentence):
            return "trigger", report.quote(sentence)
    is_title_enough = _ties(title) and (title.cues & _EFFECT or is_plain(title))
    return ("trigger", report.quote(title)) if is_title_enough else None


def _is_situation(sentence: Sentence) -> bool:
    """Whether a situation of any kind is named with the fault, and not as denied or working."""
    if _is_denial(sentence) or _is_fine(sentence) or is_about_report(sentence):
        return False
    tied = names_event(sentence) or names_condition(sentence)
    return names_occasion(sentence) or (tied and bool(sentence.cues & _EFFECT))


def _ties(sentence: Sentence) -> bool:
    """Whether an action or situation is named, and neither as denied nor as working."""
    if not sentence.cues & _TRIGGER or is_about_report(sentence) or _is_tool_named(sentence):
        return False
    return not _is_denial(sentence) and not _is_fine(sentence)


def _around(body: tuple[Sentence, ...], at: int) -> list[frozenset[str]]:
    """The cues of a sentence, of the one before and of the one after."""
    return [sentence.cues for sentence in body[max(at - 1, 0) : at + 2]]


def _fault_after_action(report: Report) -> tuple[str, Excerpt] | None:
    """One's own action and the fault in one sentence: how it came, though it may not come again."""
    for sentence in report.sentences:
        if sentence.slot not in _SCOPE or _DENIES.search(sentence.text):
            continue
        if sentence.cues & _TRIGGER and sentence.cues & _FAULT:
            return "trigger", report.quote(sentence)
        if tells_own_act(sentence):
            return "narrative", report.quote(sentence)
    return None


def _actions_in_prose(report: Report) -> tuple[str, Excerpt] | None:
    """Orders to the hand in running text: two in a row, or one and then the fault; or a menu path."""
    body = [s for s in report.sentences if s.slot in _SCOPE and not s.cues & {"wish", "question"}]
    faulty = any(s.cues & _EFFECT for s in (report.title_sentence, *report.sentences))
    for at, (sentence, following) in enumerate(zip(body, [*body[1:], None], strict=False)):
        if _is_fine(sentence):
            continue
        beginning = sentence.text[:300]
        if faulty and _MENU.search(beginning) and _MENU_WORD.search(beginning):
            return "told_actions", report.quote(sentence)
        if _HAND.search(sentence.text[:120]) is None:
            continue
        ends = (sentence.cues | (following.cues if following else frozenset())) & _EFFECT
        again = following is not None and _HAND.search(following.text[:120]) is not None
        announced = at > 0 and _FOLLOWING.search(body[at - 1].text) is not None
        if ends or announced or is_chain(sentence) or (again and faulty):
            return "told_actions", report.quote(sentence)
    return None


def _narrative(report: Report) -> tuple[str, Excerpt] | None:
    """What the reporter did, told before or beside what went wrong."""
    told = [s for s in report.sentences if s.slot in _SCOPE and _is_own_act(s)]
    told = [s for s in told if not (_is_denial(s) or _is_fine(s) or _is_setup(s))]
    told = [s for s in told if not is_about_report(s)]
    return ("narrative", report.quote(told[0])) if told and _states_fault(report) else None


def _is_own_act(sentence: Sentence) -> bool:
    return "past_action" in sentence.cues or tells_own_act(sentence)


def _long_section(report: Report) -> tuple[str, Excerpt] | None:
    """A section on steps in plain words that does not merely repeat the title."""
    told = [p for p in _steps(report) if p.block.kind is not BlockKind.CODE]
    unsure = any(_UNSURE.search(p.block.text[:2000]) for p in told)
    if unsure or sum(_words(p.block) for p in told) < _SECTION_WORDS:
        return None
    return "steps_section_in_words", report.excerpt(told[0].block.start)


def _steps(report: Report) -> list[Passage]:
    return [
        passage
        for passage in report.sections.of("steps")
        if not report.repeats_title(passage.block.text)
        and _words(passage.block) + len(_URL.findall(_without_pictures(passage.block.text))) > 0
    ]


def _without_pictures(text: str) -> str:
    """The text without pictures and addresses of logs, which tell nothing to do."""
    return _LOG_ADDRESS.sub(" ", _PICTURE.sub(" ", text[:4000]))


def _words(block: Block) -> int:
    return len(_WORDS.findall(strip_marks(_URL.sub(" ", _PICTURE.sub(" ", block.text[:2000])))))


def _is_machine(report: Report, block: Block) -> bool:
    strong = sum(report.machine.get(offset, 0) == 2 for offset, _ in block.lines)
    return strong > 0


def _is_denial(sentence: Sentence) -> bool:
    return "no_reproduction" in sentence.cues


def _is_fine(sentence: Sentence) -> bool:
    """Whether the sentence says where it works, or wishes, and states no fault beside."""
    told = sentence.cues & {"error", "failure", "inability"}
    return not told and ("wish" in sentence.cues or _FINE.search(sentence.text) is not None)


def _is_setup(sentence: Sentence) -> bool:
    """Whether the sentence says no more than with which version or system one works."""
    is_about_setup = version_in(sentence.text) or system_in(sentence.text)
    if not is_about_setup or _PURPOSE.match(sentence.text):
        return False
    return "past_action" not in cues_of(_SETUP.sub(" ", sentence.text))


def _is_tool_named(sentence: Sentence) -> bool:
    """Whether the sentence is *using a Pixel 2 with Android 9* and states no fault."""
    if _USE.match(sentence.text) is None or sentence.cues & _EFFECT:
        return False
    return (version_in(sentence.text) or system_in(sentence.text)) is not None


def _denied(report: Report) -> Excerpt | None:
    for sentence in report.sentences:
        if sentence.slot in ("steps", None, "observed", "other") and _is_denial(sentence):
            return report.quote(sentence)
    return None


_BY_FORM = (_section_with_material, _list_of_actions, _sample, _command)
_BY_FORM_THOUGH_DENIED = (_list_of_actions, _command)
_IN_WORDS = (_section_with_action, _trigger, _actions_in_prose, _narrative, _long_section)
