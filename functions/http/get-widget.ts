import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { widget } from '../../src/adapters/widget-script.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';

export const needs = ports(rates('take'), relocations('of'), widget);

export const handler = http(routes.getWidget, needs, async (deps) => ok(deps.widget));
