import { existsSync } from 'node:fs';
import { type Browser, type BrowserServer, chromium as driver } from 'playwright-core';
import { patience } from './patience.ts';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** These would end the browser with its first page. */
const unwanted = ['--single-process', '--no-zygote'];

/** Switches for a Chromium that runs as root, without a display, and asks nothing of the network by itself. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Found {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/** The browser inside its npm package, which is for linux-x64; else an installed Chromium; else none. */
const find = async (): Promise<Found | undefined> => {
  try {
    const { default: pack } = await import('@sparticuz/chromium');
    const args = pack.args.filter((arg) => !unwanted.includes(arg));
    if (process.platform === 'linux' && process.arch === 'x64')
      return { executablePath: await pack.executablePath(), args };
  } catch {
    // The package is not there: an installed one will do.
  }
  const executablePath = installed.find((path) => existsSync(path));
  return executablePath === undefined ? undefined : { executablePath, args: [] };
};

const found = await find();

/** Whether there is a browser; where there is none a loud line says so, and tests that need one are skipped. */
export const hasBrowser = found !== undefined;
if (!hasBrowser) process.stderr.write('\n*** NO BROWSER: the tests of pages are skipped. ***\n\n');

const options = ({ executablePath, args }: Found) => ({
  executablePath,
  args: [...args, ...quiet],
  headless: true,
  timeout: patience,
});

/** Starts a browser of one's own; undefined where there is none. */
export const launchBrowser = async (): Promise<Browser | undefined> =>
  found === undefined ? undefined : driver.launch(options(found));

/** Starts a browser that several processes share by its address. Rejects where there is none. */
export const serveBrowser = async (): Promise<BrowserServer> => {
  if (found === undefined) throw new Error('there is no browser');
  return driver.launchServer(options(found));
};
