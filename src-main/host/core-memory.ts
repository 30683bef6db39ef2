/** With which limits does the Node run that holds a gate's core? */

/**
 * For Node, before the script. V8 lets what was made a moment ago grow to 100 MB before it looks what of it is garbage, and
 * then stops everything for 10 to 17 ms; while a long outbox goes out, that is in the middle of somebody's scan. With 8 MB
 * for each of its halves it looks more often, and takes 1 to 4 ms. Electron's own Node has no more than that anyhow.
 */
export const CORE_MEMORY: readonly string[] = ['--max-semi-space-size=8'];
