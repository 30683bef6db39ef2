/** What does a trace look at, so that it is read side by side, and not on ten thousand pages of the days? */

const TAG = `detail->>'tracingTag'`;

/**
 * Columns made from what is stored anyway: who is taken out of `detail` is out of here in the same stroke. They are columns, because PostgreSQL reads
 * no expression out of an index alone.
 */
export const presence: readonly string[] = [
  `alter table entry
    add column tracing_tag bytea generated always as (case when ${TAG} ~ '^[0-9a-f]{64}$' then decode(${TAG}, 'hex') end) stored,
    add column clock_offset_ms text generated always as (detail->>'clockOffsetMs') stored,
    add column is_sealed boolean generated always as (detail->>'sealed' is not null) stored`,
  'drop index entry_by_tracing_tag',
  // A hash: four bytes an entry instead of 32.
  'create index entry_by_tracing_tag on entry using hash (tracing_tag)',
  'drop index entry_by_device_time',
  // A gate's day is read by it too. All that a trace asks of an entry is in it, so that a day's page is not opened where vacuum has been.
  `create index entry_by_presence on entry (device_id, wall_at)
    include (tracing_tag, epoch, seq, received_day, lane_id, direction, verdict, corrects, clock_offset_ms, is_sealed)`,
  // Days are only ever added to; by default a fifth of one is new before anybody says that its pages are settled.
  `do $$
    declare partition regclass;
    begin
      for partition in select inhrelid::regclass from pg_inherits where inhparent = 'entry'::regclass loop
        execute format('alter table %s set (autovacuum_vacuum_insert_scale_factor = 0.02)', partition);
      end loop;
    end $$`,
];
