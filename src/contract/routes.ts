import type { Route } from './route.ts';
import * as analytics from './routes/analytics.ts';
import * as authorization from './routes/authorization.ts';
import * as channels from './routes/channels.ts';
import * as conversations from './routes/conversations.ts';
import * as integrations from './routes/integrations.ts';
import * as jobs from './routes/jobs.ts';
import * as media from './routes/media.ts';
import * as messages from './routes/messages.ts';
import * as monitoring from './routes/monitoring.ts';
import * as notes from './routes/notes.ts';
import * as notifications from './routes/notifications.ts';
import * as panels from './routes/panels.ts';
import * as presences from './routes/presences.ts';
import * as queueMembers from './routes/queue-members.ts';
import * as records from './routes/records.ts';
import * as routing from './routes/routing.ts';
import * as settings from './routes/settings.ts';
import * as users from './routes/users.ts';
import * as webMessaging from './routes/web-messaging.ts';
import * as wrapupCodes from './routes/wrapup-codes.ts';

const place = ({ path, method }: Route): string => `${path} ${method}`;

/** Every REST route, in the order in which documents list them: by tag, then by path and method. */
export const routes: readonly Route[] = [
  routing,
  queueMembers,
  wrapupCodes,
  integrations,
  channels,
  webMessaging,
  messages,
  conversations,
  media,
  monitoring,
  notes,
  users,
  presences,
  authorization,
  notifications,
  panels,
  analytics,
  jobs,
  records,
  settings,
].flatMap((tag) => Object.values<Route>(tag).sort((a, b) => (place(a) < place(b) ? -1 : 1)));
