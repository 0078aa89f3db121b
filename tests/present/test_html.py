"""The page: one file, no script, no request, every link lands, hostile text is text."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from lifesigns.kernel.answer import FigureKind, MetricResult, Report
from lifesigns.present import html
from tests.present.sample_report import CATALOGUE, PULSE, SUBJECT, hostile_report, report
from tests.present.sample_results import AS_OF, COVERAGE, HOSTILE

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """Collects elements with their attributes and text, and checks that tags are balanced."""

    def __init__(self, source: str) -> None:
        """Parse the whole source."""
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.style = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the element."""
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the element, which has no end tag of its own."""
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Demand that the innermost open element is the one closed."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Remember text; the style sheet apart."""
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        """All text, white space folded."""
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="module")
def page() -> Page:
    """The sample report's page."""
    return Page(html.page(report(), CATALOGUE))


@pytest.fixture(scope="module")
def hostile() -> Page:
    """A page in which every free text is an attack."""
    return Page(html.page(hostile_report(), CATALOGUE))


def test_the_page_asks_nothing_of_the_network(page: Page) -> None:
    """No element loads anything; only links that a reader clicks name other places."""
    assert not {"script", "img", "iframe", "object", "embed", "video", "audio", "form", "base"} & {
        tag for tag, _ in page.elements
    }
    assert all(link["href"].startswith("data:image/svg+xml") for link in page.all("link"))
    assert "url(" not in page.style
    assert "@import" not in page.style
    for _, attributes in page.elements:
        assert not {"src", "srcset", "style", "background", "poster"} & attributes.keys()
        assert not any(key.startswith("on") for key in attributes)
    outside = [link for link in page.all("a") if not link["href"].startswith("#")]
    assert outside
    for link in outside:
        assert link["href"].startswith("https://")
        assert link["rel"] == "noopener noreferrer"


def test_the_policy_allows_this_style_sheet_and_nothing_else(page: Page) -> None:
    """The content security policy names the hash of the very style sheet in the page."""
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("name", ["page", "hostile"])
def test_ids_are_unique_and_links_land(name: str, request: pytest.FixtureRequest) -> None:
    """Every id stands once, and every inner link, label and description refers to one."""
    page: Page = request.getfixturevalue(name)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [
        link["href"][1:]
        for tag in ("a", "use")
        for link in page.all(tag)
        if link["href"].startswith("#")
    ]
    for _, attributes in page.elements:
        targets += attributes.get("aria-labelledby", "").split()
    targets += [label["for"] for label in page.all("label")]
    assert set(targets) <= set(ids)


def test_headings_step_down_one_at_a_time(page: Page) -> None:
    """There is one h1, and no level is skipped."""
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_all_ten_questions_stand_in_order(page: Page) -> None:
    """Each answer has its section with word and sentence, and a link from the overview."""
    sections = [
        attributes["id"]
        for tag, attributes in page.elements
        if tag == "section" and attributes.get("id", "").startswith("q-")
    ]
    assert sections == [f"q-{answer.question}".replace("_", "-") for answer in report().answers]
    for answer in report().answers:
        assert answer.sentence in page.text
        assert answer.title in page.text
    overview = [link["href"] for link in page.all("a") if link["href"].startswith("#q-")]
    assert overview[:10] == [f"#{section}" for section in sections]


def test_every_missing_number_says_why(page: Page) -> None:
    """All six reasons appear as words, and no missing number as a figure."""
    for result in report().results:
        if result.missing is not None:
            assert result.title in page.text
    for words in (
        "not collected",
        "too few facts",
        "does not apply",
        "cannot be told from here",
        "no data",
        "withheld",
    ):
        assert words in page.text
    assert "A GitHub token would tell." in page.text
    assert "not known" in page.text


def test_what_a_clone_cannot_tell_names_its_source(page: Page) -> None:
    """A refused answer names what to connect."""
    assert "A GitHub token would show stars, forks and traffic." in page.text


def test_definitions_and_queries_stand_on_the_page(page: Page) -> None:
    """The query is shown as written, with its comparison signs."""
    assert "WHERE NOT is_merge AND 1 < 2" in page.text
    assert "Work that leaves no commit is invisible." in page.text
    assert "Survival forecast" in page.text


def test_tables_have_named_headers(page: Page) -> None:
    """Every header cell says whether it heads a row or a column."""
    assert page.all("th")
    assert all(cell.get("scope") in ("row", "col") for cell in page.all("th"))


def test_scrolling_parts_can_be_reached_by_keyboard(page: Page) -> None:
    """What may scroll takes the focus and has a name."""
    scrolling = [a for _, a in page.elements if a.get("class") == "scroll"] + page.all("pre")
    assert scrolling
    assert all(a["tabindex"] == "0" and a["aria-label"] for a in scrolling)


def test_hostile_text_stays_text(hostile: Page) -> None:
    """Attacks add no element, no attribute and no control character."""
    allowed = {tag for tag, _ in Page(html.page(report(), CATALOGUE)).elements}
    assert {tag for tag, _ in hostile.elements} <= allowed
    for _, attributes in hostile.elements:
        assert not any(key.startswith("on") for key in attributes)
    assert "<script>alert(document.domain)</script>" in hostile.text
    whole = hostile.text + str(hostile.elements)
    for character in "\x00\x08\x1b\x9b\u202e\u2066\u200f\u200b":
        assert character not in whole


def test_hostile_text_is_bounded() -> None:
    """A name of a million characters neither fills the page nor slows it down."""
    long = hostile_report()
    longer = Report(
        SUBJECT, PULSE, long.answers, long.results, long.coverage, "x" * 1_000_000, anonymised=True
    )
    source = html.page(longer, CATALOGUE)
    assert len(source) < 400_000
    assert "Names of people are hidden" in source


def test_the_page_is_small_and_the_same_each_time() -> None:
    """The same records give the same bytes, far below the limit of 1.5 MB."""
    source = html.page(report(), CATALOGUE)
    assert source == html.page(report(), CATALOGUE)
    assert len(source.encode()) < 400_000


def test_people_have_a_place_of_their_own(page: Page) -> None:
    """Each person is one anchor with what is known; no employer is said to be not known."""
    anchors = [one["id"] for _, one in page.elements if one.get("id", "").startswith("person-")]
    assert anchors == ["person-ada-lovelace", "person-p02"]
    assert "Corvo 2019-02-01 – 2021-03-01 (domain corvo.example)" in page.text
    assert "code 900, co-authorship 12" in page.text
    assert "Employer not known" in page.text
    assert {"href": "#people"} in page.all("a")


def test_a_sheet_says_what_the_work_changes(page: Page) -> None:
    """With what each number is a part of; who landed nothing of late has no such rows."""
    for part in (
        "19 of 24 commits change the product: core code 18, documentation 1, upkeep 5",
        "2,280 of 2,672 lines really new or gone",
        "1 of 24 commits",
        "81% of 10,399 lines added in the year before",
    ):
        assert part in page.text
    assert page.text.count("Taken back since") == 1


def test_names_lead_to_the_sheet_of_the_person(page: Page) -> None:
    """In evidence, data of pictures and tables alike, and only where there is a sheet."""
    links = [link for link in page.all("a") if link["href"] == "#person-ada-lovelace"]
    assert len(links) >= 3
    named = {link["href"] for link in page.all("a") if link["href"].startswith("#person-")}
    assert named == {"#person-ada-lovelace"}


def test_a_layer_of_a_picture_is_no_history_of_a_number() -> None:
    """A key number carries the curve of its own results only, not that of one series of several."""
    first = report().answers[0]
    figure = next(one for one in first.figures if one.kind is FigureKind.COLUMNS)
    result = figure.results[0]
    number = replace(first.evidence[0], id=result.id, missing=None, value=4.0, text="4")

    def card(*results: MetricResult) -> str:
        drawn = replace(figure, kind=FigureKind.STACK, results=results)
        answer = replace(first, evidence=(number,), figures=(drawn,))
        page = html.page(replace(report(), answers=(answer,)), {})
        return page.partition('class="card"')[2].partition("</a>")[0]

    assert number.label in card(result)
    assert "<svg" in card(result)
    assert "<svg" not in card(result, result)


def test_an_empty_report_is_still_a_page() -> None:
    """No answers, no results, an unknown past: the page stands."""
    page = Page(html.page(Report(SUBJECT, PULSE, (), (), COVERAGE, "lifesigns"), {}))
    assert SUBJECT.name in page.text
    assert all(text not in page.text for text in ("None", "nan"))
    assert AS_OF.strftime("%Y") in page.text


def test_palettes_agree() -> None:
    """Light and dark name the same colours, and the style sheet uses no other."""
    folder = Path(html.__file__).parent / "assets"
    light, dark = ((folder / name).read_text() for name in ("light.css", "dark.css"))
    names = set(re.findall(r"(--[\w-]+):", light))
    assert names == set(re.findall(r"(--[\w-]+):", dark))
    rules = "".join((folder / name).read_text() for name in ("page.css", "charts.css", "print.css"))
    assert set(re.findall(r"var\((--[\w-]+)", rules)) <= names | {"--tone", "--wash", "--ways"}


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(theme: str) -> None:
    """Text reaches 4.5 to 1 on every ground it stands on, data colours 3 to 1 (WCAG 2.2)."""
    source = (Path(html.__file__).parent / "assets" / f"{theme}.css").read_text()
    colour = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", source))
    grounds = ("paper", "card", "sunk")
    tones = ("good", "fair", "poor", "neutral", "unknown")
    pairs = [(ink, ground) for ink in ("ink", "muted", "link", *tones) for ground in grounds]
    pairs += [(tone, f"{tone}-wash") for tone in tones]
    pairs += [(ink, f"{tone}-wash") for tone in tones for ink in ("ink", "muted")]
    pairs += [("sign", tone) for tone in tones] + [
        ("ink", "bar"),
        ("ink", "track"),
        ("card", "ink"),
    ]
    low = {pair: _contrast(colour[pair[0]], colour[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    data = {at: _contrast(colour[f"c{at}"], colour["card"]) for at in range(6)}
    assert {at: ratio for at, ratio in data.items() if ratio < 3} == {}


def test_hostile_ids_make_no_anchor_of_their_own(hostile: Page) -> None:
    """Ids made from foreign text hold letters, digits and hyphens only."""
    for _, attributes in hostile.elements:
        assert re.fullmatch(r"[A-Za-z0-9-]*", attributes.get("id", ""))
    assert HOSTILE
