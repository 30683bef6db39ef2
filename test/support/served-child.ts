/** A core in a process of its own, with a gate that says what a test expects; run by the transports' suite only. */

import { createPortServer, serveRelayedPorts } from '../../src-main/host/serve-port.ts';
import { createFakeGate } from './fake-gate.ts';

const { gate } = createFakeGate();
const serve = createPortServer(gate, () => undefined);
serveRelayedPorts(process, (message) => process.send?.(message, undefined, undefined, () => undefined), serve);
process.once('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' });
