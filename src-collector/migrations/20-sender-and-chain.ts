/** Who handed an entry over, and where does a gate's chain of entries not hold? */

export const senderAndChain: readonly string[] = [
  // The device whose key signed the upload; null, for entries from before this column, is the entry's own device.
  // A gate that lost its key goes on under a new name, and hands over what the old one left behind.
  'alter table entry add column sent_by uuid',
  // When did this gate last bring something?
  'create index entry_by_device on entry (device_id, received_at desc)',
  /**
   * Entries that do not follow the one before: it is not here (`missing`: it waits, was set aside at the gate, or was taken out)
   * or is another one (`differs`). Written down, never a reason to refuse: the entry itself may be all the evidence there is.
   */
  `create view chain_break as
    select entry.device_id, entry.epoch, entry.seq, entry.received_at,
      case when entry.seq > 1 and before.hash is null then 'missing' else 'differs' end as kind
    from entry
    left join entry as before
      on before.device_id = entry.device_id and before.epoch = entry.epoch and before.seq = entry.seq - 1
    where entry.previous_hash is distinct from case when entry.seq = 1 then repeat('0', 64) else before.hash end`,
];
