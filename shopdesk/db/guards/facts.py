"""Facts cannot be changed or deleted, by anybody who opens the file with its triggers."""

from shopdesk.core import tender
from shopdesk.db import models

FACTS: tuple[str, ...] = tuple(
    sorted(str(table.__tablename__) for table in models.Fact.__subclasses__() if hasattr(table, "__table__"))
)


def fact_triggers() -> list[str]:
    """No UPDATE, no DELETE on facts and journal; no gap in the journal; a payment's state only goes forward."""
    statements = [
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'a fact of {table} is never changed'); END"
        for table in (*FACTS, "journal")
        for deed in ("UPDATE", "DELETE")
    ]
    statements.append(
        "CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE till = NEW.till) "
        "BEGIN SELECT RAISE(ABORT, 'the journal has a gap'); END"
    )
    statements.append(
        "CREATE TRIGGER payment_event_forward BEFORE INSERT ON payment_event "
        f"WHEN {_rank('NEW.state')} IS NULL OR {_rank('NEW.state')} <= coalesce((SELECT {_rank('state')} "
        "FROM payment_state WHERE payment = NEW.payment), -1) "
        "BEGIN SELECT RAISE(ABORT, 'a payment goes forward only'); END"
    )
    return statements


def _rank(column: str) -> str:
    cases = " ".join(f"WHEN '{state}' THEN {rank}" for rank, state in enumerate(tender.STATES))
    return f"(CASE {column} {cases} END)"
