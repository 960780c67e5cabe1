import type { ReactNode } from 'react';
import type { MessageType } from '../../src/contract/words.ts';

/** A mark of our own, drawn on a grid of 16. Decoration: what it means stands beside it in words. */
const Mark = ({ children }: { readonly children: ReactNode }) => (
  <svg
    className="mark"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.3"
    strokeLinejoin="round"
    strokeLinecap="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
);

/** The binocular: somebody monitors. */
export const BinocularMark = () => (
  <Mark>
    <path d="M4.2 3.5h2v2.4h3.6V3.5h2l1.8 6.2a2.4 2.4 0 1 1-4.7 1V9.6H7.1v1.1a2.4 2.4 0 1 1-4.7-1z" />
  </Mark>
);

const glyphs: Record<MessageType, ReactNode> = {
  webmessaging: (
    <>
      <rect x="2" y="2.5" width="12" height="9" rx="1.5" />
      <path d="M2 5.2h12M5 13.8h6" />
    </>
  ),
  open: <path d="M2.5 3h11v7.5H8L4.8 13.4v-2.9H2.5z" />,
  sms: (
    <>
      <rect x="4.5" y="1.8" width="7" height="12.4" rx="1.4" />
      <path d="M7 12h2" />
    </>
  ),
  whatsapp: (
    <path d="M8 2.2a5.8 5.8 0 0 0-5 8.7L2.2 14l3.2-.8A5.8 5.8 0 1 0 8 2.2zM6 5.6c.3 2.2 1.9 3.8 4.2 4.3" />
  ),
  facebook: (
    <path d="M8 2.2c-3.4 0-6 2.4-6 5.5 0 1.7.8 3.2 2.1 4.2v2.2l2-1.1c.6.2 1.2.2 1.9.2 3.4 0 6-2.4 6-5.5s-2.6-5.5-6-5.5zM4.8 8.8l2.2-2.2 1.8 1.6 2.2-1.8" />
  ),
  instagram: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="3" />
      <circle cx="8" cy="8" r="2.6" />
    </>
  ),
  apple: (
    <path d="M8 2.5c-3.3 0-6 2.1-6 4.8 0 1.5.9 2.9 2.3 3.8L4 13.5l2.3-1.5c.5.1 1.1.1 1.7.1 3.3 0 6-2.1 6-4.8s-2.7-4.8-6-4.8z" />
  ),
};

/** The glyph of a channel. */
export const ChannelMark = ({ type }: { readonly type: MessageType }) => <Mark>{glyphs[type]}</Mark>;

const states = {
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3l2 1.5" />
    </>
  ),
  interacting: (
    <>
      <path d="M2.5 4h8v5.5H6L3.8 11.5V9.5H2.5z" />
      <path d="M12.5 6.5h1v5.5h-1v1.5L10.7 12H7.5" />
    </>
  ),
  held: <path d="M5.5 4v8M10.5 4v8" />,
  ended: <path d="M3.5 8.5l3 3 6-7" />,
} as const;

/** The glyph of what an interaction is in the middle of. */
export const StateMark = ({ state }: { readonly state: keyof typeof states }) => <Mark>{states[state]}</Mark>;

const deliveries = {
  queued: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="M8 5.2V8l1.8 1.2" />
    </>
  ),
  sent: <path d="M3.5 8.5l3 3 6-7" />,
  delivered: <path d="M1.5 8.5l3 3 6-7M8 10.9l.6.6 6-7" />,
  read: (
    <>
      <path d="M1.5 8S4 4 8 4s6.5 4 6.5 4-2.5 4-6.5 4S1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.7" />
    </>
  ),
  failed: <path d="M8 2.5l6 10.5H2zM8 6.5v3M8 11.3v.1" />,
} as const;

/** The glyph of how far a message has come: a clock, one stroke, two, an eye, or a warning. */
export const DeliveryMark = ({ state }: { readonly state: keyof typeof deliveries }) => (
  <Mark>{deliveries[state]}</Mark>
);

const files = {
  Image: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M2.5 11.5L6 8l2.5 2.5L10.5 8.5l3 3M10.5 5.6v.1" />
    </>
  ),
  Video: (
    <>
      <rect x="1.8" y="4" width="8.6" height="8" rx="1.3" />
      <path d="M10.4 7l3.8-2v6l-3.8-2z" />
    </>
  ),
  Audio: <path d="M2 6.5v3M4.8 4.5v7M7.6 2.8v10.4M10.4 5v6M13.2 6.7v2.6" />,
  File: <path d="M4 1.8h5L12.5 5.3v8.9H4zM9 1.8v3.5h3.5" />,
} as const;

/** The glyph of a kind of file. */
export const FileMark = ({ kind }: { readonly kind: keyof typeof files }) => <Mark>{files[kind]}</Mark>;

/** A note at a message. */
export const NoteMark = () => (
  <Mark>
    <path d="M3 2.5h10v8l-3 3H3zM13 10.5h-3v3M5.5 5.5h5M5.5 8h3" />
  </Mark>
);

/** A cross: stop, close, take away. */
export const CrossMark = () => (
  <Mark>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Mark>
);

const navigation = {
  interactions: <path d="M2.5 4h11M2.5 8h11M2.5 12h7" />,
  queues: <path d="M3 13V8.5M8 13V3M13 13V6" />,
  administration: (
    <>
      <circle cx="8" cy="8" r="2.2" />
      <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4" />
    </>
  ),
} as const;

/** The glyph of a view. */
export const ViewMark = ({ view }: { readonly view: keyof typeof navigation }) => (
  <Mark>{navigation[view]}</Mark>
);
