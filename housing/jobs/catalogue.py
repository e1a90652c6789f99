"""Every job: what it is called, when it is due, what it does. The times of day are settings that a council edits."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, clock, db
from housing.access import system
from housing.codes import setting
from housing.config import Settings
from housing.households.alike.comparing import compare_new_names
from housing.jobs import birthdays, checks, guide, matching, replays, vacancies
from housing.jobs.clocks import warn_of_clocks
from housing.jobs.running import Job
from housing.jobs.slots import Daily, EveryMinutes
from housing.notifications.draining import drain_outbox
from housing.notifications.senders import Sender, to_folder, to_server
from housing.people.models import Account
from housing.people.services import clear_out
from housing.placements.neighbours.watching import check_waiting
from housing.placements.offers.owed import follow_offers
from housing.placements.offers.services import lapse_offers
from housing.places.sheets.saving import save_waiting
from housing.places.sheets.services import clear_drafts
from housing.presentations.assessments.reviewing import raise_reviews
from housing.presentations.funding.watching import watch_funding
from housing.sanctuary.aftercare.reminding import remind
from housing.unfinished.services import clear_unfinished

MATCHING = "matching-run"
LONGEST_SESSION = timedelta(days=1)  # no session lives as long: what is older is only rubbish


class ChainBroken(Exception):
    """Somebody has altered the audit trail."""


def jobs_of(settings: Settings) -> tuple[Job, ...]:
    """The jobs of this installation, with its own times and its own way of sending."""
    today = clock.today()
    with db.reading() as session:

        def at(key: str) -> Daily:
            return Daily(time.fromisoformat(setting(session, key, authority=None, on=today)))

        run_at, checked_at, cleared_at = at("matching.run_at"), at("audit.checked_at"), at("people.cleared_at")
        replayed_at, nudged_at = at("matching.replayed_at"), at("vacancy.nudged_at")
        watched_at, funded_at = at("compliance.checked_at"), at("funding.checked_at")
        reminded = int(setting(session, "sanctuary.checked_every_minutes", authority=None, on=today))
        warned_at = at("compatibility.warned_at")
        clocks_at = at("clocks.checked_at")
        reviewed = int(setting(session, "risk_review.checked_every_minutes", authority=None, on=today))
        kept = int(setting(session, "guide.kept_every_minutes", authority=None, on=today))
        escalated = int(setting(session, "task.escalated_every_minutes", authority=None, on=today))
    send = sender_of(settings)
    return (
        Job(MATCHING, "Daily matching run", run_at, _matching),
        Job("offers-lapse", "Offers that lapse", EveryMinutes(1), _lapsing),
        Job("offers-owed", "What follows from answers to offers", EveryMinutes(30), _following),
        Job("sanctuary-reminders", "What sanctuary jobs owe", EveryMinutes(reminded), _reminding),
        Job("outbox", "Messages waiting to be sent", EveryMinutes(1), lambda now: _sending(send, now)),
        Job("audit-chain", "Check of the audit trail", checked_at, _checking),
        Job("replays", "Past runs made again", replayed_at, _replaying),
        Job("clear-out", "Sessions, links, files and unfinished answers that have run out", cleared_at, _clearing),
        Job("stock-files", "Long files of stock that were confirmed", EveryMinutes(1), _saving),
        Job("safety-checks", "Safety checks that run out", watched_at, checks.watch_checks),
        Job("vacancy-nudges", "Providers asked to confirm their units", nudged_at, vacancies.nudge_providers),
        Job("vacancy-silence", "Units that nobody confirms", EveryMinutes(30), vacancies.escalate_silent),
        Job("names-compared", "Names compared with other records", EveryMinutes(1), _names),
        Job("places-checked", "Places looked at again after a new fact", EveryMinutes(1), _places),
        Job("funding", "Places that nobody will pay for", funded_at, _funding),
        Job("clocks", "Clocks of duties, notices and nights that run out", clocks_at, warn_of_clocks),
        Job("birthdays", "Birthdays that change what a place allows", warned_at, birthdays.warn_every_council),
        Job("risk-reviews", "Reviews of the risk that are due", EveryMinutes(reviewed), _reviews),
        Job("guide", "What the pathway guide owes", EveryMinutes(kept), guide.keep_every_council),
        Job("escalation", "What is not done goes to somebody else", EveryMinutes(escalated), guide.escalate_all),
    )


def sender_of(settings: Settings) -> Sender:
    """The council's mail server where one is named; else a folder of letters."""
    if settings.smtp_url:
        return to_server(settings.smtp_url, sender=settings.mail_from)
    return to_folder(settings.var / "mail", sender=settings.mail_from)


def _matching(now: datetime) -> str:
    return " ".join(matching.run_every_council(now=now)) or "No council is set up."


def _replaying(now: datetime) -> str:
    return " ".join(replays.replay_for_every_council(now=now)) or "No council is set up."


def _lapsing(now: datetime) -> str:
    lapsed = lapse_offers(now=now)
    return f"{lapsed} lapsed." if lapsed else "Nothing had lapsed."


def _following(now: datetime) -> str:
    back, asked, over = follow_offers(now=now)
    return f"{back} looked for again, {asked} reasonings asked for, {over} tasks settled."


def _places(now: datetime) -> str:
    looked_at, raised = check_waiting(now=now)
    return f"{looked_at} looked at, {raised} tasks raised." if looked_at else "Nobody was waiting."


def _names(now: datetime) -> str:
    compared, found = compare_new_names(now=now)
    return f"{compared} compared, {found} to be looked at." if compared else "Every name has been compared."


def _funding(now: datetime) -> str:
    raised = watch_funding(now=now)
    return f"{raised} tasks raised." if raised else "Every place is paid for, or planned."


def _reminding(now: datetime) -> str:
    raised = remind(now=now)
    return f"{raised} tasks raised." if raised else "Nothing new is owed."


def _reviews(now: datetime) -> str:
    raised = raise_reviews(now=now)
    return f"{raised} tasks raised." if raised else "None is due."


def _sending(send: Sender, now: datetime) -> str:
    sent, failed = drain_outbox(send=send, address_of=_address_of, now=now)
    return f"{sent} sent, {failed} to be tried again." if sent or failed else "Nothing was waiting."


def _saving(now: datetime) -> str:
    saved, refused = save_waiting(now=now)
    return f"{saved} saved, {refused} could not be." if saved or refused else "Nothing was waiting."


def _checking(_now: datetime) -> str:
    with db.reading() as session:
        broken = audit.verify(session)
    if broken:
        raise ChainBroken(f"first broken line: {broken[0]}")
    return "The chain is whole."


def _clearing(now: datetime) -> str:
    gone = clear_out(idle=LONGEST_SESSION, longest=LONGEST_SESSION, by=system("Clear-out"), now=now)
    gone += clear_drafts(now=now)
    gone += clear_unfinished(by=system("Clear-out"), now=now)
    return f"{gone} removed."


def _address_of(session: Session, account_id: UUID) -> str | None:
    return session.scalar(select(Account.email).where(Account.id == account_id, Account.closed_at.is_(None)))
