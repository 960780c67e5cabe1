import type { NewChecker } from './checker.ts';
import { counted } from './checkers/counted.ts';
import { denseSeq } from './checkers/dense-seq.ts';
import { derivedViews } from './checkers/derived-views.ts';
import { leaseExpiry } from './checkers/lease-expiry.ts';
import { letGo } from './checkers/let-go.ts';
import { oneHolder } from './checkers/one-holder.ts';
import { revoked } from './checkers/revoked.ts';
import { silence } from './checkers/silence.ts';
import { storedOnce } from './checkers/stored-once.ts';
import { tenantWall } from './checkers/tenant-wall.ts';
import { timelineFacts } from './checkers/timeline-facts.ts';
import { wholeTranscript } from './checkers/whole-transcript.ts';

/** Every invariant that a simulated history is held against; a feature joins by adding its line. */
export const checkers: readonly NewChecker[] = [
  oneHolder,
  storedOnce,
  denseSeq,
  tenantWall,
  timelineFacts,
  silence,
  leaseExpiry,
  wholeTranscript,
  revoked,
  counted,
  letGo,
  derivedViews,
];
