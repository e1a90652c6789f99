"""Forms: one import for every kind of question. How each looks and behaves: docs/style.md."""

from housing.forms.choices import Choice, Choices, Known, Option, Tick, YesNoNotKnown
from housing.forms.contact import Email, Phone, Postcode
from housing.forms.dates import DateParts, TimeOfDay
from housing.forms.files import Upload
from housing.forms.form import Fault, FilterForm, HavenForm
from housing.forms.numbers import Money, WholeNumber
from housing.forms.question import Question
from housing.forms.text import Hidden, LongText, Secret, Text

__all__ = [
    "Choice",
    "Choices",
    "DateParts",
    "Email",
    "Fault",
    "FilterForm",
    "HavenForm",
    "Hidden",
    "Known",
    "LongText",
    "Money",
    "Option",
    "Phone",
    "Postcode",
    "Question",
    "Secret",
    "Text",
    "Tick",
    "TimeOfDay",
    "Upload",
    "WholeNumber",
    "YesNoNotKnown",
]
