const kept = 'binocular.signed-out';

/** Remembers over the issuer's page that somebody signed out here: coming back signs nobody in again. */
export const rememberSignedOut = (): void => sessionStorage.setItem(kept, 'true');

/** Whether somebody signed out here just now; asked once. */
export const wasSignedOut = (): boolean => {
  const is = sessionStorage.getItem(kept) !== null;
  sessionStorage.removeItem(kept);
  return is;
};
