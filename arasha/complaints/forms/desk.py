"""What a member of staff types for each verb. Labels and sentences only; what is allowed is decided by the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body, BodyContact, CodeWay
from arasha.bodies.queries import with_parts
from arasha.complaints.actions.remedies import Counted
from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.typed import Choices, LongText, PlainText, TypedForm
from arasha.complaints.models import Finding, Remedy
from arasha.ids import new_id
from arasha.letters.passages import passages_for
from arasha.people.models import User
from arasha.recommendations.models import Recommendation

LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
LETTER_LENGTH = 20_000
BY_POST = "post"
CURRENCIES = ("KZT", "USD", "EUR", "RUB")  # ISO 4217, the first is proposed
WRITE_REASON = _("Write the reason in a sentence or two. It stays with the complaint.")


class VerbForm(TypedForm):
    """The form of one verb. `version` is what the page showed, so that nobody overwrites a colleague's step; `press` is new each
    time the form is shown, so that a button pressed twice does its verb once.

    `ask` (an `arasha.complaints.desk.verbs.Ask`) is the complaint with its reader, book, language and day.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    press = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, ask: Any, **kwargs: Any) -> None:
        self.ask = ask
        kwargs["initial"] = {
            "version": ask.complaint.version,
            "press": new_id(),
            **self.first_values(ask),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(data, files, **kwargs)
        self.prepare(ask)

    def first_values(self, ask: Any) -> dict[str, Any]:
        """What the fields hold when the page is opened."""
        return {}

    def prepare(self, ask: Any) -> None:
        """Fill what may be chosen."""

    def chosen(self, name: str) -> str:
        """What is chosen in a field now, sent or not."""
        sent = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        return str(sent or "")


class BodyField(forms.ChoiceField):
    """A body of the directory; cleans to the Body or None."""

    def clean(self, value: Any) -> Body | None:
        code = super().clean(value)
        return Body.objects.filter(code=code).first() if code else None


class ContactField(Choices):
    """A contact of the chosen body; cleans to the BodyContact or None."""

    def clean(self, value: Any) -> BodyContact | None:
        chosen = super().clean(value)
        return None if chosen == BY_POST else BodyContact.objects.select_related("body").filter(pk=chosen).first()


class DescribeForm(VerbForm):
    """How a complaint is described and classified."""

    subject = PlainText(
        label=_("What is it about, in a few words?"),
        help_text=_("It stands in every list. Leave names out: “Beating in custody, Abai region”."),
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    topic = forms.ChoiceField(label=_("Right at issue"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    body = BodyField(label=_("Body complained of"), required=False)

    def first_values(self, ask: Any) -> dict[str, Any]:
        """What is registered; of a letter that is like an earlier one, what that was registered as."""
        complaint = ask.complaint
        like = ask.like if not complaint.subject else None
        code = complaint.body.code if complaint.body else ""
        return {
            "subject": complaint.subject or (like.subject if like else "") or "",
            "topic": complaint.topic or (like.topic if like else ""),
            "region": complaint.region,
            "body": code,
        }

    def prepare(self, ask: Any) -> None:
        unknown = [("", _("Not known yet"))]
        self.fields["topic"].choices = unknown + choices.topic_choices(ask.book, ask.language)
        self.fields["region"].choices = unknown + choices.region_choices(ask.book, ask.language)
        self.fields["body"].choices = unknown + choices.body_choices(ask.book, ask.language, ask.today, near=ask.near)


class ReasonForm(VerbForm):
    """A verb that needs nothing but its reason."""

    reason = LongText(label=_("Reason"), rows=4, max_length=2000, help_text=WRITE_REASON)


class UrgentForm(VerbForm):
    """Why it cannot wait, from the profile's list."""

    reasons = forms.MultipleChoiceField(
        label=_("What makes it urgent?"), widget=forms.CheckboxSelectMultiple, choices=(),
        help_text=_("The list is the office's own policy, not law."),
        error_messages={"required": _("Choose at least one reason.")},
    )  # fmt: skip
    reason = LongText(
        label=_("What do you know?"), rows=4, max_length=2000, required=False,
        help_text=_("In a sentence or two: what threatens whom, and by when. It stays with the complaint."),
    )  # fmt: skip

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"reasons": [one.code for one in ask.book.urgent_reasons if ask.complaint.topic in one.topics]}

    def prepare(self, ask: Any) -> None:
        self.fields["reasons"].choices = [(one.code, one.name(ask.language)) for one in ask.book.urgent_reasons]


class WithdrawalForm(VerbForm):
    note = LongText(
        label=_("How did you make sure?"),
        rows=4,
        max_length=2000,
        help_text=_("When, by which safe channel, and what the person said. Only the office sees this."),
        error_messages={"required": _("Say how you made sure that nobody pressed the person.")},
    )


SAFE_WAYS = (
    ("portal", _("A message on the portal")), ("visit", _("Face to face")), ("phone", _("By telephone")),
    ("post", _("By post")), ("email", _("By e-mail")),
)  # fmt: skip


class ConfirmWithdrawalForm(WithdrawalForm):
    way = Choices(
        label=_("How did you ask the person?"),
        choices=SAFE_WAYS,
        required=True,
        help_text=_("Alone, without anybody who could press them. A way that they did not call safe is refused."),
        error_messages={"required": _("Choose how you asked them.")},
    )
    field_order = ["version", "way", "note"]


class AcceptForm(VerbForm):
    """The grounds that were looked at, what speaks against, the statement that all were read, and why the complaint is taken up."""

    against = forms.MultipleChoiceField(
        label=_("Does one of these speak against it?"), widget=forms.CheckboxSelectMultiple, choices=(), required=False,
        help_text=_("All grounds of the profile. Tick what stands in the way."),
    )  # fmt: skip
    looked = forms.BooleanField(
        label=_("I have read each ground. None stands in the way but those I ticked."),
        error_messages={"required": _("Read each ground, then say that none stands in the way but those you ticked.")},
    )
    reasoning = LongText(
        label=_("Why it is admissible"), rows=4, required=False,
        help_text=_("For the office only; the letter does not quote it. Needed when something speaks against it."),
    )  # fmt: skip
    tell = forms.BooleanField(
        label=_("Tell the person what spoke against it"), required=False,
        help_text=_("The letter then names the ground and its article. What nobody confirmed blocks signing."),
    )  # fmt: skip

    def prepare(self, ask: Any) -> None:
        self.fields["against"].choices = choices.against_choices(ask.book, ask.language, ask.today)


class AskMoreForm(VerbForm):
    questions = LongText(
        label=_("What is missing?"),
        rows=6,
        help_text=_("Ask in plain words, one question a line. The person reads exactly this."),
        error_messages={"required": _("Write what you need to know.")},
    )


class LetterForm(VerbForm):
    """A verb with a letter whose words may be edited. Left as proposed, the letter is made anew from the answers when it is sent.

    While they are edited, a passage of the bank can be put at their end ("_insert")."""

    text = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LETTER_LENGTH)
    proposed = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields and self.chosen("proposed"):  # a recommendation's words are a field of their own
            self.edit_letter()

    def edit_letter(self) -> None:
        """Let the words of the letter be seen and changed."""
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 18, "class": "letter-text"})
        self.fields["text"].label = _("Words of the letter")
        self.fields["text"].help_text = _(
            "Change them where you need to. Empty lines part the paragraphs. The closing formula and the name stand below by themselves."
        )

        self.offer_passages()

    def offer_passages(self) -> None:
        """The passages of the bank in the language of the letter, those for its right at issue first."""
        found = passages_for(self.letter_language(), self.ask.complaint.topic)
        if found:
            listed = [("", _("Choose")), *((str(row.passage), row.name) for row in found)]
            self.fields["passage"] = forms.ChoiceField(
                label=_("A passage to put at the end"), choices=listed, required=False,
                help_text=_("Choose it and press “Insert the passage”. You can change its words then."),
            )  # fmt: skip

    def letter_language(self) -> str:
        """In which language the letter is written: the contact's where a body gets it, else the person's."""
        contact = self.chosen("contact") if "contact" in self.fields else ""
        row = BodyContact.objects.filter(pk=contact).first() if contact and contact != BY_POST else None
        return row.language if row else str(self.ask.complaint.language)

    def with_passage(self) -> dict[str, str]:
        """The words of the letter with the chosen passage at their end; nothing chosen changes nothing."""
        chosen = self.chosen("passage")
        row = next((one for one in passages_for(self.letter_language(), "") if str(one.passage) == chosen), None)
        words = self.chosen("text").replace("\r\n", "\n").rstrip()
        return {"text": f"{words}\n\n{row.text(self.letter_language())}" if row else words, "passage": ""}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("passage"):
            self.add_error("passage", _("It is not in the letter yet. Press “Insert the passage”, or choose none."))
        return cleaned

    def clean_text(self) -> str:
        text = self.cleaned_data.get("text", "").replace("\r\n", "\n").strip()
        return "" if text == self.chosen("proposed").replace("\r\n", "\n").strip() else text


class WaysForm(LetterForm):
    """A letter that turns somebody away: what else this person can do, proposed by the profile, chosen and completed by staff."""

    ways = forms.MultipleChoiceField(
        label=_("What else can this person do?"), widget=forms.CheckboxSelectMultiple, choices=(), required=False,
        help_text=_("The letter gives what you tick. What rests on an article nobody confirmed blocks signing."),
    )  # fmt: skip
    other_ways = forms.MultipleChoiceField(
        label=_("Other remedies"), widget=forms.CheckboxSelectMultiple, choices=(), required=False,
        help_text=_("These are not proposed for this ground and this right."),
    )  # fmt: skip
    own_ways = LongText(
        label=_("More that they can do"), rows=3, required=False, max_length=2000,
        help_text=_("In your own words, in the language of the letter, one a line."),
    )  # fmt: skip

    def propose(self, ask: Any, grounds: Iterable[str]) -> None:
        """Offer the remedies that fit the grounds and the right at issue, ticked, and apart from them the others."""
        fitting = {way.code for ground in grounds for way in ask.book.ways_for(ground, ask.complaint.topic)}
        offered = [(way.code, choices.way_in_words(way, ask.book, ask.language, ask.today)) for way in ask.book.ways]
        self.fields["ways"].choices = [one for one in offered if one[0] in fitting]
        self.fields["other_ways"].choices = [one for one in offered if one[0] not in fitting]
        self.initial.setdefault("ways", [code for code, _words in self.fields["ways"].choices])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["ways"] = [*cleaned.get("ways", ()), *cleaned.get("other_ways", ())]
        return cleaned


class DeclineForm(WaysForm):
    ground = forms.CharField(widget=forms.HiddenInput)
    reasoning = LongText(
        label=_("Reasons for the letter"),
        rows=6,
        help_text=_("Say to this person why the ground applies to what they told. They read exactly this."),
        error_messages={"required": _("Write the reasons: the person must be able to understand them.")},
    )
    field_order = ["version", "ground", "reasoning", "ways", "own_ways", "other_ways", "text", "proposed"]

    def prepare(self, ask: Any) -> None:
        known = {ground.code for ground in ask.book.grounds_for("propose_decline", ask.today)}
        ground = self.chosen("ground") or ask.query.get("ground", "")
        self.propose(ask, [ground] if ground in known else [])


class RedirectForm(WaysForm):
    ground = Choices(choices=(), label=_("On which ground?"), required=True, error_messages={"required": _("Choose the ground.")})
    to_body = BodyField(
        label=_("To which body?"),
        help_text=_("Never to the body it is about, nor to one below it: these are not listed."),
        error_messages={
            "required": _("Choose the body that may decide this."),
            "invalid_choice": _("A complaint is never passed to the body it is about, nor to one below it. Choose another."),
        },
    )
    summary = LongText(
        label=_("What the body is told"),
        rows=6,
        help_text=_("Say what happened, without who told us, unless they allowed the name."),
        error_messages={"required": _("Write what the body must know to act.")},
    )
    reasoning = LongText(
        label=_("Reasons"), rows=4, help_text=_("Both letters carry them."), error_messages={"required": _("Write the reasons.")}
    )
    field_order = ["version", "ground", "to_body", "summary", "reasoning", "ways", "own_ways", "other_ways", "text", "proposed"]

    def prepare(self, ask: Any) -> None:
        grounds = ask.book.grounds_for("propose_redirect", ask.today)
        self.fields["ground"].choices = choices.ground_choices(grounds, ask.language, ask.today)
        self.initial.setdefault("ground", ask.query.get("ground", ""))
        offered = choices.body_choices(
            ask.book, ask.language, ask.today, near=ask.near, addressees=True, without=with_parts(ask.complaint.body)
        )
        self.fields["to_body"].choices = [("", _("Choose")), *offered]
        self.propose(ask, [ground.code for ground in grounds])


class SignForm(VerbForm):
    """Nothing to type: the letter is read and signed."""


class SendBackForm(VerbForm):
    note = LongText(
        label=_("What should be done differently?"),
        rows=4,
        max_length=2000,
        error_messages={"required": _("Say why you send it back, so that it can be mended.")},
    )


class AssignForm(VerbForm):
    officer = Choices(choices=(), label=_("Officer"), required=True, error_messages={"required": _("Choose the officer.")})

    def prepare(self, ask: Any) -> None:
        listed = choices.officer_choices(ask.complaint, today=ask.today)
        self.fields["officer"].choices = [row for row in listed if row[0] != str(ask.complaint.officer_id)]

    def clean_officer(self) -> User:
        return User.objects.get(pk=self.cleaned_data["officer"])


class ToBodyForm(LetterForm):
    """A letter to a contact of a body. "Show the contacts" (`_show`) fills the contacts of the body that is chosen."""

    body = BodyField(label=_("To which body?"), error_messages={"required": _("Choose the body.")})
    contact = ContactField(
        choices=(),
        required=True,
        label=_("Who gets it there?"),
        error_messages={"required": _("Choose who gets it.")},
        help_text=_("The contact gets an e-mail with a secure link, and nothing of what the letter says."),
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"body": ask.body_code}

    def prepare(self, ask: Any) -> None:
        self.fields["body"].choices = [
            ("", _("Choose")),
            *choices.body_choices(ask.book, ask.language, ask.today, near=ask.near, addressees=True),
        ]
        self.body = Body.objects.filter(code=self.chosen("body")).first()
        listed = choices.contact_choices(self.body)  # type: ignore[arg-type]  # the row, not the field of that name
        nobody = (BY_POST, _("Nobody: the letter goes by post\nThe answer is recorded when it comes."))
        self.fields["contact"].choices = [*listed, nobody]
        known = {value for value, _label in self.fields["contact"].choices}
        if len(listed) < 2 and self.initial.get("contact") not in known:
            self.initial["contact"] = listed[0][0] if listed else BY_POST

    @property
    def bodies(self) -> list[Body]:
        """Whoever gets the letter."""
        return [self.body] if self.body else []  # type: ignore[list-item]  # as above

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        contact, body = cleaned.get("contact"), cleaned.get("body")
        if contact and body and contact.body_id != body.pk:
            self.add_error("contact", _("This person answers for another body. Choose again."))
        return cleaned


class ContactForm(TypedForm):
    """A person who answers for a body."""

    name = PlainText(label=_("Name"), error_messages={"required": _("Write the person's name.")})
    position = PlainText(label=_("Position"), required=False)
    email = forms.EmailField(
        label=_("E-mail of the office"),
        error_messages={
            "required": _("Write the address that the secure link is sent to."),
            "invalid": _("This does not look like an e-mail address."),
        },
    )
    phone = PlainText(label=_("Telephone"), required=False, help_text=_("By which the code of a secure link is told."))
    language = Choices(label=_("Language of our letters"), choices=LANGUAGES, required=True)
    code_way = Choices(
        label=_("How do they get the code of a link?"), choices=CodeWay.choices,
        help_text=_("Never the way of the link itself, which goes by e-mail."),
    )  # fmt: skip
    superior = forms.BooleanField(label=_("Superior: is told when a term passes without an answer"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"code_way": CodeWay.PHONE, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_code_way(self) -> str:
        return self.cleaned_data["code_way"] or CodeWay.PHONE


class FindingForm(VerbForm):
    topic = forms.ChoiceField(label=_("Which right?"), error_messages={"required": _("Choose the right.")})
    body = BodyField(label=_("Which body?"), required=False)
    result = Choices(
        label=_("What did you find?"),
        choices=Finding.Result.choices,
        required=True,
        error_messages={"required": _("Choose the result.")},
    )
    reasoning = LongText(
        label=_("Why"),
        rows=8,
        help_text=_("The facts you rely on, what each side says, and what follows. It goes into the decision letter."),
        error_messages={"required": _("Write the reasons.")},
    )
    standards = forms.MultipleChoiceField(
        label=_("By which articles do you measure it?"), widget=forms.CheckboxSelectMultiple, choices=(), required=False,
        help_text=_("The profile's list for this right. Nobody checked it: read the article before you rely on it."),
    )  # fmt: skip
    own_standards = LongText(
        label=_("Other articles"), rows=2, required=False, max_length=1000,
        help_text=_("The Constitution, a law: act and article, one a line."),
    )  # fmt: skip
    standards_read = forms.BooleanField(
        label=_("I read these articles in their text"), required=False,
        help_text=_("Only then the decision letter cites them. Your name stands for it."),
    )  # fmt: skip

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"topic": ask.complaint.topic, "body": ask.body_code}

    def prepare(self, ask: Any) -> None:
        self.fields["topic"].choices = [("", _("Choose")), *choices.topic_choices(ask.book, ask.language)]
        self.fields["body"].choices = [
            ("", _("None")),
            *choices.body_choices(ask.book, ask.language, ask.today, near=ask.near, addressees=True),
        ]
        offered = ask.book.standards_for(self.chosen("topic"))
        self.fields["standards"].choices = [(one.code, one.name(ask.language)) for one in offered]
        if not offered:
            self.fields["standards"].widget = forms.MultipleHiddenInput()


class RecommendationForm(ToBodyForm):
    topic = forms.ChoiceField(label=_("Which right?"))
    words = LongText(
        label=_("What should the body do?"),
        rows=8,
        help_text=_("Say who should do what, so that one can see later whether it was done."),
        error_messages={"required": _("Write what the body should do.")},
    )
    field_order = ["version", "topic", "body", "contact", "words"]

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {**super().first_values(ask), "topic": ask.complaint.topic}

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        self.fields["topic"].choices = choices.topic_choices(ask.book, ask.language)
        del self.fields["text"], self.fields["proposed"]


class DecisionForm(LetterForm):
    """The decision letter, proposed from the findings."""


class CountedForm(VerbForm):
    """What changed, in figures that the report counts."""

    remedy = Choices(
        label=_("What changed for the person?"), choices=Remedy.Kind.choices, required=True,
        error_messages={"required": _("Choose what changed, also when nothing did.")},
    )  # fmt: skip
    people = forms.IntegerField(label=_("How many people's rights were restored"), min_value=0, max_value=100_000, initial=0)
    money = forms.DecimalField(label=_("Money paid to people"), min_value=0, max_digits=14, decimal_places=2, required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False)
    decisions_revoked = forms.IntegerField(
        label=_("Decisions revoked or changed"), min_value=0, max_value=10_000, initial=0, required=False
    )
    laws_changed = forms.IntegerField(label=_("Laws and rules changed"), min_value=0, max_value=1_000, initial=0, required=False)

    def prepare(self, ask: Any) -> None:
        for name in ("people", "money", "decisions_revoked", "laws_changed"):
            self.fields[name].widget.attrs.update(size=10, inputmode="decimal" if name == "money" else "numeric")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        paid = cleaned.get("money") or None
        cleaned["counted"] = Counted(
            people=cleaned.get("people") or 0, decisions_revoked=cleaned.get("decisions_revoked") or 0,
            laws_changed=cleaned.get("laws_changed") or 0, money=paid, currency=(cleaned.get("currency") or CURRENCIES[0]) if paid else "",
        )  # fmt: skip
        return cleaned


class RecordRemedyForm(CountedForm):
    account = LongText(
        label=_("How it is known"), rows=4, help_text=_("From which letter or record. It stays with the complaint."),
        error_messages={"required": _("Write how it is known.")},
    )  # fmt: skip


class RemedyForm(CountedForm):
    """What became of each recommendation (a field each, added by `prepare`), and what changed for the person."""

    disciplinary = forms.IntegerField(
        label=_("Disciplinary proceedings opened"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("Not recorded before. Opened is not guilty."),
    )
    administrative = forms.IntegerField(label=_("Administrative proceedings opened"), min_value=0, max_value=100, initial=0)
    criminal = forms.IntegerField(label=_("Criminal proceedings opened"), min_value=0, max_value=100, initial=0)
    account = LongText(
        label=_("What came of it"),
        rows=6,
        help_text=_("For the last letter: the person reads exactly this."),
        error_messages={"required": _("Tell the person what came of it.")},
    )

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        for name in ("disciplinary", "administrative", "criminal"):
            self.fields[name].widget.attrs.update(size=6, inputmode="numeric")
        fields = {f"assess-{one.id}": self._assessment(one, ask.language) for one in ask.recommendations}
        self.fields = {**fields, **self.fields}

    def _assessment(self, one: Recommendation, language: str) -> Choices:
        label = _("What became of recommendation %(number)s to %(body)s?") % {
            "number": one.number,
            "body": one.recipient(language),
        }
        return Choices(
            label=label, choices=Recommendation.Assessment.choices, required=True, help_text=_("The report of the body is beside."),
            error_messages={"required": _("Say what became of it.")},
        )  # fmt: skip

    def assessments(self) -> dict[Any, str]:
        """The assessment of each recommendation, by its identifier."""
        return {one.id: self.cleaned_data[f"assess-{one.id}"] for one in self.ask.recommendations}


class CloseForm(VerbForm):
    account = LongText(
        label=_("Last words to the person"), rows=6, help_text=_("The person reads exactly this in our last letter."),
        error_messages={"required": _("Write what the person should know at the end.")},
    )  # fmt: skip


class ExtensionForm(VerbForm):
    reason = LongText(
        label=_("Why is more time needed?"), rows=4, help_text=_("The letter to the person says this."),
        error_messages={"required": _("Write why: the person is told.")},
    )  # fmt: skip


class PauseForm(VerbForm):
    until = DayField(
        label=_("Until which day does the term stand still?"),
        help_text=_("The last day of the pause, like 14 04 2026. On the next day the term goes on by itself."),
        error_messages={"required": _("Write the day: no pause is without an end.")},
    )
    reason = LongText(
        label=_("Why does the term stand still?"), rows=4, help_text=_("The letter to the person says this."),
        error_messages={"required": _("Write why: the person is told.")},
    )  # fmt: skip


class ResumeForm(VerbForm):
    reason = LongText(
        label=_("Why does the term go on?"), rows=3, help_text=_("The letter to the person says this."),
        error_messages={"required": _("Write why: the person is told.")},
    )  # fmt: skip


class NoteForm(VerbForm):
    text = LongText(
        label=_("Note"), rows=4, help_text=_("Only the office sees it."), error_messages={"required": _("Write something first.")}
    )


class MessageForm(VerbForm):
    text = LongText(
        label=_("Message"), rows=5, help_text=_("The person reads it with the code."),
        error_messages={"required": _("Write something first.")},
    )  # fmt: skip


class EraseForm(ReasonForm):
    sure = forms.BooleanField(
        label=_("I know that nobody can bring it back"), error_messages={"required": _("Tick this if you are sure.")}
    )


class CitationForm(TypedForm):
    """A lawyer says what they read."""

    act = PlainText(label=_("Act"), max_length=300, error_messages={"required": _("Write the act.")})
    article = PlainText(label=_("Article"), max_length=60, error_messages={"required": _("Write the article, with its part.")})
    applies = Choices(
        label=_("How does it apply to the office?"), required=True,
        choices=(("directly", _("It names the office")), ("by_analogy", _("It binds other bodies, and we follow it"))),
        error_messages={"required": _("Choose how the act applies.")},
    )  # fmt: skip
    read_on = DayField(
        label=_("On which day did you read it?"), help_text=_("Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )  # fmt: skip
    source = LongText(
        label=_("The words of the act, and where you read them"), rows=6,
        help_text=_("Copy the passage, and name the edition and the place. Whoever checks later reads the same."),
        error_messages={"required": _("Copy the passage that you read.")},
    )  # fmt: skip
