-- How far each shard was sent. Read only where retention has emptied the partition, which says it better.
create table relay_checkpoints (
  topic text not null,
  shard integer not null,
  position bigint not null,
  primary key (topic, shard)
) with (fillfactor = 20, autovacuum_vacuum_threshold = 1000);
