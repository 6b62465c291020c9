// Run after each change of the npm dependencies (npm run lock).
// A feed that lacks some platform packages (@tailwindcss/oxide-win32-x64-msvc, ...) leaves them out of the lock,
// and then `npm ci` refuses that lock on every machine. Name them: npm skips what is optional and for another platform.
import { readFileSync, writeFileSync } from "node:fs";

const path = "package-lock.json";
const lock = JSON.parse(readFileSync(path, "utf8"));
const platform = /-(android|darwin|freebsd|linux|win32)-(arm64|x64|arm|ia32)(-gnu|-musl)?/;

for (const entry of Object.values(lock.packages)) {
  // No addresses: the same lock serves whichever feed the machine is set up for.
  delete entry.resolved;
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key]) continue;
    const stub = { version: range.replace(/^[\^~]/, ""), dev: true, optional: true };
    const match = platform.exec(name);
    if (match) Object.assign(stub, { cpu: [match[2]], os: [match[1]] });
    else if (name.includes("wasm32")) Object.assign(stub, { cpu: ["wasm32"] });
    else throw new Error(`${name}: expected a platform in the name of an optional package`);
    lock.packages[key] = stub;
    console.log(`named ${name}`);
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(path, JSON.stringify(lock, null, 2) + "\n");
