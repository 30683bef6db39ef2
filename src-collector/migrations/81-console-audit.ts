/** What was done in the console, in a log that nobody edits? */

/**
 * The triggers stop every hand that only has the application's rights. The owner of the database could drop them; that is what the
 * chain is for, whose key is not in the database (`--verify-audit`).
 */
export const consoleAudit: readonly string[] = [
  `create table console_audit (
    id bigint primary key,
    at_utc_ms bigint not null,
    -- 'account', 'token', 'command', 'page' or 'stranger'.
    actor_kind text not null,
    actor_id int,
    -- Whose eyes it is for: the actor's unit.
    unit text[] not null,
    call text not null,
    outcome text not null,
    -- Words and counts, as JSON text: the chain is over exactly these letters.
    detail text not null,
    previous_hash text not null,
    hash text not null
  )`,
  // The chain's end, so that rows are missed there too; its one row is also what writers wait for.
  `create table console_audit_head (
    is_the_one boolean primary key default true check (is_the_one),
    id bigint not null,
    hash text not null
  )`,
  `insert into console_audit_head (id, hash) values (0, '')`,
  `create function console_audit_stays() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log is only ever added to' using errcode = 'insufficient_privilege';
    end $$`,
  `create trigger console_audit_rows_stay before update or delete on console_audit
    for each row execute function console_audit_stays()`,
  `create trigger console_audit_stays before truncate on console_audit
    for each statement execute function console_audit_stays()`,
  `create trigger console_audit_head_stays before delete or truncate on console_audit_head
    for each statement execute function console_audit_stays()`,
];
