import { join } from 'node:path';
import { RECEIVED_TOPIC, VALIDATED_REMEDY, VALIDATED_TOPIC } from '../ingest/index.ts';
import { inspectFileLog, type TopicInspection } from '../stores/index.ts';
import { note, type Observation, ok, placeOf, size, warning, wrong } from './finding.ts';

/** Records may be this much in the future: clocks of a network differ. */
const AHEAD_MS = 60_000;

/** Of a topic that was made of another one there is more to say than that a copy helps. */
function mending(topic: string): string {
  const back = 'bring this file back from a copy';
  return topic === VALIDATED_TOPIC ? `${back}, or ${VALIDATED_REMEDY}` : back;
}

/** Every topic of the log, every record with its checksum. */
export async function logTopics(
  dataDir: string,
  running: boolean,
  now: number,
): Promise<{ readonly topics: readonly TopicInspection[]; readonly seen: readonly Observation[] }> {
  const dir = join(dataDir, 'log');
  const topics = await inspectFileLog(dir);
  if (topics.length === 0) return { topics, seen: [note(dir, 'nothing was received yet')] };
  return { topics, seen: topics.flatMap((topic) => topicSeen(dir, topic, running, now)) };
}

function topicSeen(dir: string, topic: TopicInspection, running: boolean, now: number): readonly Observation[] {
  const { damage, torn, begin, end, files, bytes, newest } = topic;
  const seen: Observation[] = damage.map((one) =>
    wrong(placeOf(one), one.what, `${mending(topic.topic)}, and have the disk checked; nothing was changed`),
  );
  if (torn !== undefined && !running)
    seen.push(
      note(
        placeOf(torn),
        `${torn.bytes} bytes of a write that was torn, and never acknowledged`,
        'the next start cuts them off',
      ),
    );
  if (newest !== undefined && newest > now + AHEAD_MS)
    seen.push(
      warning(
        topic.topic,
        `its newest record is of ${new Date(newest).toISOString()}, which is yet to come`,
        'set the clock of this machine right',
      ),
    );
  if (damage.length === 0)
    seen.push(
      ok(
        join(dir, topic.topic),
        `records ${begin} to ${end} in ${files} files, ${size(bytes)}, each as its checksum says`,
      ),
    );
  return seen;
}

/**
 * How far the readers of the log are, against where it ends. `passed`: positions by reader and topic, `process/received`.
 * Beyond the end: the log lost what was worked on. Before it: that much waits.
 */
export function checkpoints(
  topics: readonly TopicInspection[],
  passed: ReadonlyMap<string, number>,
): readonly Observation[] {
  const topicOf = (name: string) => topics.find(({ topic }) => topic === name);
  return [...passed].map(([name, position]) => {
    const of = name.split('/')[1]!;
    const topic = topicOf(of);
    const end = topic?.end ?? 0;
    if (position > end)
      return wrong(
        `checkpoint ${name}`,
        `it stands at ${position}, and the topic ends at ${end}: its end is missing, and a start refuses`,
        of === VALIDATED_TOPIC && topicOf(RECEIVED_TOPIC) !== undefined
          ? VALIDATED_REMEDY
          : 'bring the log back from a copy that is as new as the other stores',
      );
    if (topic !== undefined && position < topic.begin)
      return wrong(
        `checkpoint ${name}`,
        `it stands at ${position}, and the topic begins at ${topic.begin}: what was between is gone`,
        'bring the log back from a copy',
      );
    return ok(
      `checkpoint ${name}`,
      position === end ? `at ${position}, the end` : `at ${position}; ${end - position} wait`,
    );
  });
}
