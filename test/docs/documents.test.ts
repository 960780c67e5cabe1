import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restPage } from '../../scripts/docs/rest-page.ts';
import { clientFrames } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import { topics } from '../../src/contract/topics.ts';
import { DisconnectType } from '../../src/contract/words.ts';
import { anchors, links, page, pages, root } from './markdown.ts';

const source = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

const found = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] as string)),
];

const scripts = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
    .scripts,
);

/** Code paths named in a page, where they are one file or folder. */
const paths = (text: string): readonly string[] =>
  found(text, /`((?:src|functions|lib|local|client|test|scripts|formal|bench|docs)\/[\w./-]*)`/g);

describe('the documents', () => {
  test('Given the routes, when their page is read, then it is what they say (npm run docs:api writes it)', () => {
    expect(page('docs/api/rest.md')).toBe(restPage());
  });

  test.each(pages.map(({ path }) => path))(
    'Given the links of %s, when followed, then each leads somewhere',
    (path) => {
      const broken = links({ path, text: page(path) }).filter((target) => {
        const [file = '', anchor] = target.split('#');
        const to = file === '' ? path : normalize(join(dirname(path), file));
        if (!existsSync(join(root, to))) return true;
        return anchor !== undefined && !anchors(readFileSync(join(root, to), 'utf8')).has(anchor);
      });
      expect(broken).toEqual([]);
    },
  );

  test.each(pages.map(({ path }) => path))(
    'Given the files that %s names, when looked for, then each is there',
    (path) => {
      expect(paths(page(path)).filter((named) => !existsSync(join(root, named)))).toEqual([]);
    },
  );

  test('Given the npm scripts that documents name, when looked up, then each exists, and the README names them all', () => {
    const named = pages.flatMap(({ path, text }) =>
      found(
        text,
        /npm (?:run )?((?:start|test|synth|check|docs|simulate|mutants|model|bench|replay)[\w:]*)/g,
      ).map((script) => ({ path, script })),
    );
    expect(named.filter(({ script }) => !scripts.includes(script))).toEqual([]);
    expect(
      scripts.filter((script) => !new RegExp(`npm (?:run )?${script}[\` ]`).test(page('README.md'))),
    ).toEqual([]);
  });
});

describe('the protocol page', () => {
  /** However a table's columns are aligned. */
  const protocol = page('docs/protocol.md').replace(/ +/g, ' ');

  test('Given the words a client may send, when looked for, then each has a heading', () => {
    const headings = Object.keys(clientFrames).map((word) => `### \`${word}\` (client → server)`);
    expect(headings.filter((heading) => !protocol.includes(heading))).toEqual([]);
  });

  test('Given the words that the server sends, when looked for, then each is explained', () => {
    const code = source('src/domain') + source('src/app');
    const answers = found(code, /metadataFrame\(\s*\{\s*message: '([a-z]+)'/g);
    const events = found(code, /type: '([A-Z]\w+)'/g);
    expect([...answers, ...events]).toEqual(
      expect.arrayContaining(['pong', 'resumed', 'Text', 'MonitoringEnded']),
    );
    expect([...answers, ...events].filter((word) => !protocol.includes(`**\`${word}\`**`))).toEqual([]);
  });

  test('Given the topics, when looked for, then each is in the table', () => {
    const names = Object.values(topics).map((topic) => (typeof topic === 'string' ? topic : topic('{id}')));
    expect(names.filter((name) => !protocol.includes(`| \`${name}\``))).toEqual([]);
  });

  test('Given the ways a session ends, when looked for, then each that the code gives is explained', () => {
    const given = found(source('src/domain'), /(?:disconnectType: |type: |\?\? )'([a-z.]+)'/g);
    const words = DisconnectType.options.filter((word) => given.includes(word));
    expect(words.filter((word) => !protocol.includes(`| \`${word}\` |`))).toEqual([]);
  });

  test('Given the limits, when the table is read, then it has their values', () => {
    const grouped = (value: number): string => value.toLocaleString('en-US');
    const rows = [
      `| ticket | ${limits.ticketMs / 1000} s,`,
      `| channel | ${limits.channelMs / 3_600_000} h,`,
      `| ping | every ${limits.heartbeatMs / 1000} s |`,
      `| lease | ${limits.leaseMs / 1000} s `,
      `| topics of one frame | ${limits.topicsPerFrame} |`,
      `| entries of one resume | ${limits.transcriptPage} |`,
      `| frame from the server | ${grouped(limits.frameBytes)} bytes`,
      `| text of a message | ${grouped(limits.textBytes)} bytes`,
      `| data of a contextual panel | ${grouped(limits.panelBytes)} bytes of JSON, ${limits.panelLevels} levels |`,
      `| a missing message reads as lost | after ${limits.gapMs / 1000} s |`,
    ];
    expect(rows.filter((row) => !protocol.includes(row))).toEqual([]);
  });
});

describe('the data model page', () => {
  test('Given the words that keys are made of, when looked for, then each is in the page', () => {
    const adapters = source('src/adapters/dynamodb');
    const words = [
      ...found(adapters, /sk: '([A-Z]+)'/g),
      ...found(adapters, /[`'#]([A-Z]+)#/g).filter((word) => word.length > 1),
      ...found(adapters, /^ {2}\w+: '([A-Z]+)',$/gm),
    ];
    expect(words).toEqual(expect.arrayContaining(['ADDRESS', 'FACT', 'TOPIC']));
    expect(words.filter((word) => !new RegExp(`[\`#]${word}[\`#]`).test(page('docs/data-model.md')))).toEqual(
      [],
    );
  });
});
