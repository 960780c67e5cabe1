/** Every text that the widget shows, in each language it speaks. */
const catalogue = {
  en: {
    open: 'Chat with us',
    close: 'Close the chat',
    title: 'Chat',
    hello: 'Write to us. An agent will answer here.',
    message: 'Message',
    send: 'Send',
    attach: 'Attach a file',
    remove: 'Remove the file',
    you: 'You',
    sending: 'Sending',
    failed: 'Not sent.',
    again: 'Try again',
    offline: 'No connection. Your messages wait here.',
    ended: 'This conversation has ended. Write to start another.',
    typing: '{name} is typing',
    agent: 'An agent',
    unread: '{count} new',
    file: 'File',
    tooLong: 'This message is too long.',
    tooLarge: 'This file is too large or of a kind that cannot be sent.',
    unavailable: 'The chat is not available now.',
    choices: 'Choose an answer',
  },
  de: {
    open: 'Chat öffnen',
    close: 'Chat schließen',
    title: 'Chat',
    hello: 'Schreiben Sie uns. Hier antwortet Ihnen ein Mensch aus unserem Team.',
    message: 'Nachricht',
    send: 'Senden',
    attach: 'Datei anhängen',
    remove: 'Datei entfernen',
    you: 'Sie',
    sending: 'Wird gesendet',
    failed: 'Nicht gesendet.',
    again: 'Erneut versuchen',
    offline: 'Keine Verbindung. Ihre Nachrichten warten hier.',
    ended: 'Dieses Gespräch ist beendet. Schreiben Sie, um ein neues zu beginnen.',
    typing: '{name} schreibt',
    agent: 'Jemand',
    unread: '{count} neu',
    file: 'Datei',
    tooLong: 'Diese Nachricht ist zu lang.',
    tooLarge: 'Diese Datei ist zu groß oder kann nicht gesendet werden.',
    unavailable: 'Der Chat ist gerade nicht erreichbar.',
    choices: 'Wählen Sie eine Antwort',
  },
} as const;

export type Word = keyof (typeof catalogue)['en'];

/** Says a text of the catalogue, with its {blanks} filled. */
export type Say = (word: Word, blanks?: Readonly<Record<string, string | number>>) => string;

/** The catalogue in a language by its BCP 47 tag; English where the widget does not speak it. */
export const speak = (tag: string): { readonly lang: string; readonly say: Say } => {
  const lang = tag.toLowerCase().startsWith('de') ? 'de' : 'en';
  const say: Say = (word, blanks = {}) =>
    catalogue[lang][word].replace(/\{(\w+)\}/g, (_, name: string) => String(blanks[name] ?? ''));
  return { lang, say };
};
