-- The trace in which an event was appended (a W3C traceparent), where it was traced: an operator's thread from the ledger
-- to the request, and no part of what happened. It is not hashed, and what was written before has none.
alter table events add column trace text;
