// complete package-lock.json: add stub entries for optional platform packages the registry in use did not serve
import fs from 'node:fs';

const lock = JSON.parse(fs.readFileSync('package-lock.json'));
let n = 0;
for (const [k, p] of Object.entries({ ...lock.packages }))
  for (const [d, v] of Object.entries(p.optionalDependencies ?? {})) {
    const key = `node_modules/${d}`;
    if (lock.packages[key] || lock.packages[`${k}/${key}`]) continue;
    const m =
      d.match(
        /(android|darwin|freebsd|linux|win32|openharmony|aix|netbsd|openbsd|sunos)-?(arm64|x64|arm|ia32|ppc64|riscv64|s390x)?/,
      ) ?? [];
    const libc = /musl/.test(d) ? ['musl'] : /gnu/.test(d) ? ['glibc'] : undefined;
    lock.packages[key] = {
      version: v.replace(/^[\^~]/, ''),
      ...(p.dev && { dev: true }),
      optional: true,
      os: [m[1]],
      cpu: [m[2]],
      ...(libc && { libc }),
    };
    n++;
  }
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log('added', n);
