import type { Reporter, TestModule } from 'vitest/node';

/** Lists skipped tests with their reasons; fails the run when `MENISCUS_PROVE_ALL` asks for all of them. */
export default class UnprovenReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const unproven: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const reason = 'note' in result && result.note ? result.note : 'skipped without a reason';
        unproven.push(`  ${module.relativeModuleId} > ${test.fullName}: ${reason}`);
      }
    }
    if (unproven.length === 0) return;
    console.log(`\nUnproven on this machine (${unproven.length}):\n${unproven.join('\n')}`);
    if (process.env.MENISCUS_PROVE_ALL === '1') {
      console.log('MENISCUS_PROVE_ALL is set: an unproven test is a failure.');
      process.exitCode = 1;
    }
  }
}
