"""Who may do what: one table, closed by default. What it means and how it is checked: `housing.access`."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person does for an organisation; one person may hold several."""

    OFFICER = "officer"
    HOMELESSNESS = "homelessness_team"
    REFUGE = "refuge_manager"
    SANCTUARY = "sanctuary_coordinator"
    CONTRACTOR = "contractor"
    STRATEGY = "strategy_lead"
    ADMINISTRATOR = "administrator"
    GOVERNANCE = "information_governance"


ROLE_TITLES = {
    Role.OFFICER: "DA specialist housing officer",
    Role.HOMELESSNESS: "Homelessness team",
    Role.REFUGE: "Refuge manager",
    Role.SANCTUARY: "Sanctuary coordinator",
    Role.CONTRACTOR: "Contractor",
    Role.STRATEGY: "Strategy lead",
    Role.ADMINISTRATOR: "Administrator",
    Role.GOVERNANCE: "Information governance",
}


class Reach(StrEnum):
    """How far a permission goes: what belongs to the person's own organisation, or to its whole council."""

    OWN = "own organisation"
    COUNCIL = "the whole council"


OFFICER, HOMELESSNESS, REFUGE = Role.OFFICER, Role.HOMELESSNESS, Role.REFUGE
EVERYBODY = dict.fromkeys(Role, Reach.OWN)

POLICY: dict[str, dict[Role, Reach]] = {
    "home.see": EVERYBODY,
    "account.own": EVERYBODY,
    "household.read": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "household.edit": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "household.restrict": {HOMELESSNESS: Reach.COUNCIL},
    "story.download": {HOMELESSNESS: Reach.COUNCIL},
    "copy.prepare": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "copy.approve": {HOMELESSNESS: Reach.COUNCIL},
    "document.closer": {HOMELESSNESS: Reach.COUNCIL},
    "case.looked": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "presentation.start": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.OWN},
    "case.hand_over": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "case.assign": {HOMELESSNESS: Reach.COUNCIL},
    "naming.ask": {Role.GOVERNANCE: Reach.COUNCIL},
    "naming.decide": {HOMELESSNESS: Reach.COUNCIL, Role.GOVERNANCE: Reach.COUNCIL},
    "presentation.band": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "presentation.band_lower": {HOMELESSNESS: Reach.COUNCIL},
    "review.decide": {HOMELESSNESS: Reach.COUNCIL},
    "payment.ask": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "payment.decide": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "payment.budget": {HOMELESSNESS: Reach.COUNCIL, Role.STRATEGY: Reach.COUNCIL},
    "options.see": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "run.read": {HOMELESSNESS: Reach.COUNCIL},
    "run.start": {HOMELESSNESS: Reach.COUNCIL},
    "match.edit": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "proposal.decide": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "offer.make": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "offer.answer_for_her": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "reason.set": {HOMELESSNESS: Reach.COUNCIL},
    "stay.authorise": {HOMELESSNESS: Reach.COUNCIL},
    "separation.keep": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL},
    "separation.dismiss": {HOMELESSNESS: Reach.COUNCIL},
    "alike.decide": {HOMELESSNESS: Reach.COUNCIL},
    "vacancy.see": {OFFICER: Reach.COUNCIL, HOMELESSNESS: Reach.COUNCIL},
    "vacancy.download": {HOMELESSNESS: Reach.COUNCIL},
    "unit.manage": {REFUGE: Reach.OWN},
    "stock.see": {HOMELESSNESS: Reach.COUNCIL, Role.STRATEGY: Reach.COUNCIL},
    "places.count": {
        OFFICER: Reach.COUNCIL,
        HOMELESSNESS: Reach.COUNCIL,
        REFUGE: Reach.OWN,
        Role.STRATEGY: Reach.COUNCIL,
    },
    "places.see": {OFFICER: Reach.COUNCIL, HOMELESSNESS: Reach.COUNCIL, REFUGE: Reach.OWN},
    "referral.answer": {REFUGE: Reach.OWN},
    "stay.record": {REFUGE: Reach.OWN},
    "distance.set": {HOMELESSNESS: Reach.COUNCIL},
    "change.preview": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL, REFUGE: Reach.OWN},
    "change.read": {
        OFFICER: Reach.OWN,
        HOMELESSNESS: Reach.COUNCIL,
        REFUGE: Reach.OWN,
        Role.STRATEGY: Reach.COUNCIL,
    },
    "task.read": {
        OFFICER: Reach.OWN,
        HOMELESSNESS: Reach.COUNCIL,
        REFUGE: Reach.OWN,
        Role.SANCTUARY: Reach.COUNCIL,
        Role.CONTRACTOR: Reach.OWN,
    },
    "task.ladders": {Role.ADMINISTRATOR: Reach.COUNCIL},
    "guide.read": {
        OFFICER: Reach.OWN,
        HOMELESSNESS: Reach.COUNCIL,
        REFUGE: Reach.OWN,
        Role.SANCTUARY: Reach.COUNCIL,
        Role.ADMINISTRATOR: Reach.COUNCIL,
    },
    "guide.edit": {Role.ADMINISTRATOR: Reach.COUNCIL},
    "law.edit": {Role.ADMINISTRATOR: Reach.COUNCIL},
    "task.download": {HOMELESSNESS: Reach.COUNCIL, Role.SANCTUARY: Reach.COUNCIL},
    "sanctuary.read": {OFFICER: Reach.OWN, HOMELESSNESS: Reach.COUNCIL, Role.SANCTUARY: Reach.COUNCIL},
    "sanctuary.refer": {OFFICER: Reach.OWN},
    "sanctuary.tell": {OFFICER: Reach.OWN, Role.SANCTUARY: Reach.COUNCIL},
    "sanctuary.work": {Role.SANCTUARY: Reach.COUNCIL},
    "sanctuary.approve_above": {HOMELESSNESS: Reach.COUNCIL, Role.SANCTUARY: Reach.COUNCIL},
    "sanctuary.budget": {Role.SANCTUARY: Reach.COUNCIL},
    "works.own": {Role.CONTRACTOR: Reach.OWN},
    "rule.read": {role: Reach.OWN for role in Role if role is not Role.CONTRACTOR},
    "report.read": {Role.STRATEGY: Reach.COUNCIL, Role.GOVERNANCE: Reach.COUNCIL},
    "jobs.read": {HOMELESSNESS: Reach.COUNCIL, Role.ADMINISTRATOR: Reach.COUNCIL},
    "account.manage": {Role.ADMINISTRATOR: Reach.COUNCIL},
    "audit.read": {Role.GOVERNANCE: Reach.COUNCIL},
    "question_set.manage": {Role.ADMINISTRATOR: Reach.COUNCIL},
    "conflict.declare": {Role.GOVERNANCE: Reach.COUNCIL},
}
