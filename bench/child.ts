import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { pinned } from '../tools/harness/process.ts';

/** Runs a file as a process of its own on the given core, hands it a plan, and gives what it answers. */
export function runInChild<Plan, Answer>(file: string, plan: Plan, core?: number): Promise<Answer> {
  const [command, args] = pinned(core, process.execPath, [file]);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.on('exit', (code) =>
      code === 0 ? resolve(JSON.parse(text) as Answer) : reject(new Error(`the load stopped with code ${code}`)),
    );
    child.stdin.end(JSON.stringify(plan));
  });
}

/** The child's side: takes the plan it was handed and answers what the work gives. */
export async function answerPlan<Plan, Answer>(work: (plan: Plan) => Promise<Answer>): Promise<void> {
  process.stdout.write(JSON.stringify(await work((await json(process.stdin)) as Plan)));
}
