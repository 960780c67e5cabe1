/** What the last write did to a head. Names in the contract's list of changes; stream filters select by them. */
export type ChangeName =
  | 'started'
  | 'message'
  | 'participant'
  | 'transferred'
  | 'monitor'
  | 'renewed'
  | 'ended'
  | 'attributes';
