"""Around every page: who is signed in, where they may go, and what waits for them there."""

from __future__ import annotations

from flask import request, url_for

from housing import clock
from housing.access import current_actor
from housing.db import reading
from housing.households.queries import READ
from housing.presentations.next_steps import on_home
from housing.waiting import COUNTERS, waits_for
from housing.web import Link, Place, Surroundings, navigation
from housing.web.chrome import HOME

# What each role finds in the bar at the top.
PLACES_TO_GO = (
    Place("home.see", "people.home", "Home"),
    Place("task.read", "work.index", "Tasks", counter="tasks"),
    Place("run.read", "matching.today", "Today's run", counter="proposals", covers=("matching.",)),
    Place(
        "household.read",
        "households.index",
        "Households",
        covers=("households.", "presentations.", "funding.", "payments."),
    ),
    Place("offer.make", "offers.index", "Offers", covers=("offers.",)),
    Place("unit.manage", "places.own_units", "My units", covers=("places.", "stays.", "closing.")),
    Place("referral.answer", "offers.referrals", "Referrals", counter="referrals", covers=("offers.",)),
    Place("vacancy.see", "places.vacancies", "Places", covers=("places.", "closing.")),
    Place(
        "sanctuary.read",
        "sanctuary.board",
        "Sanctuary",
        covers=("sanctuary.", "staying.", "works.", "aftercare.", "sanctuary_budget."),
    ),
    Place("works.own", "my_jobs.index", "My jobs", counter="jobs_to_answer", covers=("my_jobs.",)),
    Place("change.read", "sandbox.past", "Rule changes", covers=("sandbox.", "distances.")),
    Place("report.read", "reports.placements", "Placements", covers=("reports.", "gaps.council", "helped.")),
    Place("report.read", "sanctuary_report.sanctuary", "Homes made safe", covers=("sanctuary_report.",)),
    Place("account.manage", "people.accounts", "Accounts"),
    Place("audit.read", "people.audit_trail", "Audit trail", covers=("people.audit_", "people.filter_")),
    Place("conflict.declare", "people.conflicts", "Conflicts of interest"),
    Place("jobs.read", "jobs.index", "Jobs"),
)

# What is looked up seldom stands in the footer.
FOOTER = (
    ("account.own", "Your unfinished answers", "unfinished.index"),
    ("rule.read", "The rules", "rules.index"),
    ("guide.read", "The pathway guide", "guide.index"),
    ("question_set.manage", "Question sets of assessments", "question_sets.index"),
    ("naming.decide", "Restricted cases that nobody can open", "named.index"),
    ("audit.read", "Who was told an address", "disclosures.of_council"),
)


def around() -> Surroundings:
    """The surroundings of the page being made; somebody who is not signed in has none."""
    actor = current_actor()
    if actor.account_id is None:
        return Surroundings()
    now = clock.now()
    with reading() as session:
        return Surroundings(
            account=Link(actor.name, url_for("people.own_account")),
            navigation=navigation(
                PLACES_TO_GO,
                may=actor.may,
                here=request.endpoint,
                href=url_for,
                count=lambda name: COUNTERS[name](session, actor, now),
            ),
            footer=tuple(Link(words, url_for(endpoint)) for may, words, endpoint in FOOTER if actor.may(may)),
            doing=on_home(session, actor, now) if request.endpoint == HOME and actor.may(READ) else (),
            waiting=waits_for(session, actor, now, href=url_for) if request.endpoint == HOME else (),
        )
