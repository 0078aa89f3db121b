"""Measure how well people, bots and agents are told apart among busy accounts.

    python bench/people_bots.py FOLDER

FOLDER holds clones named OWNER+NAME (with an optional /repo below it). All refs are read.
Everybody with at least 20 commits is judged against MACHINES: the automatic accounts of 15
projects, found by reading the names of all such accounts, whatever the program said of them.
"""

import argparse
from pathlib import Path

from people import read_project

from lifesigns.tables.people import Kind
from lifesigns.tables.people.resolve import resolve

BUSY = 20
MACHINES = {
    "openstack/keystone": "Jenkins|Zuul|OpenStack Proposal Bot|OpenStack Release Bot|"
    "OpenStack Jenkins",
    "nextcloud/calendar": "Nextcloud bot|dependabot[bot]|dependabot-preview[bot]|renovate[bot]|"
    "Jenkins for ownCloud",
    "conda-forge/scipy-feedstock": "regro-cf-autotick-bot|conda-forge-admin|"
    "conda-forge-curator[bot]",
    "istio/api": "Istio Automation|dependabot[bot]",
    "knative/eventing": "Knative Automation|dependabot[bot]",
    "angular/angular-cli": "Angular Robot|Renovate Bot|dependabot[bot]",
    "prettier/prettier": "renovate[bot]|dependabot[bot]|dependabot-preview[bot]|autofix-ci[bot]|"
    "copilot-swe-agent[bot]|Prettier Bot",
    "home-assistant/supervisor": "dependabot[bot]|dependabot-preview[bot]|copilot-swe-agent[bot]",
    "weblate/weblate": "",
    "dotnet/efcore": "dotnet-maestro[bot]|copilot-swe-agent[bot]|dependabot[bot]|"
    "ASP.NET CI|ProductConstructionServiceProd|msftbot[bot]|maestro-prod-Primary|Mirroring",
    "kivy/kivy": "renovate[bot]|GitHub Merge Button|kivybot",
    "python/peps": "",
    "eclipse-theia/theia": "github-actions[bot]",
    "jenkinsci/git-plugin": "dependabot[bot]|dependabot-preview[bot]|renovate[bot]|"
    "GitHub Merge Button",
    "scala/scala": "GitHub Merge Button|Scala Steward",
}


def main() -> None:
    """Judge every project, print the errors and the two rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    right = wrong = missed = n_accounts = 0
    for key, names in MACHINES.items():
        place = options.folder / key.replace("/", "+")
        clone = place / "repo" if (place / "repo").is_dir() else place
        project = read_project(clone, every_ref=True)
        people = resolve(project.identities, together=project.together, mailmap=project.mailmap)
        commits = {identity.identity_id: identity.n_commits for identity in project.identities}
        machines = set(filter(None, names.split("|")))
        for person in people.persons:
            if sum(commits[number] for number in person.identities) < BUSY:
                continue
            n_accounts += 1
            is_flagged = person.kind is not Kind.PERSON
            is_machine = person.name in machines
            right += is_flagged and is_machine
            if is_flagged != is_machine:
                wrong, missed = wrong + is_flagged, missed + is_machine
                said = "is no machine" if is_flagged else "is missed"
                print(f"{key}: {person.name} {said}")
    print(
        f"{n_accounts} accounts with {BUSY} or more commits: {right} of {right + wrong} flagged"
        f" rightly, {right} of {right + missed} machines found"
    )


if __name__ == "__main__":
    main()
