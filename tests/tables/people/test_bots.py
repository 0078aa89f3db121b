"""People, bots and AI agents are told apart, and nobody is a machine by surname."""

import pytest

from lifesigns.tables.people import Identity, Kind
from lifesigns.tables.people.resolve import resolve

AT_UTC = {0: 25, -300: 5}
IN_BRITAIN = {0: 20, 60: 10}


def kind_of(
    name: str,
    email: str,
    n_commits: int = 30,
    n_subjects: int | None = None,
    offsets: dict[int, int] | None = None,
) -> Kind:
    """Return the kind of a single account."""
    row = Identity(0, name, email, n_commits, 0, 9, offsets or {}, n_subjects=n_subjects)
    return resolve([row]).persons[0].kind


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Laura Abbott", "labbott@redhat.com"),
        ("abbott", "abbott@example.net"),
        ("Andrew Talbot", "andrew.talbot@richmond.edu"),
        ("talbot", "2+talbot@users.noreply.github.com"),
        ("Chabot", "chabot@gmail.com"),
        ("Sylvain Rabot", "s.rabot@lectra.com"),
        ("toby cabot", "toby@caboteria.org"),
        ("Travis Oliphant", "travis@continuum.io"),
        ("Travis", "travis@pobox.com"),
        ("kilbot", "kilbot@users.noreply.github.com"),
        ("Wim Bot", "wim.bot@gmail.com"),
        ("Gerrit Pape", "pape@smarden.org"),
        ("George Jenkins", "gvjenkins@gmail.com"),
        ("Claude Paroz", "claude@2xlibre.net"),
        ("Devin Jeanpierre", "jeanpierreda@google.com"),
        ("Jules", "jules@free.fr"),
        ("Xavier Claude", "contact@xavierclaude.be"),
        ("Roboticist Ann", "ann@robots.ox.ac.uk"),
        ("jakirkham", "jakirkham@gmail.com"),
        ("iOS Porting Team", "ios@camlcity.org"),
        ("Luci", "luci@free.fr"),
        ("user", "user@desk.local"),
        ("Jenkins", "jenkins@desk.local"),
        ("Lantern Ecosystem Engineering", "lantern@users.noreply.github.com"),
        ("Agent Smithson", "agent.smithson@corvo.io"),
        ("Orlen Vaskin", "vaskin.agent@gmail.com"),
        ("Claude", "claude@desk.local"),
        ("Gerrit", "gerrit91@gmail.com"),
        ("Percy", "percy@corvo.net"),
        ("Hudson Worth", "hudson@corvo.net"),
        ("Yunhe Ci", "yunhe@gmail.com"),
        ("Orlath Jenkins", "orlath.jenkins@corvo.io"),
        ("Corvo Security", "security@corvo.io"),
        ("ThatTestUser", "thattestuser@users.noreply.github.com"),
        ("Anna", "i.anna.am.robot@gmail.com"),
        ("travis", "travis@desk.local"),
        ("Svcara", "svcara@users.noreply.github.com"),
        ("roller", "roller@gmail.com"),
    ],
)
def test_people_are_people(name: str, email: str) -> None:
    """Surnames, handles and employers that sound like machines flag nobody."""
    assert kind_of(name, email) is Kind.PERSON


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("whatever", "1+something[bot]@users.noreply.github.com"),
        ("Renovate Bot", "bot@renovateapp.com"),
        ("GitHub", "noreply@github.com"),
        ("Travis Bot", "travis@travis-ci.com"),
        ("Yoshi Automation Bot", "yoshi-automation@google.com"),
        ("Samba Release Account", "samba-bugs@samba.org"),
        ("AOS Automation Release Team", "noreply@redhat.com"),
        ("Kubernetes Submit Queue", "k8s-merge-robot@users.noreply.github.com"),
        ("snyk-bot", "snyk-bot@snyk.io"),
        ("OpenStack Proposal Bot", "openstack-infra@lists.openstack.org"),
        ("rustbot", "47979223+rustbot@users.noreply.github.com"),
        ("runner", "runner@0a1b2c3d4e5f"),
        ("Documentation Generation", "corvo@users.noreply.github.com"),
        ("Corvo Releng Treescript", "release+release-bot@corvo.io"),
        ("corvo build agent", "build-agent@corvo.io"),
        ("svc-corvo-merge", "9+svc-corvo-merge@users.noreply.github.com"),
        ("svcscm", "svcscm@corvo.io"),
        ("Project Collection Build Service (corvo)", "noreply@corvo.io"),
        ("runneradmin", "runneradmin@desk.local"),
        ("Travis on behalf of Ann Bell", "ann@corvo.io"),
        ("Corvo CI", "hello@corvo.io"),
        ("corvo-jenkins", "9+corvo-jenkins@users.noreply.github.com"),
        ("oca-travis", "oca+oca-travis@corvo.io"),
        ("Corvo Autofix", "9+corvo-autofix@users.noreply.github.com"),
        ("corvo-delivery", "releng-ops+corvo-delivery@corvo.io"),
        ("git", "git@localhost"),
        ("Documenter.jl", "documenter@corvo.io"),
    ],
)
def test_automatic_accounts_are_bots(name: str, email: str) -> None:
    """Marks of the forge, services and words of service are recognised."""
    assert kind_of(name, email) is Kind.BOT


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Copilot", "198982749+Copilot@users.noreply.github.com"),
        ("copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com"),
        ("Claude", "noreply@anthropic.com"),
        ("Claude Opus 4.5", "noreply@anthropic.com"),
        ("Cursor Agent", "cursoragent@cursor.com"),
        (
            "devin-ai-integration[bot]",
            "158243242+devin-ai-integration[bot]@users.noreply.github.com",
        ),
        ("google-labs-jules[bot]", "161369871+google-labs-jules[bot]@users.noreply.github.com"),
        ("Codex", "codex@openai.com"),
        ("AI (Pi/Claude Opus 4.7)", "noreply@pi.dev"),
        ("AtomCode (deepseek-v4-flash)", "noreply@atomgit.com"),
        ("Cursor AI", "cursor@corvo.io"),
        ("Claude", "svc-claude@corvo.io"),
        ("corvo-agent", "agent@corvo.io"),
        ("Oz", "oz-agent@corvo.io"),
        ("orlenagent", "orlen.agent@gmail.com"),
        ("corvo-claude[bot]", "9+corvo-claude[bot]@users.noreply.github.com"),
        ("jetbrains-junie[bot]", "9+jetbrains-junie[bot]@users.noreply.github.com"),
        ("OpenHands", "hello@corvo.io"),
        ("OpenHands-Gemini", "gemini@corvo.io"),
        ("anthropic-code-agent[bot]", "242468646+Claude@users.noreply.github.com"),
    ],
)
def test_ai_agents_are_a_class_of_their_own(name: str, email: str) -> None:
    """Agents are neither people nor bots, whether author, committer or co-author."""
    assert kind_of(name, email) is Kind.AGENT


@pytest.mark.parametrize(
    ("name", "role", "kind"),
    [
        ("Claude:claude-opus-4-6", "assisted_by", Kind.AGENT),
        ("Antigravity:gemini-3.5-flash", "assisted_by", Kind.AGENT),
        ("Opus 4.7", "assisted_by", Kind.AGENT),
        ("Gemini", "assisted_by", Kind.AGENT),
        ("Orlen Vaskin", "assisted_by", Kind.PERSON),
        ("Opus 4.7", "reviewed_by", Kind.PERSON),
    ],
)
def test_help_declared_without_an_address_is_an_agents(name: str, role: str, kind: Kind) -> None:
    """Who is known from Assisted-by alone is a tool, unless the name is an ordinary person's."""
    row = Identity(0, name, "", 0, 0, 9, {}, {role: 3})
    assert resolve([row]).persons[0].kind is kind


def test_a_handle_ending_in_bot_needs_behaviour_as_well() -> None:
    """The same few subjects over and over make corvobot a bot; varied work does not."""
    assert kind_of("corvobot", "corvobot@users.noreply.github.com", 100, 4) is Kind.BOT
    assert kind_of("corvobot", "corvobot@users.noreply.github.com", 100, 90) is Kind.PERSON


def test_varied_work_at_utc_is_a_bots_if_its_handle_says_so_and_it_is_nobodys_surname() -> None:
    """Servers keep UTC all the year; Britons only in winter; at UTC a handle alone is nothing."""
    address = "corvobot@users.noreply.github.com"
    assert kind_of("corvobot", address, 30, 29, AT_UTC) is Kind.BOT
    assert kind_of("corvobot", address, 30, 29, IN_BRITAIN) is Kind.PERSON
    assert kind_of("corvobot", address, 5, 5, {0: 5}) is Kind.PERSON
    assert kind_of("corvo", "corvo@corvo.io", 30, 2, AT_UTC) is Kind.PERSON
    assert kind_of("corvo-sync", "corvo@corvo.io", 30, 29, AT_UTC) is Kind.PERSON
    assert kind_of("corvo-sync", "corvo@corvo.io", 30, 15, AT_UTC) is Kind.BOT


@pytest.mark.parametrize(
    "name",
    ["mtalbot", "annchabot", "jribot", "Zabot", "labbot", "Percy", "Hudson", "Jenkins"],
)
def test_nobody_is_a_machine_by_surname_wherever_commits_are_made(name: str) -> None:
    """Imports from older systems put everybody at UTC."""
    assert kind_of(name, f"{name.lower()}@gmail.com", 90, 80, {0: 90}) is Kind.PERSON
    assert kind_of(f"Yola {name}", f"y.{name.lower()}@corvo.io", 90, 80, {0: 90}) is Kind.PERSON


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("azure-sdk", "azuresdk@microsoft.com"),
        ("AzureFunctionsPython", "functions@microsoft.com"),
        ("AWS", "aws@amazon.com"),
        ("awstools", "github-user@amazon.com"),
        ("corvomachine", "infra-root@corvo.co"),
        ("corvocommit", "corvocommit@corvo.com"),
        ("Corvo-Dev", "9+Corvo-Dev@users.noreply.github.com"),
        ("Corvo DevOps", "devops@corvo.com"),
        ("Corvo Trusted", "trusted@corvo.com"),
    ],
)
def test_what_is_called_after_products_or_services_must_repeat_itself(
    name: str, email: str
) -> None:
    """Names of products are no evidence until one subject stands over and over."""
    assert kind_of(name, email, 500, 5, {0: 500}) is Kind.BOT
    assert kind_of(name, email, 500, 450, {0: 500}) is Kind.PERSON


def test_a_mailbox_tagged_with_a_bot_is_the_bots() -> None:
    """Somebody who tags a mailbox with a bot's handle has said so, whatever the bot is called."""
    assert kind_of("Luna", "corvo+lunadogbot@gmail.com", 30, 29) is Kind.BOT
    assert kind_of("Corvo", "corvo+lunadogbot@gmail.com", 30, 29) is Kind.PERSON
    assert kind_of("Ann Bell", "corvo+lunadogbot@gmail.com", 30, 29) is Kind.PERSON
    assert kind_of("Luna", "corvo+talbot@gmail.com", 30, 29) is Kind.PERSON


def test_a_login_that_is_a_bots_own_is_a_bots_under_every_name() -> None:
    """A given name beside the login of a known bot is the same account; a person's login is not."""
    rows = [
        Identity(0, "corvobot", "corvobot@users.noreply.github.com", 30, 0, 9, AT_UTC),
        Identity(1, "Luna", "9+corvobot@users.noreply.github.com", 30, 0, 9),
        Identity(2, "release bot", "8+annbell@users.noreply.github.com", 30, 0, 9),
        Identity(3, "Ann", "8+annbell@users.noreply.github.com", 30, 0, 9),
    ]
    people = resolve(rows)
    kinds = {i: person.kind for person in people.persons for i in person.identities}
    assert (kinds[0], kinds[1], kinds[3]) == (Kind.BOT, Kind.BOT, Kind.PERSON)


def test_a_workflow_under_somebodys_login_makes_no_bot_of_them() -> None:
    """Builds commit by their own name from the address of whoever started them."""
    rows = [
        Identity(0, "Corvo-CI", "annbell@users.noreply.github.com", 30, 0, 9),
        Identity(1, "annbell", "ann@corvo.io", 30, 0, 9),
        Identity(2, "annbell", "8+annbell@users.noreply.github.com", 30, 0, 9),
    ]
    kinds = {i: person.kind for person in resolve(rows).persons for i in person.identities}
    assert [kinds[i] for i in range(3)] == [Kind.BOT, Kind.PERSON, Kind.PERSON]


def test_a_workflow_that_commits_under_somebodys_login_is_theirs() -> None:
    """A service's address beside the login of somebody in the project is that person's workflow."""
    rows = [
        Identity(0, "annbell", "action@github.com", 30, 0, 9, n_subjects=2),
        Identity(1, "annbell", "8+annbell@users.noreply.github.com", 30, 0, 9),
        Identity(2, "dagny", "action@github.com", 30, 0, 9, n_subjects=2),
        Identity(3, "dagny", "7+dagny@users.noreply.github.com", 30, 0, 9),
        Identity(4, "Corvo", "action@github.com", 30, 0, 9, n_subjects=2),
    ]
    persons = resolve(rows).persons
    kinds = {i: person.kind for person in persons for i in person.identities}
    assert [kinds[i] for i in range(5)] == [Kind.PERSON] * 4 + [Kind.BOT]
    owner = {i: person.person_id for person in persons for i in person.identities}
    assert owner[1] != owner[3]
    assert owner[0] != owner[2]


def test_an_import_puts_everybody_at_utc() -> None:
    """The address that git-svn makes up tells of an import; UTC is then no sign of a server."""
    imported = "corvobot@67173fc5-114c-0410-ac8e-9d2fd5bffc1f"
    assert kind_of("corvobot", imported, 30, 29, {0: 30}) is Kind.PERSON
    assert kind_of("corvobot", "corvobot@corvo.io", 30, 29, {0: 30}) is Kind.BOT


def test_an_organisations_build_mailbox_that_repeats_itself_is_a_bots() -> None:
    """Two plain words above a mailbox "corvo-ci" are a bot's; varied work and free mail are not."""
    assert kind_of("Corvo Expeditor", "corvo-ci@corvo.io", 500, 5) is Kind.BOT
    assert kind_of("Corvo Expeditor", "ops+corvo-ci@corvo.io", 500, 5) is Kind.BOT
    assert kind_of("Corvo Expeditor", "corvo-ci@corvo.io", 500, 450) is Kind.PERSON
    assert kind_of("Corvo Expeditor", "corvo-ci@gmail.com", 500, 5) is Kind.PERSON
    assert kind_of("Wang Ci", "wang-ci@corvo.io", 500, 5) is Kind.PERSON


def test_a_given_name_that_is_the_domains_end_is_nobodys_if_it_repeats_itself() -> None:
    """Dev is a given name and a domain: tilt.dev's "Tilt Dev" is a bot by repetition alone."""
    assert kind_of("Corvo Dev", "hi@corvo.dev", 80, 1) is Kind.BOT
    assert kind_of("Corvo Dev", "hi@corvo.dev", 80, 60) is Kind.PERSON
    assert kind_of("Corvo Dev", "corvo@mail.dev", 80, 1) is Kind.PERSON


def test_weak_signs_are_named_to_the_reader() -> None:
    """Whoever is called a machine by several signs is told each of them once."""
    row = Identity(0, "azure-sdk", "azuresdk@microsoft.com", 99, 0, 9, {0: 99}, n_subjects=4)
    reason = resolve([row]).persons[0].kind_reason
    assert reason == "signs of a machine: it is called after a product, its subjects repeat"


def test_the_less_a_name_is_a_persons_the_less_it_must_repeat_itself() -> None:
    """A bot's handle with half its subjects new is a bot; words that people use need a tenth."""
    bots = "9+corvobot@users.noreply.github.com"
    assert kind_of("Corvo", bots, 100, 55) is Kind.BOT
    assert kind_of("Corvo", bots, 100, 65) is Kind.PERSON
    assert kind_of("Q Code Man", "9+qman@users.noreply.github.com", 40, 9) is Kind.PERSON


def test_a_name_that_is_its_domain_may_have_any_mailbox_there() -> None:
    """`dev@` at one's own domain is no sign of a machine; a build service's mailbox is."""
    assert kind_of("Vexo Hu", "dev@vexo.hu") is Kind.PERSON
    assert kind_of("Vexo Hu", "jenkins@vexo.hu") is Kind.BOT
    assert kind_of("Tilt Dev", "it@tilt.dev", 200, 8) is Kind.BOT


def test_a_mailbox_that_makes_a_bot_of_the_name_needs_repetition() -> None:
    """`corvobot@` of a lone Corvo is a bot's if its subjects repeat, else a person's nickname."""
    assert kind_of("Corvo", "CorvoBot@proton.me", 84, 4) is Kind.BOT
    assert kind_of("Corvo", "CorvoBot@proton.me", 84, 60) is Kind.PERSON
    assert kind_of("Corvo", "CorvoBot@proton.me") is Kind.PERSON
    assert kind_of("Tal", "talbot@proton.me", 84, 4) is Kind.PERSON


def test_a_nickname_with_the_word_robot_is_whose_work_stands_under_it() -> None:
    """ "Lost Robot" is the busy `lostrobot` of the same address; beside a busy bot it stays one."""
    address = "r94231@gmail.com"

    def kinds(n_subjects: int, other: str = address) -> set[Kind]:
        rows = [
            Identity(0, "lostrobot", address, 50, 0, 9, {-360: 50}, n_subjects=n_subjects),
            Identity(1, "Lost Robot", other, 1, 0, 9, {-360: 1}, n_subjects=1),
        ]
        return {person.kind for person in resolve(rows).persons if 1 in person.identities}

    assert kinds(48) == {Kind.PERSON}
    assert kinds(5) == kinds(48, "hello@corvo.io") == {Kind.BOT}


def test_work_that_varies_outweighs_a_mailbox_or_a_handle() -> None:
    """A person under a service's address, or with a bot's name in a handle, stays one."""
    assert kind_of("qsj44", "travis@travis-ci.org", 200, 80) is Kind.PERSON
    assert kind_of("qsj44", "travis@travis-ci.org", 200, 8) is Kind.BOT
    assert kind_of("corvo-bot", "qsj44@cornell.edu", 100, 90) is Kind.PERSON
    assert kind_of("corvo-bot", "hello@corvo.io", 100, 90) is Kind.BOT
    assert kind_of("rockbot", "raquel@corvo.io", 100, 50) is Kind.PERSON


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Corvo Jenkins", "packages@corvo.io"),
        ("jenkins@corvo.localdomain", "jenkins@corvo.localdomain"),
        ("gitlab", "gitlab@corvo.io"),
        ("Ann Bell (from Travis CI)", "annbell@gmail.com"),
        ("Corvo Triager", "maintainers@corvo.io"),
        ("corvo-maintenance", "corvo.maintenance@gmail.com"),
        ("Corvo Operator", "corvo-operator@users.noreply.github.com"),
    ],
)
def test_service_names_that_repeat_themselves_are_bots(name: str, email: str) -> None:
    """Words that people bear as well are a bot's name if one subject stands over and over."""
    assert kind_of(name, email, 500, 5) is Kind.BOT
    assert kind_of(name, email, 500, 450) is Kind.PERSON


def test_a_tag_counts_only_beside_a_name_that_serves() -> None:
    """People tag their mailbox by site; a build server's mailbox is tagged with its name."""
    assert kind_of("Kaide", "contact+corvo_translations@kaide.net", 50, 1) is Kind.PERSON
    assert kind_of("Jenkins", "ops+jenkins@corvo.io", 50, 1) is Kind.BOT


def test_a_person_at_a_machines_address_keeps_an_ordinary_word() -> None:
    """A bot's address spreads to names of service, not to a nickname with "code" in it."""
    rows = [
        Identity(0, "corvo-bot", "corvo@corvo.io", 5, 0, 9),
        Identity(1, "Release Action", "corvo@corvo.io", 5, 0, 9),
        Identity(2, "Q Code Man", "corvo@corvo.io", 5, 0, 9),
    ]
    people = resolve(rows).persons
    person = next(p for p in people if 2 in p.identities)
    assert person.kind is Kind.PERSON
    assert {p.kind for p in people if 1 in p.identities} == {Kind.BOT}


def test_a_given_name_before_bot_is_no_persons_at_a_services_mailbox() -> None:
    """ "Anthony Bot" at reg-github-bot@ is a bot, Jan Bot at jan.bot@ is somebody."""
    assert kind_of("Anthony Bot", "reg-github-bot@antcole.example") is Kind.BOT
    assert kind_of("Jan Bot", "jan.bot@corvo.example") is Kind.PERSON
    assert kind_of("Jan Bot", "bot@corvo.example") is Kind.PERSON


def test_a_person_with_an_agents_help_stays_a_person() -> None:
    """A tool's note behind the name does not change who wrote it."""
    assert kind_of("Ann Bell (aider)", "ann@x.org") is Kind.PERSON
    assert kind_of("Ann Bell (Claude Opus 4.5)", "ann@x.org") is Kind.PERSON
    assert kind_of("Ann Bell (via Corvo Coding Agent)", "ann@x.org") is Kind.PERSON


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Orlen Vaskin", "admin@vaskin.io"),
        ("Qorsh Dextrin", "7+Orl-Code@users.noreply.github.com"),
        ("Ozimzon", "github@corvo.hu"),
        ("ozimzon", "translation@ozimzon.hu"),
    ],
)
def test_translators_and_squashers_repeat_themselves(name: str, email: str) -> None:
    """The same subject all the time is no sign against two plain words or an owner's mailbox."""
    assert kind_of(name, email, 500, 1) is Kind.PERSON


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("The Corvo Panda", "panda@gmail.com"),
        ("Corvo Engineering", "eng@corvo.io"),
        ("requires.corvo.io", "support@requires.corvo.io"),
        ("Corvo Transbot", "transbot@corvo.io"),
        ("MerlinBot", "merlin@corvo.io"),
    ],
)
def test_a_title_or_a_service_that_repeats_itself_is_a_bot(name: str, email: str) -> None:
    """Names that no person bears need the repetition besides; varied work is a person's."""
    assert kind_of(name, email, 500, 5) is Kind.BOT
    assert kind_of(name, email, 500, 450) is Kind.PERSON


def test_the_label_list_never_flags_alone() -> None:
    """OpenDigger also labels busy people; without another sign they stay people."""
    assert kind_of("ocefpaf", "ocefpaf@users.noreply.github.com") is Kind.PERSON


def test_a_busy_person_may_repeat_subjects() -> None:
    """Login of a git user, the same subjects again and again: still a person."""
    assert kind_of("lantern-git", "lantern@gmail.com", 1800, 230) is Kind.PERSON


def test_a_build_server_with_a_surname_is_a_bot() -> None:
    """Jenkins at a review host is the server, Jenkins elsewhere may be a person."""
    assert kind_of("Jenkins", "jenkins@review.corvo.io") is Kind.BOT
    assert kind_of("Jenkins", "gvjenkins@gmail.com") is Kind.PERSON


def test_a_marked_bots_plain_name_is_the_same_bot() -> None:
    """An account named like a marked bot, without the mark, is one more of its names."""
    rows = [
        Identity(0, "corvo-keeper[bot]", "9+corvo-keeper[bot]@users.noreply.github.com", 5, 0, 9),
        Identity(1, "corvo-keeper", "keeper@corvo.io", 5, 0, 9),
    ]
    assert {p.kind for p in resolve(rows).persons} == {Kind.BOT}


def test_every_bot_says_why_and_people_need_no_reason() -> None:
    """Bots and agents carry a reason."""
    rows = [
        Identity(0, "dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", 5),
        Identity(1, "Ann Bell", "ann@x.org", 5),
    ]
    reasons = {p.kind: p.kind_reason for p in resolve(rows).persons}
    assert reasons[Kind.BOT]
    assert not reasons[Kind.PERSON]


def test_a_bot_that_repeats_itself_at_one_address_is_one_at_another() -> None:
    """`corvobot` makes releases at one address and merges, which vary, at another."""
    rows = [
        Identity(0, "corvobot", "corvobot@corvo.io", 900, 0, 9, n_subjects=8),
        Identity(1, "corvobot", "corvobot@users.noreply.github.com", 800, 0, 9, n_subjects=600),
    ]
    assert {person.kind for person in resolve(rows).persons} == {Kind.BOT}
    assert {person.kind for person in resolve(rows[1:]).persons} == {Kind.PERSON}


def test_a_tool_that_signs_for_a_model_is_an_agent() -> None:
    """ "Claude (via Lantern)" from a mailbox for no answers is an agent; a Claude elsewhere is not."""
    assert kind_of("Claude (via Lantern)", "noreply@lantern.build") is Kind.AGENT
    assert kind_of("Claude (via Lantern)", "claude@lantern.build") is Kind.PERSON
    assert kind_of("Claude Dietz (via Lantern)", "noreply@lantern.build") is Kind.PERSON


def test_a_bots_second_address_is_the_bots() -> None:
    """A one-word name that is a bot's login belongs to that bot's class."""
    rows = [
        Identity(0, "Corvo Bot", "9+corvobuild@users.noreply.github.com", 5, 0, 9),
        Identity(1, "corvobuild", "3293@gmail.com", 5, 0, 9),
    ]
    assert {p.kind for p in resolve(rows).persons} == {Kind.BOT}


def test_the_ending_of_ones_own_domain_is_no_word_of_services() -> None:
    """`VexoDev` at vexo.dev is called like the domain, which is one sign and not two."""
    assert kind_of("VexoDev", "kalu@vexo.dev", 28, 15) is Kind.PERSON
    assert kind_of("VexoDev", "kalu@vexo.dev", 200, 40) is Kind.PERSON
    assert kind_of("vexo-dev", "github@vexo.dev", 3) is Kind.PERSON
    assert kind_of("VexoApp", "hi@vexo.app", 3) is Kind.PERSON
    assert kind_of("VexoDev", "kalu@vexo.dev", 200, 8) is Kind.BOT
    assert kind_of("vexo-deploy-dev", "hi@vexo.deploy.dev", 3) is Kind.BOT


def test_a_bots_lone_name_at_another_mailbox_of_its_domain_is_the_bots() -> None:
    """`release@` is told by its mailbox; `info@` under the same name if its subjects repeat, too."""
    release = Identity(0, "corvo", "release@corvo.io", 79, 0, 9, {0: 79}, n_subjects=1)

    def other(name: str, email: str, n_subjects: int) -> Kind:
        row = Identity(1, name, email, 116, 0, 9, {0: 116}, n_subjects=n_subjects)
        kinds = {i: p.kind for p in resolve([release, row]).persons for i in p.identities}
        assert kinds[0] is Kind.BOT
        return kinds[1]

    assert other("corvo", "info@corvo.io", 1) is Kind.BOT
    assert other("corvo", "info@corvo.io", 100) is Kind.PERSON
    assert other("corvo", "info@vexo.io", 1) is Kind.PERSON
    assert other("Orla Corvo", "orla@corvo.io", 1) is Kind.PERSON


def test_a_made_up_host_of_workflows_is_a_machines() -> None:
    """What workflows of R packages commit as is no person's if it repeats itself."""
    assert kind_of("sitemaker", "push@ghactions.local", 47, 2, AT_UTC) is Kind.BOT
    assert kind_of("sitemaker", "push@desk.local", 47, 2, AT_UTC) is Kind.PERSON
    assert kind_of("Ann Bell", "push@ghactions.local", 47, 40, AT_UTC) is Kind.PERSON


def test_nothing_is_counted_twice_as_a_sign_of_a_machine() -> None:
    """The same word of a login, and a department's mailbox beside a word of people's, add nothing."""
    assert kind_of("Orla Vexo", "9+vexo-automation@users.noreply.github.com", 3) is Kind.PERSON
    assert kind_of("VexoCode", "dev@corvo.it", 3) is Kind.PERSON
    assert kind_of("VexoRunner", "dev@vexorunner.top", 3) is Kind.PERSON
    assert kind_of("VexoRunner", "dev@corvo.it", 3) is Kind.BOT


def test_robots_in_the_plural_are_what_people_like() -> None:
    """No machine calls itself robots: such names and mailboxes are people's."""
    assert kind_of("dancingRobots", "22685@qq.com", 3) is Kind.PERSON
    assert kind_of("vexo", "free.robots@corvo.io", 3) is Kind.PERSON
    assert kind_of("dancingRobot", "22685@qq.com", 3) is Kind.BOT


def test_a_private_mailbox_may_be_called_after_a_bot() -> None:
    """Above "corvo.bot@" of a free mail service stands a person, unless the subjects repeat."""
    assert kind_of("vexorian", "corvo.bot@gmail.com", 3) is Kind.PERSON
    assert kind_of("vexorian", "vexorian+buildbot@gmail.com", 3) is Kind.PERSON
    assert kind_of("vexorian", "corvo.bot@gmail.com", 90, 80) is Kind.PERSON
    assert kind_of("vexorian", "corvo.bot@gmail.com", 90, 8) is Kind.BOT
    assert kind_of("vexorian", "corvo.bot@corvo.io", 3) is Kind.BOT
    assert kind_of("corvobot", "corvo.bot@gmail.com", 3) is Kind.BOT


def test_a_deleted_user_was_a_person() -> None:
    """A translation service names so whoever deleted their account."""
    assert kind_of("Deleted User", "noreply+1350@weblate.org", 3) is Kind.PERSON


def test_what_calls_itself_automatic_is_a_machine_if_it_repeats_itself() -> None:
    """ "Automatic" is a word of services like "automated"; alone it proves nothing."""
    assert kind_of("CVS Automatic", "", 485, 31) is Kind.BOT
    assert kind_of("AUTOMATIC", "vexo1677@gmail.com", 485, 400) is Kind.PERSON
    assert kind_of("Orla Automatic", "orla@corvo.io") is Kind.PERSON


def test_an_agent_under_the_account_of_a_service_is_not_the_service() -> None:
    """`claude[bot]` commits with the id of GitHub Actions: what Actions does is no agent's."""
    actions = "41898282+github-actions[bot]@users.noreply.github.com"
    pairs = [
        ("github-actions[bot]", actions),
        ("claude[bot]", "41898282+claude[bot]@users.noreply.github.com"),
        ("claude[bot]", "209825114+claude[bot]@users.noreply.github.com"),
        ("Claude", actions),
    ]
    rows = [Identity(i, name, email, 30, 0, 9) for i, (name, email) in enumerate(pairs)]
    persons = resolve(rows).persons
    kinds = {i: person.kind for person in persons for i in person.identities}
    assert kinds == {0: Kind.BOT, 1: Kind.AGENT, 2: Kind.AGENT, 3: Kind.AGENT}
    assert {1, 2} <= next({*p.identities} for p in persons if 1 in p.identities)


def test_a_foundations_own_mailbox_is_a_service() -> None:
    """What a foundation's infrastructure commits to all its projects is nobody's first work."""
    mailbox = "root-asf-gitbox-commits@apache.org"
    assert kind_of("The Apache Software Foundation", mailbox, 2, 1, {-300: 2}) is Kind.BOT
    assert kind_of("Ann Bell", mailbox, 2, 2, {-300: 2}) is Kind.PERSON
