/** What did gates say of their logs under their signatures, and where does this table not bear it out? */

export const statements: readonly string[] = [
  `create table statement (
    device_id uuid not null,
    -- SHA-256 of the statement; the same one, sent again, is the same row.
    id bytea not null,
    kind text not null,
    made_at timestamptz not null,
    received_at timestamptz not null default now(),
    -- Of a checkpoint: the log's last entry, and the last up to which this collector had acknowledged everything.
    epoch text,
    last_seq bigint,
    last_hash text,
    acknowledged_seq bigint,
    acknowledged_hash text,
    -- JWS in compact form: it proves itself.
    jws text not null,
    primary key (device_id, id)
  )`,
  'create index statement_by_epoch on statement (device_id, epoch, last_seq) where last_seq is not null',
  'create index statement_by_arrival on statement (received_at)',
  /**
   * Checkpoints that do not fit. `lost-here`: an entry that was acknowledged is not here. `rewritten-here`: it is another.
   * `rewritten-at-gate`: the log's last entry was not what came. `cut-at-gate`: the log had been longer before.
   */
  `create view checkpoint_break as
    select statement.device_id, statement.epoch, statement.last_seq as seq, statement.received_at,
      case
        when acknowledged_seq is not null and here.hash is null then 'lost-here'
        when here.hash <> acknowledged_hash then 'rewritten-here'
        when last.hash <> last_hash then 'rewritten-at-gate'
        else 'cut-at-gate'
      end as kind
    from statement
    left join entry as here
      on here.device_id = statement.device_id and here.epoch = statement.epoch and here.seq = acknowledged_seq
    left join entry as last
      on last.device_id = statement.device_id and last.epoch = statement.epoch and last.seq = last_seq
    where last_seq is not null and (
      (acknowledged_seq is not null and here.hash is distinct from acknowledged_hash)
      or last.hash <> last_hash
      or exists (select 1 from statement as earlier
        where earlier.device_id = statement.device_id and earlier.epoch = statement.epoch
          and earlier.received_at < statement.received_at and earlier.last_seq > statement.last_seq))`,
];
