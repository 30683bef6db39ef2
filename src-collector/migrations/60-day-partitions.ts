/** How is a day's entries dropped in one stroke, when each entry must still be stored once and never again? */

const TODAY = `(now() at time zone 'Asia/Ho_Chi_Minh')::date`;

export const dayPartitions: readonly string[] = [
  /**
   * What makes an entry the same entry, whenever it comes again: a unique key of a partitioned table would have to hold the
   * day, and a resend on the next day would be another entry. It names nobody, and stays when the day's entries are dropped.
   */
  `create table entry_identity (
    device_id uuid not null,
    epoch text not null,
    seq bigint not null,
    -- 32 bytes.
    hash bytea not null,
    received_day date not null default ${TODAY},
    primary key (device_id, epoch, seq)
  )`,
  `insert into entry_identity (device_id, epoch, seq, hash, received_day)
    select device_id, epoch, seq, decode(hash, 'hex'), (received_at at time zone 'Asia/Ho_Chi_Minh')::date from entry`,
  // When did this gate last bring something?
  'create table gate_arrival (device_id uuid primary key, received_at timestamptz not null)',
  'insert into gate_arrival select device_id, max(received_at) from entry group by device_id',
  'drop view chain_break',
  'drop view checkpoint_break',
  'alter table entry rename to entry_unparted',
  ...['entry_by_arrival', 'entry_by_time', 'entry_by_device', 'entry_by_corrected'].map(
    (index) => `drop index ${index}`,
  ),
  `create table entry (
    device_id uuid not null,
    epoch text not null,
    seq bigint not null,
    -- Vietnam's day by the database's clock; gates' clocks may say anything.
    received_day date not null default ${TODAY},
    sent_by uuid,
    wall_at timestamptz not null,
    received_at timestamptz not null default now(),
    lane_id text not null,
    direction text not null,
    reader_kind text not null,
    code_kind text not null,
    subject_tag text,
    masked_name text,
    masked_number text,
    verification text not null,
    verdict text not null,
    reasons text[] not null,
    corrects bigint,
    previous_hash text not null,
    hash text not null,
    detail jsonb not null,
    primary key (device_id, epoch, seq, received_day)
  ) partition by range (received_day)`,
  'create index entry_by_arrival on entry (received_at desc)',
  'create index entry_by_time on entry (wall_at desc)',
  'create index entry_by_corrected on entry (device_id, epoch, corrects) where corrects is not null',
  `do $$
    declare day date;
    begin
      for day in select distinct received_day from entry_identity loop
        execute format('create table %I partition of entry for values from (%L) to (%L)',
          'entry_' || to_char(day, 'YYYYMMDD'), day, day + 1);
      end loop;
    end $$`,
  `insert into entry (device_id, epoch, seq, received_day, sent_by, wall_at, received_at, lane_id, direction, reader_kind, code_kind,
      subject_tag, masked_name, masked_number, verification, verdict, reasons, corrects, previous_hash, hash, detail)
    select device_id, epoch, seq, (received_at at time zone 'Asia/Ho_Chi_Minh')::date, sent_by, wall_at, received_at, lane_id,
      direction, reader_kind, code_kind, subject_tag, masked_name, masked_number, verification, verdict, reasons, corrects,
      previous_hash, hash, detail
    from entry_unparted`,
  'drop table entry_unparted',
  // What was dropped, when. Never what it said.
  `create table day_purge (
    received_day date primary key,
    entries bigint not null,
    purged_at timestamptz not null default now()
  )`,
  /** As before; the entry before one that is still here may be known by its identity alone. */
  `create view chain_break as
    select entry.device_id, entry.epoch, entry.seq, entry.received_at,
      case when entry.seq > 1 and before.hash is null then 'missing' else 'differs' end as kind
    from entry
    left join entry_identity as before
      on before.device_id = entry.device_id and before.epoch = entry.epoch and before.seq = entry.seq - 1
    where entry.previous_hash is distinct from
      case when entry.seq = 1 then repeat('0', 64) else encode(before.hash, 'hex') end`,
  /**
   * As before; a day that was dropped is nobody's loss. A log is told to be cut by the gate's own time of the statements, because
   * a statement may be late on the way: a log that was cut by somebody who also set the clock back is told by its entries instead.
   */
  `create view checkpoint_break as
    select statement.device_id, statement.epoch, statement.last_seq as seq, statement.received_at,
      case
        when acknowledged_seq is not null and (known.hash is null or here.hash is null and purged.received_day is null)
          then 'lost-here'
        when here.hash <> acknowledged_hash or encode(known.hash, 'hex') <> acknowledged_hash then 'rewritten-here'
        when encode(last.hash, 'hex') <> last_hash then 'rewritten-at-gate'
        else 'cut-at-gate'
      end as kind
    from statement
    left join entry_identity as known
      on known.device_id = statement.device_id and known.epoch = statement.epoch and known.seq = acknowledged_seq
    left join entry as here
      on here.device_id = known.device_id and here.epoch = known.epoch and here.seq = known.seq
        and here.received_day = known.received_day
    left join day_purge as purged on purged.received_day = known.received_day
    left join entry_identity as last
      on last.device_id = statement.device_id and last.epoch = statement.epoch and last.seq = last_seq
    where last_seq is not null and (
      acknowledged_seq is not null and (known.hash is null or here.hash is null and purged.received_day is null)
      or here.hash <> acknowledged_hash
      or encode(known.hash, 'hex') <> acknowledged_hash
      or encode(last.hash, 'hex') <> last_hash
      or exists (select 1 from statement as earlier
        where earlier.device_id = statement.device_id and earlier.epoch = statement.epoch
          and earlier.made_at < statement.made_at and earlier.last_seq > statement.last_seq))`,
];
