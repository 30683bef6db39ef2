/** By what is the audit log looked through, when it is long? */

/** The newest of one account, of one kind of call, of one day: without reading all that others did. */
export const auditFilters: readonly string[] = [
  'create index console_audit_by on console_audit (actor_kind, actor_id, id)',
  'create index console_audit_call on console_audit (call text_pattern_ops, id)',
  'create index console_audit_at on console_audit (at_utc_ms)',
];
