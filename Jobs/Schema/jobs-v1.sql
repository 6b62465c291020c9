create schema jobs;

-- Unfinished jobs only, so the table and its indexes stay as small as the backlog.
-- state: 1 scheduled (not yet due, or waiting for a slot of its concurrency key), 2 ready, 3 running.
create table jobs.job (
    id uuid primary key,
    created_at timestamptz not null default now(),
    run_at timestamptz not null,
    lease_until timestamptz,
    lease_id uuid,
    attempt integer not null default 0,
    max_attempts integer not null,
    concurrency_limit integer,
    slot integer,
    state smallint not null,
    priority smallint not null,
    cancel_requested boolean not null default false,
    kind text not null,
    payload jsonb not null,
    unique_key text,
    concurrency_key text,
    tenant text,
    trace_parent text,
    worker text,
    last_error text,
    constraint job_state check (state between 1 and 3),
    constraint job_lease check ((state = 3) = (lease_id is not null) and (lease_id is null) = (lease_until is null)),
    constraint job_attempts check (attempt between 0 and max_attempts and max_attempts >= 1),
    constraint job_concurrency check ((concurrency_key is null) = (concurrency_limit is null) and concurrency_limit >= 1),
    constraint job_slot_in_limit check (slot is null or slot between 1 and concurrency_limit),
    -- A keyed job that may run holds a slot. With the unique index job_slot below this is the concurrency limit.
    constraint job_slot_held check (state = 1 or (concurrency_key is null) = (slot is null))
) with (
    -- Rows live for seconds: vacuum by a number of dead rows, not by a share of the table.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0
);

create index job_ready on jobs.job (priority, run_at, id) where state = 2;
create index job_due on jobs.job (run_at) where state = 1 and concurrency_key is null;
create index job_waiting on jobs.job (concurrency_key, priority, run_at, id) where state = 1 and concurrency_key is not null;
create index job_leased on jobs.job (lease_until) where state = 3;
create unique index job_unique on jobs.job (kind, unique_key) where unique_key is not null;
create unique index job_slot on jobs.job (concurrency_key, slot) where slot is not null;
create index job_tenant on jobs.job (tenant, id) where tenant is not null;

-- Jobs that are over. outcome: 1 done, 2 dead (a dead letter), 3 cancelled.
create table jobs.finished (
    id uuid primary key,
    created_at timestamptz not null,
    run_at timestamptz not null,
    finished_at timestamptz not null default now(),
    attempt integer not null,
    max_attempts integer not null,
    concurrency_limit integer,
    outcome smallint not null,
    priority smallint not null,
    kind text not null,
    payload jsonb not null,
    unique_key text,
    concurrency_key text,
    tenant text,
    trace_parent text,
    last_error text,
    constraint finished_outcome check (outcome between 1 and 3)
);

create index finished_prune on jobs.finished (outcome, finished_at);
create index finished_dead on jobs.finished (id) where outcome = 2;
create index finished_tenant on jobs.finished (tenant, id) where tenant is not null;
