"""Every model in one import, so that the metadata is whole for migrations and their test."""

from housing.audit import AuditEntry
from housing.codes import Code, Setting
from housing.copies import models as copies
from housing.db import Base
from housing.disclosures import Disclosure
from housing.households import models as households
from housing.households.alike import models as alike
from housing.households.consents import models as consents
from housing.households.contacting import models as contacting
from housing.households.disclosing import models as disclosing
from housing.households.equality import models as equality
from housing.households.immigration import models as immigration
from housing.households.orders import models as orders
from housing.households.overnight import models as overnight
from housing.households.relations import models as relations
from housing.households.separations import models as separations
from housing.images import models as images
from housing.intentions import IntendedChange
from housing.jobs import models as jobs
from housing.outbox import OutboxMessage
from housing.people import models as people
from housing.placements import models as placements
from housing.placements.lengths import models as lengths
from housing.placements.matching.edits import models as edits
from housing.placements.matching.replays import models as replays
from housing.placements.moving import models as moving
from housing.placements.offers.fresh import models as fresh
from housing.placements.reasons import models as reasons
from housing.placements.returning import models as returning
from housing.placements.rule_book import models as rule_book
from housing.placements.sandbox import models as sandbox
from housing.placements.suitability import models as suitability
from housing.placements.transfers import models as transfers
from housing.places import models as places
from housing.places.available import models as available
from housing.places.compliance import models as compliance
from housing.places.contracts import models as contracts
from housing.places.freshness import models as freshness
from housing.places.map import models as maps
from housing.places.opening import models as opening
from housing.places.photographs import models as photographs
from housing.places.sheets import models as sheets
from housing.places.stock import models as stock
from housing.places.streets import models as streets
from housing.places.voids import models as voids
from housing.presentations import models as presentations
from housing.presentations.assessments import models as assessments
from housing.presentations.documents import models as documents
from housing.presentations.duties import models as duties
from housing.presentations.elsewhere import models as elsewhere
from housing.presentations.funding import models as funding
from housing.presentations.guide import models as guide
from housing.presentations.handover import models as handover
from housing.presentations.letters import models as letters
from housing.presentations.marac import models as marac
from housing.presentations.named import models as named
from housing.presentations.nights import models as nights
from housing.presentations.outside import models as outside
from housing.presentations.parting import models as parting
from housing.presentations.payments import models as payments
from housing.presentations.plan import models as plan
from housing.presentations.question_sets import models as question_sets
from housing.presentations.safety import models as safety
from housing.presentations.summary import models as summary
from housing.presentations.support import models as support
from housing.presentations.worker import models as worker
from housing.promises import models as promises
from housing.rechecks import Recheck
from housing.sanctuary import models as sanctuary
from housing.sanctuary.aftercare import models as sanctuary_aftercare
from housing.sanctuary.works import models as sanctuary_works
from housing.tasks import models as tasks
from housing.unfinished import models as unfinished

METADATA = Base.metadata
__all__ = [
    "METADATA",
    "AuditEntry",
    "Code",
    "Disclosure",
    "IntendedChange",
    "OutboxMessage",
    "Recheck",
    "Setting",
    "alike",
    "assessments",
    "available",
    "compliance",
    "consents",
    "contacting",
    "contracts",
    "copies",
    "disclosing",
    "documents",
    "duties",
    "edits",
    "elsewhere",
    "equality",
    "fresh",
    "freshness",
    "funding",
    "guide",
    "handover",
    "households",
    "images",
    "immigration",
    "jobs",
    "lengths",
    "letters",
    "maps",
    "marac",
    "moving",
    "named",
    "nights",
    "opening",
    "orders",
    "outside",
    "overnight",
    "parting",
    "payments",
    "people",
    "photographs",
    "placements",
    "places",
    "plan",
    "presentations",
    "promises",
    "question_sets",
    "reasons",
    "relations",
    "replays",
    "returning",
    "rule_book",
    "safety",
    "sanctuary",
    "sanctuary_aftercare",
    "sanctuary_works",
    "sandbox",
    "separations",
    "sheets",
    "stock",
    "streets",
    "suitability",
    "summary",
    "support",
    "tasks",
    "transfers",
    "unfinished",
    "voids",
    "worker",
]
