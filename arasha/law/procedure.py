"""The road of a complaint as data: states, verbs, what each verb requires, which letters go out, which terms start and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from arasha.law.errors import UnknownVerb
from arasha.law.words import N_, Named

ACTORS = ("staff", "complainant", "body")
COUNTED_FROM = ("now", "received", "registered", "sent")

# What a verb may require, and what the person reads while it is missing.
REQUIREMENTS: dict[str, str] = {
    "officer": N_("Choose the officer who will work on the complaint."),
    "ground": N_("Choose the ground, so that the letter can say why."),
    "competent_body": N_("Choose the body that may decide this. It must not be the body complained of."),
    "reasoning": N_("Write the reasons."),
    "citation_confirmed": N_("The letter cites an article that nobody has checked. A lawyer has to confirm it first."),
    "disclosure_seen": N_("Look first at what would be told to whom."),
    "consent_or_unnamed": N_("There is no consent to name the person. Send a text without the person, or record the consent."),
    "body_contact": N_("Choose who at the body will get the letter."),
    "questions": N_("Write what you ask of the body."),
    "body_heard": N_("Ask the body first: it must have the chance to explain before a finding is made."),
    "unanswered": N_("No inquiry waits for an answer."),
    "recommendation_sent": N_("No recommendation was sent on which a body could report."),
    "body_awaited": N_("Nothing waits for a body's answer."),
    "inquiry_awaited": N_("No inquiry waits for an answer."),
    "link_open": N_("No link to a body is open."),
    "time_asked": N_("No body asks for more time."),
    "finding": N_("Record a finding first."),
    "breach": N_("A recommendation follows a finding that a right was breached. Record it first."),
    "act_drafted": N_("No act is drafted."),
    "proceeding": N_("No proceedings are recorded."),
    "approval_awaited": N_("This letter waits for nobody's approval."),
    "decision_letter": N_("Write the decision letter first."),
    "measures_assessed": N_("Assess what the body did on each recommendation first."),
    "remedy": N_("Record what changed for the person first."),
    "no_recommendation": N_("There is a recommendation to follow up. Close the follow-up instead."),
    "pressure_checked": N_("Say how you checked, by a safe channel, that nobody pressed the person to withdraw."),
    "no_interim": N_("An interim measure is still asked for. Lift it, or record how it ended: then this is possible."),
    "interim_open": N_("No interim measure is asked for."),
    "interim_unanswered": N_("No request for an interim measure waits for an answer."),
    "term_running": N_("No term runs."),
    "pause_rule": N_("No rule here lets a term stand still."),
    "term_paused": N_("No term stands still."),
    "extension_rule": N_("No rule in force lets this term be extended."),
    "mail_waiting": N_("Nothing that came by e-mail waits for a look here."),
    "known_person": N_(
        "The complaint is anonymous: nobody can show that it is theirs, so nobody gets a new code. The person may tell us again."
    ),
    "not_reviewed": N_("This decision was looked at once more already, or is being looked at now. A decision is reviewed once."),
    "no_review": N_("A review of the decision was asked for. Answer it first."),
    "review_asked": N_("No review waits for somebody to do it."),
    "review_given": N_("The review has been given to nobody yet, or its answer is proposed already."),
    "review_proposed": N_("No answer to a request for a review waits for a signature."),
    "review_reopens": N_("No proposal to take the complaint up again waits for a signature."),
    "review_waits": N_("No answer to a request for a review waits for a signature."),
    "no_joined": N_(
        "Other complaints are joined to this one. Take them out first, or join them under another: none of them may get lost."
    ),
    "leading": N_("Others can be joined to a complaint on which an officer works. Accept it and give it to an officer first."),
    "has_joined": N_("No complaint is joined to this one."),
    "issue_linked": N_("The complaint is linked to no systemic issue."),
    "related": N_("No other complaint is related to this one."),
    "urgent": N_("The complaint is not marked as urgent."),
    "not_urgent": N_("The complaint is marked as urgent already."),
    "plan_line": N_("No line of the plan is open."),
    "examination_act": N_("No act of the examination is recorded."),
    "expert_awaited": N_("No expert opinion is awaited."),
    "working_translation": N_("No working translation is here that could be certified."),
    "retention_over": N_("The complaint must be kept for now."),
}


@dataclass(frozen=True, kw_only=True)
class State(Named):
    """Where a complaint stands. A `final` state ends the road."""

    code: str
    final: bool = False


@dataclass(frozen=True, kw_only=True)
class TermStart:
    """A verb starts the term of `purpose`, counted from one of COUNTED_FROM ("sent": when what it sends reaches the body).

    `by` names the purpose whose rule sets it, where that is another: considering anew is not counted as the first consideration is."""

    purpose: str
    counted_from: str = "now"
    by: str = ""

    @property
    def set_by(self) -> str:
        """The purpose whose rule sets the term."""
        return self.by or self.purpose


@dataclass(frozen=True, kw_only=True)
class Verb(Named):
    """One step. `to` is the state it leads to: "" when it stays where it is, or when the action picks one of `choices`
    (`to_previous`: back to where the complaint was before;
    `stays`: or none of them, it stays; `reopens`: it may lead out of a final state). `public`: the complainant sees it on the timeline."""

    code: str
    actor: str
    from_states: frozenset[str]
    to: str = ""
    choices: tuple[str, ...] = ()
    to_previous: bool = False
    stays: bool = False
    reopens: bool = False
    requires: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    starts: tuple[TermStart, ...] = ()
    ends: tuple[str, ...] = ()
    ends_all: bool = False
    outcomes: tuple[str, ...] = ()
    public: bool = False

    def targets(self, state: str) -> frozenset[str]:
        """Every state this verb may lead to from `state`."""
        if self.choices:
            return frozenset(self.choices) | ({state} if self.stays else frozenset())
        return frozenset({self.to or state})


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """The whole road. Immutable."""

    initial: str
    states: Mapping[str, State]
    verbs: Mapping[str, Verb]
    outcomes: Mapping[str, Named]
    _allowed: dict[str, tuple[Verb, ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for state in self.states:
            self._allowed[state] = tuple(verb for verb in self.verbs.values() if state in verb.from_states)

    def verb(self, code: str) -> Verb:
        """Raises UnknownVerb."""
        try:
            return self.verbs[code]
        except KeyError:
            raise UnknownVerb(verb=code) from None

    def state(self, code: str) -> State:
        return self.states[code]

    def allowed(self, state: str) -> tuple[Verb, ...]:
        """The verbs possible in `state`, in the order of the profile (the likeliest next step first)."""
        return self._allowed.get(state, ())

    def is_allowed(self, verb: str, state: str) -> bool:
        return state in self.verb(verb).from_states

    def outcome_name(self, outcome: str, language: str) -> str:
        return self.outcomes[outcome].name(language)

    def problems(self) -> list[str]:
        """What is wrong with the road: unknown names, states nobody reaches, dead ends. Empty for a sound one."""
        return [*self._unknown_names(), *self._unreached(), *self._dead_ends(), *self._terms_without_end()]

    def _unknown_names(self) -> list[str]:
        found = []
        for verb in self.verbs.values():
            states = {*verb.from_states, *verb.choices, *([verb.to] if verb.to else [])}
            found += [f"{verb.code}: no state {name}" for name in sorted(states - self.states.keys())]
            found += [f"{verb.code}: no requirement {name}" for name in verb.requires if name not in REQUIREMENTS]
            found += [f"{verb.code}: no outcome {name}" for name in verb.outcomes if name not in self.outcomes]
            found += [f"{verb.code}: counted from {s.counted_from}" for s in verb.starts if s.counted_from not in COUNTED_FROM]
            if verb.actor not in ACTORS:
                found.append(f"{verb.code}: no actor {verb.actor}")
            if verb.to and verb.choices:
                found.append(f"{verb.code}: both to and choices")
        return found if self.initial in self.states else [*found, f"no state {self.initial}"]

    def _unreached(self) -> list[str]:
        """A way back (`to_previous`) reaches nothing new, so it does not count."""
        onward = {
            state: {target for verb in self.allowed(state) if not verb.to_previous for target in verb.targets(state)}
            for state in self.states
        }
        return [f"{state}: cannot be reached" for state in sorted(self.states.keys() - _closure(onward, {self.initial}))]

    def _dead_ends(self) -> list[str]:
        """An open state must lead to a final one by what staff can do: nobody outside may keep a complaint open for ever."""
        steps: dict[str, set[str]] = {state: set() for state in self.states}
        for state in self.states:
            for verb in self.allowed(state):
                if verb.actor == "staff" and not verb.to_previous:
                    for target in verb.targets(state):
                        steps.setdefault(target, set()).add(state)
        ending = _closure(steps, {code for code, state in self.states.items() if state.final})
        stuck = [f"{state}: leads to no end" for state in sorted(self.states.keys() - ending)]
        leaving = [
            f"{verb.code}: leaves the final state {code}"
            for code, state in self.states.items() if state.final
            for verb in self.allowed(code) if verb.targets(code) != {code} and not (verb.to_previous or verb.reopens)
        ]  # fmt: skip
        return stuck + leaving

    def _terms_without_end(self) -> list[str]:
        ended = {purpose for verb in self.verbs.values() for purpose in verb.ends}
        started = {start.purpose for verb in self.verbs.values() for start in verb.starts}
        return [f"{purpose}: started, ended by no verb" for purpose in sorted(started - ended)]


def _closure(steps: Mapping[str, set[str]], seen: set[str]) -> set[str]:
    """Everything that can be reached from `seen` by `steps`."""
    reached, edge = set(seen), set(seen)
    while edge:
        edge = {target for state in edge for target in steps.get(state, ())} - reached
        reached |= edge
    return reached
