"""A small application that shows every component and every kind of question, for the tests of the look alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Flask, flash, g, make_response, render_template, request, url_for
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from housing import web
from housing.access import Actor, Grant, NotFound, Role, guard, public, requires
from housing.forms import (
    Choice,
    Choices,
    DateParts,
    Email,
    FilterForm,
    HavenForm,
    Hidden,
    LongText,
    Money,
    Option,
    Phone,
    Postcode,
    Secret,
    Text,
    Tick,
    TimeOfDay,
    Upload,
    WholeNumber,
    YesNoNotKnown,
)
from housing.sealing import KeyRing, use_keys
from housing.web import Column, Link, Paging, Place, Surroundings, charts, navigation
from housing.web.drafts import keep
from housing.web.lists import sortable
from housing.web.neutral import leave

TODAY = date(2026, 11, 22)
HERE = Path(__file__).resolve().parent


class EveryQuestion(HavenForm):
    """One question of each kind; every one of them can be at fault."""

    version = Hidden(default="7")
    given_name = Text("First name", required="Enter her first name", max_length=80)
    known_as = Text("What she likes to be called", hint="What you would say on the telephone")
    story = LongText("What happened", required="Enter what happened", max_length=500)
    born_on = DateParts(
        "Date of birth", hint="For example, 27 3 1987", required="Enter her date of birth", bound="today or past"
    )
    bedrooms = WholeNumber("Bedrooms needed", minimum=1, maximum=9, required="Enter how many bedrooms", suffix="rooms")
    rent = Money("Weekly rent")
    contact = Choice(
        "How is it safe to reach her?",
        noun="How to reach her",
        hint="Ask her again at every contact",
        required="Select how it is safe to reach her",
        options=[
            Option("phone", "Telephone", reveals=("number", "call_at")),
            Option("post", "Post", hint="Never to the address she left"),
            Option("none", "There is no safe way", divider="or"),
        ],
    )
    number = Phone(required="Enter a telephone number", when=("contact", "phone"))
    call_at = TimeOfDay("Best time to call", when=("contact", "phone"))
    e_mail = Email()
    left_from = Postcode("Postcode she left")
    area = Choice("Area", options=Option.each([("s60", "Town centre"), ("s66", "Maltby")]), as_list=True)
    needs = Choices(
        "What does the home need?",
        required="Select what the home needs, or select “None of these”",
        options=[
            Option("ground", "Ground floor"),
            Option("pets", "Room for a pet", reveals=("pet",)),
            Option("none", "None of these", exclusive=True, divider="or"),
        ],
    )
    pet = Text("What kind of pet?", required="Enter what kind of pet", when=("needs", "pets"))
    safe_now = YesNoNotKnown("Is she safe where she is now?", required="Select whether she is safe now")
    letter = Upload("A letter", endings=("pdf", "csv"), max_bytes=1024 * 1024)
    agreed = Tick("She has agreed to this referral", required="Confirm that she has agreed")
    code = Secret("Code word", autocomplete="current-password")


class OneQuestion(HavenForm):
    """A page that asks one thing."""

    moved_on = DateParts("When did she move in?", noun="The day she moved in", required="Enter the day")


class ByArea(FilterForm):
    """Choices above a list."""

    area = Choice("Area", options=Option.each([("s60", "Town centre"), ("s66", "Maltby")]), as_list=True)


UNITS = [{"code": "M1", "beds": 3, "state": "Free"}, {"code": "M2", "beds": 12, "state": "Free"}]
COLUMNS = [Column("Place", key="code"), Column("Beds", numeric=True, key="beds"), Column("State")]
WEEKS = [f"Week {number}" for number in range(1, 27)]
COMPARED = [
    ("Refuge", charts.Value(41)),
    ("Safer Options", charts.Value(17)),
    ("Sanctuary", charts.Value(None, "fewer than 5")),
]
OVER_TIME = {
    "Arrived": [charts.Value(number % 7 + 3) for number in range(26)],
    "Moved on": [charts.Value(None if number == 9 else number % 5 + 1) for number in range(26)],
}

pages = Blueprint("look", __name__)
people = Blueprint("people", __name__)


@people.get("/")
@requires("home.see")
def home() -> str:
    """Every component."""
    flash("Offer sent", "success")
    flash("Two offers lapse today")
    return render_template(
        "every_component.html",
        filter_form=ByArea(MultiDict({"area": "s60"})),
        columns=sortable(COLUMNS, "-beds", lambda order: f"/?order={order}"),
        units=UNITS,
        paging=Paging(total=240, page=5),
        page_href=lambda number: f"/?page={number}",
        bars=charts.bars("Where they went", COMPARED, label="Kind of home", unit="Households"),
        columns_picture=charts.columns(
            "Arrivals", WEEKS[:8], {name: v[:8] for name, v in OVER_TIME.items()}, label="Week", unit="Households"
        ),
        lines_picture=charts.lines("Arrivals and moves", WEEKS, OVER_TIME, label="Week", unit="Households"),
    )


@pages.route("/questions", methods=["GET", "POST"])
@requires("home.see")
def questions() -> str:
    """Every kind of question."""
    form = EveryQuestion(today=TODAY)
    done = form.validate_on_submit()
    return render_template("every_question.html", form=form, done=done)


@people.get("/households")
@requires("household.read")
def households() -> str:
    """Another place of the navigation bar."""
    return "households"


@people.get("/audit")
@requires("audit.read")
def audit() -> str:
    """A place that an officer may not go."""
    return "audit"


@people.get("/account")
@requires("account.own")
def account() -> str:
    """One's own account."""
    return "account"


@pages.route("/one", methods=["GET", "POST"])
@requires("home.see")
def one() -> str:
    """One question, as the page's heading."""
    form = OneQuestion(today=TODAY)
    form.validate_on_submit()
    return render_template("one_question.html", form=form)


@pages.get("/broken")
@public
def broken() -> str:
    """A fault of ours, whose text would tell where somebody lives."""
    raise RuntimeError("CANARY 12 Secret Street")


@pages.get("/not-yours")
@public
def not_yours() -> str:
    """A thing of somebody else's."""
    raise NotFound


@people.post("/hide")
@public
def hide() -> Response:
    """What the people slice serves."""
    return leave()


@people.post("/sign-out")
@public
def sign_out() -> str:
    """What the people slice serves."""
    return "signed out"


@people.post("/stay")
@public
def stay() -> tuple[str, int]:
    """What the people slice serves."""
    return "", 204


ADA_ID = UUID("00000000-0000-4000-8000-00000000ada1")
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COUNCIL_TEAM = Grant(Role.OFFICER, UUID("00000000-0000-4000-8000-0000000000aa"), "EX1")
ADA = Actor("Ada Example", ADA_ID, frozenset({COUNCIL_TEAM}))


def know_who() -> None:
    """Ada, unless the request says that nobody is signed in (a cookie stands for the ended session)."""
    g.actor = None if request.cookies.get("ended") or request.args.get("as") == "nobody" else ADA


PLACES = (
    Place("home.see", "people.home", "Today"),
    Place("household.read", "people.households", "Households", counter="waiting"),
    Place("audit.read", "people.audit", "Audit trail"),
)


def around() -> Surroundings:
    """What surrounds the page for Ada, and for nobody."""
    if g.get("actor") is None:
        return Surroundings()
    return Surroundings(
        account=Link(g.actor.name, url_for("people.account")),
        navigation=navigation(
            PLACES, may=g.actor.may, here=request.endpoint, href=url_for, count=lambda name: {"waiting": 12}[name]
        ),
        footer=(Link("Accessibility", "/accessibility"), Link("Privacy", "/privacy")),
    )


def ask_to_sign_in() -> Response:
    """What the people slice answers to nobody: the sign-in page, with what was typed in it."""
    return make_response(f'<input name="draft" value="{keep(NOW)}">', 401)


def create_app(*, proxies: int = 0) -> Flask:
    """The application, with the look on it and nothing else of Haven."""
    app = Flask("housing")
    app.config.update(SECRET_KEY="made-up", MADE_UP=True)
    use_keys(KeyRing({1: b"made-up key for the look's tests"}))
    web.init_app(app, around, sign_in=ask_to_sign_in, proxies=proxies)
    app.before_request(know_who)
    csrf = CSRFProtect(app)
    guard(app, ask_to_sign_in)
    our_own = FileSystemLoader(HERE / "web_templates")
    app.jinja_env.loader = ChoiceLoader([our_own, app.jinja_options["loader"]])
    csrf.exempt(hide)
    app.register_blueprint(pages)
    app.register_blueprint(people)
    return app
