"""A file in: looked at first, all of it or nothing, and the same file twice changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Grant, NotFound, Role, system
from housing.audit import AuditEntry
from housing.intentions import IntendedChange
from housing.places import services as places
from housing.places.models import AcceptancePolicy, Postcode, Property, Unit
from housing.places.registering import Home, add_unit
from housing.places.sheets import services
from housing.places.sheets.columns import ACCEPTANCE, PROPERTIES, UNITS
from housing.places.sheets.exporting import export_council, export_own
from housing.places.sheets.grids import Grid
from housing.places.sheets.models import StockDraft
from housing.places.sheets.planning import Plan
from housing.places.sheets.services import ChangedSince, Done, import_at_once, read_file
from housing.refusals import Refused
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, refuge_manager
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY

DAY = timedelta(days=1)
P = ["Property", "Kind", "Confidential", "Sharing rooms", "Days to prepare", "Address", "Postcode"]
U = ["Property", "Unit", "Bedrooms", "People at most", "Floor", "Lift"]
A = ["Property", "From", "Adults", "Boys up to", "Ways of paying"]
NEW_HOME = ["NEW1", "Dispersed home", "Area may be shown", "room_standard", "2", "9 Made-up Street", "ZZ98 1ZZ"]
NEW_UNIT = ["NEW1", "NEW1-1", "2+1", "3", "0", "no"]
NEW_POLICY = ["NEW1", "2026-01-01", "Women", "12", "Housing benefit"]


@pytest.fixture(autouse=True)
def loaded(there: Arranged) -> None:
    """The council has loaded one postcode."""
    there.town.session.add(Postcode(code="ZZ98 1ZZ", easting=440_010, northing=390_010, ward_code=there.town.ward))
    there.town.session.commit()


def grid(properties: list[list[str]] = (), units: list[list[str]] = (), policies: list[list[str]] = ()) -> Grid:  # type: ignore[assignment]  # empty is fine
    said = {PROPERTIES: [P, *properties], UNITS: [U, *units], ACCEPTANCE: [A, *policies]}
    sheets = {title: list(enumerate(rows, start=1)) for title, rows in said.items() if len(rows) > 1}
    return Grid(sheets)


def everything() -> Grid:
    return grid([NEW_HOME], [NEW_UNIT], [NEW_POLICY])


def sent(there: Arranged, what: Grid) -> UUID:
    return services.keep_draft(organisation_id=there.town.provider, grid=what, by=there.manager, now=NOW)


def looked(there: Arranged, what: Grid) -> Plan:
    """What the file would do, as the page would show it."""
    return import_at_once(organisation_id=there.town.provider, grid=what, by=there.manager, now=NOW, only_check=True)[0]


def confirmed(there: Arranged, what: Grid) -> Done:
    draft = sent(there, what)
    done = services.confirm_draft(draft_id=draft, seen=looked(there, what).digest, by=there.manager, now=NOW)
    assert done is not None
    return done


def count(there: Arranged, model: type) -> int:
    with Session(there.engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_new_stock_is_registered_whole(there: Arranged) -> None:
    done = confirmed(there, everything())
    assert (done.changed, done.unchanged, done.waiting) == (3, 0, ())
    with Session(there.engine) as session:
        home = session.scalars(select(Property).where(Property.code == "NEW1")).one()
        assert (home.organisation_id, home.address, home.easting) == (there.town.provider, "9 Made-up Street", 440_010)
        assert home.confidential == "area"
        (unit,) = session.scalars(select(Unit).where(Unit.property_id == home.id))
        assert unit.bedrooms == [{"beds": 2, "cots": 1}]
        policy = session.scalars(select(AcceptancePolicy).where(AcceptancePolicy.property_id == home.id)).one()
        assert (policy.boys_up_to, policy.from_on) == (12, date(2026, 1, 1))
        actions = set(session.scalars(select(AuditEntry.action)))
    assert {"stock_sheet.sent", "stock_sheet.imported", "property.added", "unit.added", "policy.recorded"} <= actions


def test_the_same_file_twice_changes_nothing(there: Arranged) -> None:
    confirmed(there, everything())
    rows = count(there, AuditEntry)
    again = confirmed(there, everything())
    assert (again.changed, again.unchanged) == (0, 3)
    assert count(there, Property) == 2
    assert count(there, AuditEntry) == rows + 2  # it was sent, and it was confirmed


def test_what_is_exported_and_sent_back_changes_nothing(there: Arranged) -> None:
    confirmed(there, everything())
    for addresses in (True, False):
        for form in ("xlsx", "properties", "units", "acceptance"):
            content, _, _ = export_own(form=form, addresses=addresses, by=there.manager, now=NOW)
            plan = looked(there, read_file(content, most_rows=100))
            assert (plan.faults, plan.lines) == ([], []), form
            assert plan.unchanged


def test_confirming_twice_does_it_once(there: Arranged) -> None:
    draft, seen = sent(there, everything()), looked(there, everything()).digest
    first = services.confirm_draft(draft_id=draft, seen=seen, by=there.manager, now=NOW)
    assert services.confirm_draft(draft_id=draft, seen=seen, by=there.manager, now=NOW + DAY) == first
    with Session(there.engine) as session:
        kept = session.get_one(StockDraft, draft)
        assert (kept.grid, kept.shown) == (None, None)


def test_one_row_that_cannot_be_done_leaves_nothing_behind(there: Arranged) -> None:
    unknown = [*NEW_HOME[:6], "ZZ98 2ZZ"]
    wanted = grid([NEW_HOME, ["NEW2", *unknown[1:]]], [NEW_UNIT])
    with pytest.raises(Refused, match="Properties, row 3: Select the ward"):
        confirmed(there, wanted)
    assert count(there, Property) == 1
    assert count(there, Unit) == 1


def test_a_change_says_from_what_to_what_and_a_column_left_out_stays(there: Arranged) -> None:
    unit = there.unit
    wanted = Grid({UNITS: [(1, ["Property", "Unit", "Floor"]), (2, [there.home.code, unit.code, "3"])]})
    (step,) = looked(there, wanted).steps
    assert [(each.heading, each.before, each.after) for each in step.differences] == [("Floor", "0", "3")]
    assert confirmed(there, wanted).changed == 1
    with Session(there.engine) as session:
        assert session.get_one(Unit, unit.id).floor == 3
        assert session.get_one(Unit, unit.id).max_people == unit.max_people


def test_an_address_that_changes_is_not_repeated(there: Arranged) -> None:
    row = [there.home.code, "10 Other Made-up Street", "ZZ98 1ZZ"]
    wanted = Grid({PROPERTIES: [(1, ["Property", "Address", "Postcode"]), (2, row)]})
    plan = looked(there, wanted)
    for kept in (ADDRESS, POSTCODE, "Other Made-up"):
        assert kept not in str(plan.lines)
    confirmed(there, wanted)
    with Session(there.engine) as session:
        assert session.get_one(Property, there.home.id).address == "10 Other Made-up Street"


def test_what_is_accepted_at_a_known_property_waits_until_she_has_seen_what_it_would_do(there: Arranged) -> None:
    row = [there.home.code, (TODAY + DAY).isoformat(), "Women", "11", "Housing benefit"]
    done = confirmed(there, grid(policies=[row]))
    assert len(done.waiting) == 1
    with Session(there.engine) as session:
        says = session.get_one(IntendedChange, done.waiting[0]).says
        assert (says["property"], says["acceptance"]["boys_up_to"]) == (str(there.home.id), 11)
        assert session.scalar(select(func.count()).select_from(AcceptancePolicy)) == 1


def test_a_first_day_that_has_passed_is_a_fault(there: Arranged) -> None:
    row = [there.home.code, (TODAY - DAY).isoformat(), "Women", "11", "Housing benefit"]
    (fault,) = looked(there, grid(policies=[row])).faults
    assert fault.sentence == "The first day has passed. Enter today or a later day"


def test_somebody_else_s_change_in_between_is_said_and_nothing_is_overwritten(there: Arranged) -> None:
    wanted = Grid({UNITS: [(1, ["Property", "Unit", "Floor"]), (2, [there.home.code, there.unit.code, "3"])]})
    draft, seen = sent(there, wanted), looked(there, wanted).digest
    with Session(there.engine) as session, session.begin():
        session.get_one(Unit, there.unit.id).floor = 2
    with pytest.raises(ChangedSince) as changed:
        services.confirm_draft(draft_id=draft, seen=seen, by=there.manager, now=NOW)
    assert any("Floor: 2 -> 3" in line for line in changed.value.lines)
    assert any(line.startswith("No longer") and "Floor: 0 -> 3" in line for line in changed.value.lines)
    with Session(there.engine) as session:
        assert session.get_one(Unit, there.unit.id).floor == 2
    done = services.confirm_draft(draft_id=draft, seen=looked(there, wanted).digest, by=there.manager, now=NOW)
    assert done is not None
    assert done.changed == 1


def test_a_unit_that_somebody_registered_in_between(there: Arranged) -> None:
    row = [there.home.code, "TWO", "2", "2", "0", "no"]
    draft, seen = sent(there, grid(units=[row])), looked(there, grid(units=[row])).digest
    add_unit(property_id=there.home.id, home=Home("TWO", ((2, 0),), 2, 0), by=there.manager, now=NOW)
    with pytest.raises(ChangedSince):
        services.confirm_draft(draft_id=draft, seen=seen, by=there.manager, now=NOW)


def test_a_draft_is_its_sender_s_alone_sealed_and_gone_after_its_days(there: Arranged) -> None:
    draft = sent(there, everything())
    colleague = refuge_manager(there.town, "Sara Demo")
    there.town.session.commit()
    with pytest.raises(NotFound):
        services.confirm_draft(draft_id=draft, seen="", by=colleague, now=NOW)
    with pytest.raises(NotFound):
        services.confirm_draft(draft_id=draft, seen="", by=there.manager, now=NOW + 7 * DAY)
    with there.engine.connect() as connection:
        stored = connection.exec_driver_sql("select grid, shown from stock_draft").one()
    assert b"Made-up Street" not in bytes(stored[0]) + bytes(stored[1])
    assert services.clear_drafts(now=NOW + 6 * DAY) == 0
    assert services.clear_drafts(now=NOW + 7 * DAY) == 1


def test_another_provider_s_stock_is_not_there(there: Arranged) -> None:
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    with pytest.raises(NotFound):
        services.keep_draft(organisation_id=there.town.provider, grid=everything(), by=stranger, now=NOW)
    wanted = grid(units=[[there.home.code, "TWO", "2", "2", "0", "no"]])
    plan, _ = import_at_once(organisation_id=there.town.team, grid=wanted, by=stranger, now=NOW, only_check=True)
    assert [fault.sentence for fault in plan.faults] == [
        f"{there.home.code} is none of your properties, here or in Haven"
    ]
    content, _, _ = export_own(form="xlsx", addresses=True, by=stranger, now=NOW)
    assert there.home.code not in str(read_file(content, most_rows=9).sheets)


def test_a_file_without_addresses_holds_none_and_the_council_s_never_does(there: Arranged) -> None:
    own, _, _ = export_own(form="properties", addresses=False, by=there.manager, now=NOW)
    council, _, _ = export_council(form="properties", by=there.officer, now=NOW)
    for content in (own, council):
        for kept in (ADDRESS, POSTCODE, "440000", there.town.ward):
            assert kept not in content.decode()
    told, _, _ = export_own(form="properties", addresses=True, by=there.manager, now=NOW)
    assert ADDRESS in told.decode()
    with Session(there.engine) as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert (entry.action, entry.facts["rows"]) == ("stock_sheet.exported_with_addresses", 1)


def test_the_command_records_what_is_accepted_at_once(there: Arranged) -> None:
    by = system("haven stock import", [Grant(Role.REFUGE, there.town.provider, COUNCIL)])
    row = [there.home.code, (TODAY + DAY).isoformat(), "Women", "11", "Housing benefit"]
    _, done = import_at_once(
        organisation_id=there.town.provider, grid=grid(policies=[row]), by=by, now=NOW, only_check=False
    )
    assert done is not None
    assert done.waiting == ()
    assert count(there, AcceptancePolicy) == 2


def test_holds_and_stays_are_left_alone(there: Arranged) -> None:
    offer = there.offer()
    wanted = Grid({UNITS: [(1, ["Property", "Unit", "Floor"]), (2, [there.home.code, there.unit.code, "3"])]})
    confirmed(there, wanted)
    assert [line.kind for line in there.lines()] == ["hold"]
    assert offer.ended_at is None
    places.confirm_units(unit_ids=[there.unit.id], by=there.manager, now=NOW)
