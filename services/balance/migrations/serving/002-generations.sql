-- A version can be built again beside itself; each time is a generation with a schema of its own (balance_v1_g2, …).
alter table versions add column generation integer not null default 1;
alter table versions drop constraint versions_pkey, add primary key (version, generation);
