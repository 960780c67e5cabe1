/** What a page of the console may reach beside its own origin. */
interface Reached {
  /** Origins that it calls: the socket's, and those of the issuer of its tokens. */
  readonly connect: readonly string[];
  /** Origins that its pictures, sounds and films come from. */
  readonly media?: readonly string[];
  /** Who may frame it, and whom it may frame: nobody where it is deployed, itself on the stage of a laptop. */
  readonly frames?: "'self'" | "'none'";
}

/**
 * The Content-Security-Policy of the console's pages: its own scripts and styles alone, nothing inline, nothing made from
 * text; no form goes anywhere.
 */
export const pagePolicy = ({ connect, media = [], frames = "'none'" }: Reached): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    ['img-src', "'self'", ...media].join(' '),
    ['media-src', "'self'", ...media].join(' '),
    ['connect-src', "'self'", ...connect].join(' '),
    `frame-src ${frames}`,
    `frame-ancestors ${frames}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** Headers beside it, which are the same everywhere. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};
