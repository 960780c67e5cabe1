import Ajv from 'ajv';
import type { Heard, StandInAnswer } from './stand-in.ts';

export const accountSid = `AC${'1'.repeat(32)}`;
export const authToken = '0123456789abcdef0123456789abcdef';
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const text = {
  type: 'object',
  required: ['body'],
  properties: { body: { type: 'string', maxLength: 4096 } },
};
const link = { type: 'string', format: 'uri', pattern: '^https?://' };

/** What the Cloud API takes (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages). */
const whatsApp = {
  type: 'object',
  required: ['messaging_product', 'to', 'type'],
  additionalProperties: false,
  properties: {
    messaging_product: { const: 'whatsapp' },
    recipient_type: { const: 'individual' },
    to: { type: 'string', pattern: '^\\d+$' },
    type: { enum: ['text', 'image', 'document', 'audio', 'video'] },
    text,
    image: {
      type: 'object',
      required: ['link'],
      additionalProperties: false,
      properties: { link, caption: { type: 'string' } },
    },
    audio: { type: 'object', required: ['link'], additionalProperties: false, properties: { link } },
    video: {
      type: 'object',
      required: ['link'],
      additionalProperties: false,
      properties: { link, caption: { type: 'string' } },
    },
    document: {
      type: 'object',
      required: ['link'],
      additionalProperties: false,
      properties: { link, caption: { type: 'string' }, filename: { type: 'string' } },
    },
    biz_opaque_callback_data: { type: 'string', maxLength: 512 },
  },
};

/** What the Send API takes (https://developers.facebook.com/docs/messenger-platform/reference/send-api). */
const messenger = {
  type: 'object',
  required: ['recipient', 'message', 'messaging_type'],
  additionalProperties: false,
  properties: {
    recipient: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    messaging_type: { enum: ['RESPONSE', 'UPDATE', 'MESSAGE_TAG'] },
    message: {
      type: 'object',
      additionalProperties: false,
      properties: {
        text: { type: 'string', maxLength: 2000 },
        attachment: {
          type: 'object',
          required: ['type', 'payload'],
          properties: {
            type: { enum: ['image', 'audio', 'video', 'file'] },
            payload: { type: 'object', required: ['url'], properties: { url: link } },
          },
        },
      },
    },
  },
};

const ajv = new Ajv({ strict: false, validateFormats: false });
const refuse = (status: number, message: string) => ({ status, body: { error: { code: 100, message } } });

const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
const picture = { status: 200, body: png, headers: { 'content-type': 'image/png' } };
const texts = new Map<string, Uint8Array>();

/** Lets every provider keep a text under an id of digits; under any other id it keeps a picture. */
export const letKeep = (id: string, bytes: Uint8Array): void => void texts.set(id, bytes);
const keptFile = (id: string): StandInAnswer => {
  const bytes = texts.get(id);
  if (bytes === undefined) return picture;
  return { status: 200, body: Buffer.from(bytes), headers: { 'content-type': 'text/plain; charset=utf-8' } };
};

/** Where each provider keeps a file, as it names it to us. */
export const mediaAt = {
  twilio: (id: string) =>
    `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/MM${id}/Media/ME${id}`,
  messenger: (id: string) => `https://scontent.xx.fbcdn.net/kept/${id}`,
};

/** Where each provider keeps what it was sent, and who may have it there. */
const kept = ({ path, headers }: Heard): StandInAnswer => {
  const { authorization } = headers;
  const id = /(\d+)(\.png)?$/.exec(path)?.[1] ?? '';
  if (path.startsWith('api.twilio.com/2010-04-01/Accounts/'))
    return authorization === basic
      ? { status: 307, body: {}, headers: { location: `https://mms.twiliocdn.com/kept/${id}` } }
      : { status: 401, body: { code: 20003 } };
  if (path.startsWith('mms.twiliocdn.com/kept/'))
    return authorization === undefined ? keptFile(id) : { status: 400, body: {} };
  if (path.startsWith('graph.facebook.com/v23.0/'))
    return authorization === 'Bearer access'
      ? { status: 200, body: { url: `https://lookaside.fbsbx.com/kept/?mid=${id}`, file_size: 1 } }
      : refuse(401, 'no access');
  if (path.startsWith('lookaside.fbsbx.com/kept/'))
    return authorization === 'Bearer access' ? keptFile(id) : refuse(401, 'no access');
  const isKept = path.startsWith('scontent.xx.fbcdn.net/kept/') || path.startsWith('hook/kept');
  return isKept ? keptFile(id) : { status: 404, body: {} };
};

/** Each provider takes what its own documents allow, by its own credentials, and nothing else. */
export const answer = (heard: Heard): StandInAnswer => {
  if (heard.method === 'GET') return kept(heard);
  const { path, headers, body } = heard;
  if (path.startsWith('hook')) return { status: 200, body: {} };
  if (path.startsWith('api.twilio.com/')) {
    const form = new URLSearchParams(body);
    const known = ['To', 'From', 'Body', 'MediaUrl', 'StatusCallback'];
    if (headers.authorization !== basic) return { status: 401, body: { code: 20003 } };
    if (
      ![...form.keys()].every((name) => known.includes(name)) ||
      !(form.get('Body') || form.get('MediaUrl'))
    )
      return { status: 400, body: { code: 21602 } };
    return { status: 201, body: { sid: 'SM1', status: 'queued' } };
  }
  if (headers.authorization !== 'Bearer access') return refuse(401, 'no access');
  const isNumber = path === 'graph.facebook.com/v23.0/106/messages';
  const validate = ajv.compile(isNumber ? whatsApp : messenger);
  if (!validate(JSON.parse(body))) return refuse(400, ajv.errorsText(validate.errors));
  if (isNumber)
    return { status: 200, body: { messaging_product: 'whatsapp', messages: [{ id: 'wamid.9' }] } };
  return { status: 200, body: { recipient_id: '7', message_id: 'mid.9' } };
};
