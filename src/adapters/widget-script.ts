import { script } from 'virtual:widget';
import { setting } from './port.ts';

/** The port of the website's chat: one script, the same for every tenant. */
export const widget = setting('widget', [], (): string => script);
