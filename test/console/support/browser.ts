import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** These would end the browser with its first page. */
const unwanted = ['--single-process', '--no-zygote'];

const packaged = async (): Promise<Browser | undefined> => {
  try {
    const { default: pack } = await import('@sparticuz/chromium');
    const args = pack.args.filter((arg) => !unwanted.includes(arg));
    return await chromium.launch({ executablePath: await pack.executablePath(), args, headless: true });
  } catch {
    return undefined;
  }
};

const system = async (): Promise<Browser | undefined> => {
  const executablePath = installed.find((path) => existsSync(path));
  if (executablePath === undefined) return undefined;
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true });
};

/** A real browser: the one inside a package, else an installed one; undefined, and a loud line, where there is none. */
export const openBrowser = async (): Promise<Browser | undefined> => {
  const browser = (await packaged()) ?? (await system());
  if (browser === undefined)
    process.stderr.write('\n*** NO BROWSER: the tests of the console in a browser are skipped. ***\n\n');
  return browser;
};
