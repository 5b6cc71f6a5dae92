"""An approval workflow as a state machine: rules decide what they can, a person is asked about the rest."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Any


@unique
class State(Enum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAID = "paid"

    def can_become(self, other: State) -> bool:
        return other in TRANSITIONS[self]


TRANSITIONS: dict[State, set[State]] = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.APPROVED, State.REJECTED, State.DRAFT},
    State.APPROVED: {State.PAID},
    State.REJECTED: {State.DRAFT},
    State.PAID: set(),
}


class IllegalTransition(Exception):
    def __init__(self, claim: Claim, to: State) -> None:
        super().__init__(f"claim {claim.id} can't go from {claim.state.value} to {to.value}")


@dataclass
class Claim:
    id: int
    who: str
    amount: float
    purpose: str
    state: State = State.DRAFT
    history: list[str] = field(default_factory=list)

    def move(self, to: State, by: str, why: str = "") -> None:
        if not self.state.can_become(to):
            raise IllegalTransition(self, to)
        self.history.append(f"{self.state.value}->{to.value} by {by}" + (f" ({why})" if why else ""))
        self.state = to


def review(claim: Claim) -> Generator[str, dict[str, Any], None]:
    """Ask questions until the claim is decided; what is sent in are the answers."""
    if claim.amount <= 50:
        claim.move(State.APPROVED, "rule", "small amount")
        return
    if "gift" in claim.purpose.lower():
        claim.move(State.REJECTED, "rule", "no gifts")
        return
    question = f"{claim.who} claims {claim.amount:.2f} for {claim.purpose}. Approve?"
    for _ in range(3):
        reply = yield question
        match reply:
            case {"decision": "yes" | "y", "by": str(person)}:
                return claim.move(State.APPROVED, person)
            case {"decision": "no" | "n", "by": person, **rest}:
                return claim.move(State.REJECTED, person, rest.get("why", "no reason"))
            case {"decision": "up to", "limit": int() | float() as limit, "by": person}:
                claim.amount = min(claim.amount, limit)
                return claim.move(State.APPROVED, person, f"limited to {limit}")
            case {"question": str(text)}:
                question = f"(asked: {text}) {ask_claimant(claim.who, text)} Approve?"
            case _:
                question = "Please answer yes, no or up to a limit. Approve?"
    claim.move(State.DRAFT, "system", "no decision")


def decide(claim: Claim) -> None:
    session = review(claim)
    try:
        question = next(session)
        while True:
            question = session.send(ask_approver(question))
    except StopIteration:
        pass


def main() -> None:
    claims = [Claim(number, *record) for number, record in enumerate(load_claims(), start=100)]
    for claim in claims:
        claim.move(State.SUBMITTED, claim.who)
        decide(claim)
        if claim.state is State.APPROVED:
            receipt = pay(claim.who, claim.amount)
            claim.move(State.PAID, "bank", receipt)
    for claim in claims:
        print(f"{claim.id} {claim.who:<5}{claim.amount:>9.2f} {claim.state.name:<9}", *claim.history, sep="\n      ")
    try:
        claims[0].move(State.DRAFT, "ada")
    except IllegalTransition as error:
        print("refused:", error)
    print({state.value: sum(c.amount for c in claims if c.state is state) for state in State})


if __name__ == "__main__":
    main()
