/** What can the visitor's screen ask of the gate? A contract of its own, so that it can ask nothing else. */

import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { VERDICTS } from '../core/entry/verdict.ts';
import { declarationInput } from './visit-api.ts';

/** No name, no number: only what the notice on the wall says too. */
export const visitorView = z.strictObject({
  venueName: z.string(),
  /** Whether this venue asks for a health declaration. */
  asksHealth: z.boolean(),
  keptDays: z.int(),
  /** Whoever receives the entries; `null` = nobody, they stay on this machine. */
  collectorName: z.string().nullable(),
  /** Whether the entries are sealed for an authority. */
  isSealed: z.boolean(),
  keepsAddress: z.boolean(),
  keepsInsurance: z.boolean(),
  keepsTrip: z.boolean(),
  lanes: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});

/** `ticket`: stands for the person who was just scanned, for some minutes, and says nothing of them. `null` = nothing to declare for. */
export const visitorVerdict = z.strictObject({
  key: z.int(),
  laneId: z.string(),
  verdict: z.enum(VERDICTS),
  direction: z.enum(['in', 'out']),
  ticket: z.string().nullable(),
});

/** The first event is always a view. */
export const visitorEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: visitorView }),
  z.strictObject({ type: z.literal('verdict'), verdict: visitorVerdict }),
]);

/** `unknown-ticket`: too long ago; that person is asked to show their code again. */
export const declared = z.strictObject({ type: z.enum(['noted', 'separate', 'unknown-ticket', 'not-stored']) });

export const visitorContract = {
  watchVisitor: oc.output(eventIterator(visitorEvent)),
  declareByVisitor: oc
    .input(z.strictObject({ ticket: z.string().max(40), declaration: declarationInput }))
    .output(declared),
};

export type VisitorView = z.infer<typeof visitorView>;
export type VisitorVerdict = z.infer<typeof visitorVerdict>;
export type VisitorEvent = z.infer<typeof visitorEvent>;
export type Declared = z.infer<typeof declared>;

/** As the gate has them. */
export type VisitorCalls = {
  readonly visitorView: () => VisitorView;
  /** Hears every event after now; the returned function ends it. */
  readonly subscribeVisitor: (listener: (event: VisitorEvent) => void) => () => void;
  readonly declareByVisitor: (input: {
    readonly ticket: string;
    readonly declaration: z.infer<typeof declarationInput>;
  }) => Declared;
};
