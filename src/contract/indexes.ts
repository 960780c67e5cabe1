/** The records table's index: a tenant's interactions in one state (`gpk`), by start (`gsk`). */
export const byState = 'byState';
