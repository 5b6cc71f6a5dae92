"""Simulate a small bank: accounts, transfers with rollback, interest, and an audit trail through descriptors."""

from __future__ import annotations

import random
from contextlib import contextmanager
from decimal import ROUND_HALF_EVEN, Decimal
from typing import ClassVar, Iterator


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account: Account, amount: Decimal) -> None:
        self.account, self.amount = account, amount
        super().__init__(f"{account.owner} has {account.balance}, needs {amount}")


class Frozen(BankError):
    pass


class Amount:
    """A descriptor for money that never goes below a limit and remembers how often it was set."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"_{name}"

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.name, Decimal("0.00"))

    def __set__(self, instance, value) -> None:
        value = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
        if value < instance.limit:
            raise InsufficientFunds(instance, -(value - self.__get__(instance)))
        setattr(instance, self.name, value)
        instance.changes += 1


class Account:
    balance = Amount()
    limit: ClassVar[Decimal] = Decimal(0)
    rate: ClassVar[Decimal] = Decimal("0.01")
    _count: ClassVar[int] = 0

    def __init__(self, owner: str, opening: str = "0") -> None:
        type(self)._count += 1
        Account._count += type(self) is not Account
        self.owner = owner
        self.changes = 0
        self.frozen = False
        self.balance = opening

    def deposit(self, amount: Decimal) -> None:
        if amount <= 0:
            raise ValueError(f"can't deposit {amount}")
        self._check()
        self.balance += amount

    def withdraw(self, amount: Decimal) -> None:
        self._check()
        self.balance -= amount

    def _check(self) -> None:
        if self.frozen:
            raise Frozen(self.owner)

    def add_interest(self) -> Decimal:
        before = self.balance
        self.balance = before * (1 + self.rate)
        return self.balance - before

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.owner!r}, {self.balance})"


class CreditAccount(Account):
    limit = Decimal(-500)
    rate = Decimal("0.005")

    def add_interest(self) -> Decimal:
        if self.balance >= 0:
            return super().add_interest()
        charge = self.balance * Decimal("0.12")
        self.balance += charge
        return charge


class Bank:
    def __init__(self, *accounts: Account) -> None:
        self.accounts = {account.owner: account for account in accounts}
        self.failed = 0

    @contextmanager
    def transaction(self, *owners: str) -> Iterator[list[Account]]:
        involved = [self.accounts[owner] for owner in owners]
        saved = [(account, account.balance) for account in involved]
        try:
            yield involved
        except BankError as error:
            for account, balance in saved:
                account._balance = balance
            self.failed += 1
            print(f"  undone: {type(error).__name__}: {error}")

    def transfer(self, source: str, target: str, amount: Decimal) -> None:
        with self.transaction(source, target) as (giver, taker):
            taker.deposit(amount)
            giver.withdraw(amount)

    @property
    def total(self) -> Decimal:
        return sum((a.balance for a in self.accounts.values()), Decimal())


def main() -> None:
    rng = random.Random(7)
    bank = Bank(Account("ada", "1000"), CreditAccount("bob", "250.505"), Account("cy"), CreditAccount("dee", "-20"))
    print(bank.total, list(bank.accounts.values()))
    names = list(bank.accounts)
    for month in range(1, 4):
        print(f"month {month}")
        for _ in range(5):
            source, target = rng.sample(names, 2)
            bank.transfer(source, target, Decimal(rng.randrange(1_000, 60_000)) / 100)
        bank.accounts["cy"].frozen = month == 2
        for account in bank.accounts.values():
            print(f"  {account!r:<34} interest {account.add_interest():+.2f}")
    print(bank.total, bank.failed, Account._count, CreditAccount._count, {a.owner: a.changes for a in bank.accounts.values()})
    try:
        bank.accounts["ada"].deposit(Decimal(0))
    except ValueError as error:
        print(error)
    print(isinstance(Account.balance, Amount), Account.balance.name)


if __name__ == "__main__":
    main()
