import { expect, test } from 'vitest';
import { allOfType, synthesizedApp } from './synthesized-app.ts';

const arn = (name: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`;

test('given restored tables, when they take the place of their own, then functions, rights and mappings are theirs, and what others import of the own ones stays exported', async () => {
  const restoredTables = {
    records: { arn: arn('records-restored') },
    conversations: { arn: arn('heads-restored'), streamArn: `${arn('heads-restored')}/stream/2026` },
  };
  const before = await synthesizedApp();
  const after = await synthesizedApp({ context: { restoredTables } });

  for (const { Properties } of allOfType(after, 'AWS::Lambda::Function')) {
    const { RECORDS_TABLE, CONVERSATIONS_TABLE } = Properties.Environment?.Variables ?? {};
    if (RECORDS_TABLE !== undefined) expect(RECORDS_TABLE).toBe('records-restored');
    if (CONVERSATIONS_TABLE !== undefined) expect(CONVERSATIONS_TABLE).toBe('heads-restored');
  }
  const sources = allOfType(after, 'AWS::Lambda::EventSourceMapping').map(
    ({ Properties }) => Properties.EventSourceArn,
  );
  expect(sources.filter((source) => source === restoredTables.conversations.streamArn)).toHaveLength(2);
  for (const [name, template] of after.stacks) {
    if (name === 'binocular-data') continue;
    const imported = JSON.stringify(template);
    for (const table of ['Records', 'Conversations'])
      expect(imported, name).not.toMatch(new RegExp(`ImportValue":"[^"]*${table}[0-9A-F]{8}`));
  }

  const [was, is] = [before.data, after.data];
  for (const [id, { Type }] of Object.entries(was.Resources))
    if (Type === 'AWS::DynamoDB::Table') expect(is.Resources[id], id).toEqual(was.Resources[id]);
  const exports = ({ Outputs = {} }: typeof was) =>
    Object.values(Outputs).flatMap(({ Export }) => Export?.Name ?? []);
  expect(exports(is)).toEqual(expect.arrayContaining(exports(was)));
  expect(is.Outputs?.RecordsTable?.Value).toBe('records-restored');

  await expect(
    synthesizedApp({ context: { restoredTables: { conversations: { arn: arn('x') } } } }),
  ).rejects.toThrow('needs the ARN of a stream');
});
