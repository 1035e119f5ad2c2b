import { readFileSync } from 'node:fs';

/**
 * Loaded into a platform before anything else (`--import`): its wall clock is that of the machine, moved by the milliseconds in
 * the file `MOVED_CLOCK_FILE`, which it reads again at each SIGUSR2. Timers go on as they do when a real clock is set.
 */
const file = process.env.MOVED_CLOCK_FILE!;
const RealDate = Date;
let moved = 0;
const read = () => {
  moved = Number(readFileSync(file, 'utf8'));
};
read();
process.on('SIGUSR2', read);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + moved] : args, self) as object,
  get: (target, name) => (name === 'now' ? () => RealDate.now() + moved : Reflect.get(target, name)),
});
