"""The pages of this slice, brought together for the application.

The list, the household's page and its tasks join the blueprint "households" of the slice below, which the
application registers with that slice.
"""

from __future__ import annotations

from flask import Blueprint

from housing.presentations.assessing import routes as assessing
from housing.presentations.assessments import ending_routes as ending_assessments
from housing.presentations.assessments import routes as assessments
from housing.presentations.blueprint import blueprint
from housing.presentations.documents import limit_routes as document_limit
from housing.presentations.documents import routes as documents
from housing.presentations.duties import review_routes as reviews
from housing.presentations.duties import routes as duties
from housing.presentations.elsewhere import routes as elsewhere
from housing.presentations.first_contact import routes as first_contact
from housing.presentations.funding import routes as funding
from housing.presentations.guide import routes as guide
from housing.presentations.handover import routes as handover
from housing.presentations.index import routes as index
from housing.presentations.law import routes as law
from housing.presentations.letters import routes as letters
from housing.presentations.looked import routes as looked
from housing.presentations.marac import routes as marac
from housing.presentations.named import routes as named
from housing.presentations.nights import routes as nights
from housing.presentations.outside import routes as outside
from housing.presentations.page import restricting
from housing.presentations.page import routes as page
from housing.presentations.parting import routes as parting
from housing.presentations.payments import routes as payments
from housing.presentations.plan import paper_routes as plan_paper
from housing.presentations.plan import routes as plan
from housing.presentations.question_sets import routes as question_sets
from housing.presentations.safety import routes as safety
from housing.presentations.standing import routes as standing
from housing.presentations.story import routes as story
from housing.presentations.summary import routes as summary
from housing.presentations.support import routes as support
from housing.presentations.tasks import routes as tasks
from housing.presentations.worker import routes as worker

ROOMS = (
    first_contact,
    assessing,
    standing,
    index,
    tasks,
    summary,
    parting,
    page,
    restricting,
    worker,
    safety,
    support,
    outside,
    elsewhere,
    assessments,
    ending_assessments,
    marac,
    story,
    looked,
    documents,
    duties,
    reviews,
    nights,
    letters,
    plan,
    plan_paper,
)
BLUEPRINTS: tuple[Blueprint, ...] = (
    blueprint,
    guide.blueprint,
    handover.blueprint,
    named.blueprint,
    question_sets.blueprint,
    law.blueprint,
    document_limit.blueprint,
    funding.blueprint,
    payments.blueprint,
)
