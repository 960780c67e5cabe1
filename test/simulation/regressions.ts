/** Seeds that once broke an invariant, and what it took: they are played first, at these lengths, for ever. */
export const regressions: readonly {
  readonly seed: number;
  readonly steps: number;
  readonly broke: string;
}[] = [
  // The timeline is written late: who took part was judged by it alone, and who had just connected passed for a
  // stranger.
  { seed: 1471, steps: 300, broke: 'I6: an agent who has just connected reads of the monitor' },
  // A push found the socket gone and closed its channel, by which alone a revocation found the session.
  { seed: 300_002_143, steps: 300, broke: 'a revoked supervisor still holds their session' },
  { seed: 301_002_148, steps: 300, broke: 'a revoked supervisor still holds their session' },
  { seed: 184_485_933, steps: 300, broke: 'a revoked supervisor still holds their session' },
  // A revocation closed a socket that was being opened, and the session went on without it.
  { seed: 1_062_431, steps: 300, broke: 'I2: a revoked supervisor who claims again sees nothing' },
  { seed: 184_488_990, steps: 300, broke: 'I2: a revoked supervisor who claims again sees nothing' },
  // A parked record of an agent's coming was redriven after they had left.
  { seed: 4_294_967_388, steps: 300, broke: 'an agent who has left is INTERACTING for ever' },
  // A queue's member and the member's list of queues were two writes: adding met a removal between them, and the list,
  // by which presences find the queue, did not name it.
  { seed: 4_294_974_087, steps: 300, broke: 'a queue shows a member as they were' },
  // The model asked for the view of a record that had failed four times by chance alone and was parked.
  { seed: 4_294_971_545, steps: 300, broke: 'the view of a parked change is missing' },
  // Two presences within one millisecond passed for one: watchers and queues were not told of the second.
  { seed: 5_718_674_965, steps: 300, broke: 'a queue shows a presence that has changed' },
  // A call pointed an address at its next conversation and stopped; who started it did not know the one before.
  { seed: 1_003_468, steps: 300, broke: 'I2: a message stands in two conversations' },
];
