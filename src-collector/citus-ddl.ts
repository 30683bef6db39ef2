/** Which statements spread this schema over the workers of a Citus cluster? */

/** Tables whose rows belong to one gate: all of a gate's rows lie on one worker, so a batch is one worker's transaction. */
export const DISTRIBUTED_TABLES: readonly string[] = [
  'device',
  'adapter_aside',
  'adapter_outbox',
  'device_revocation',
  'entry',
  'entry_identity',
  'fleet_outcome',
  'gate_arrival',
  'gate_day',
  'gate_day_due',
  'gate_profile',
  'gate_status',
  'purge_head',
  'statement',
  'trace_result',
];

/** Small tables that belong to no gate: each worker has a whole copy. */
export const REFERENCE_TABLES: readonly string[] = [
  'adapter',
  'setup_token',
  'pass_signer',
  'venue_pass',
  'day_purge',
  'fleet_settings',
  'unit_day',
  'unit_day_due',
  'trace_case',
  'trace_hand_out',
  'schema_version',
];

/** The console's own, and what is sent to its people: a few rows, a few hands, and triggers, which Citus takes on the coordinator alone. They stay there. */
export const COORDINATOR_TABLES: readonly string[] = [
  'adapter_state',
  'console_account',
  'console_recovery_code',
  'console_invitation',
  'console_session',
  'console_api_token',
  'console_brake',
  'console_audit',
  'console_audit_head',
  'rights_request',
  'rights_step',
  'rights_receipt',
  'rights_holiday',
  'breach',
  'purge_receipt',
  'purge_receipt_head',
  'notice_alarm',
  'notice_clock',
  'notice_delivery',
  'notice_event',
  'notice_raised',
  'notice_target',
  'report_schedule',
  'console_key',
];

/** The statements, one a line, for `psql` on a database that a collector has already brought up to date. */
export function citusDdl(): string {
  const distributed = DISTRIBUTED_TABLES.map((table, index) => {
    const colocation = index === 0 ? '' : `, colocate_with => '${DISTRIBUTED_TABLES[0]}'`;
    return `select create_distributed_table('${table}', 'device_id'${colocation});`;
  });
  const references = REFERENCE_TABLES.map((table) => `select create_reference_table('${table}');`);
  return `${['create extension if not exists citus;', ...references, ...distributed].join('\n')}\n`;
}
