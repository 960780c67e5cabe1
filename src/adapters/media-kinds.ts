/** How many first bytes of a file tell its kind. */
export const sniffedBytes = 16;

/** First bytes of each kind, by media type; a `?` is any byte. What is not listed is told by nothing. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['\x89PNG\r\n\x1a\n'],
  'image/jpeg': ['\xff\xd8\xff'],
  'image/gif': ['GIF87a', 'GIF89a'],
  'image/webp': ['RIFF????WEBP'],
  'application/pdf': ['%PDF-'],
  'audio/mpeg': ['ID3', '\xff\xfb', '\xff\xfa', '\xff\xf3', '\xff\xf2'],
  'audio/mp4': ['????ftyp'],
  'audio/ogg': ['OggS'],
  'audio/aac': ['\xff\xf1', '\xff\xf9'],
  'audio/amr': ['#!AMR'],
  'video/mp4': ['????ftyp'],
  'video/3gpp': ['????ftyp'],
};

/** Whether a file that begins so can be of a media type: what calls itself a picture and is none is not taken. */
export const isLike = (mime: string, first: Uint8Array): boolean => {
  const text = Buffer.from(first).toString('latin1');
  const known = beginnings[mime];
  if (known === undefined) return mime === 'text/plain' && !text.includes('\0');
  return known.some((beginning) =>
    [...beginning].every((character, index) => character === '?' || text[index] === character),
  );
};
