/** Middle of a node, in units of the drawing. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: readonly Place[];
}

/** Room each node takes with its label; no two of these overlap. */
export const ROOM = { width: 148, height: 96 } as const;

const ROUNDS = 160;
/** Length a link would like to have. */
const LINK = 170;
/** Rounds in which nodes that overlap are moved apart; as many as nodes always were enough, a few more are for safety. */
const MOST_MOVES = 400;

interface Point {
  x: number;
  y: number;
}

/** The nodes so that those of one graph follow each other: depth first along the links. */
function alongLinks(count: number, links: readonly (readonly [number, number])[]): readonly number[] {
  const neighbours = Array.from({ length: count }, (): number[] => []);
  for (const [a, b] of links) {
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  const order = new Set<number>();
  const open = Array.from({ length: count }, (_, index) => count - 1 - index);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (order.has(node)) continue;
    order.add(node);
    open.push(...neighbours[node]!.toReversed());
  }
  return [...order];
}

/** On a circle; the angle begins left, so that two stand side by side. Linked nodes begin beside each other. */
function circle(count: number, links: readonly (readonly [number, number])[]): Point[] {
  const radius = (LINK * Math.max(1, count)) / 6;
  const points: Point[] = [];
  for (const [index, node] of alongLinks(count, links).entries()) {
    const angle = Math.PI + (index / count) * 2 * Math.PI;
    points[node] = { x: Math.cos(angle) * radius * 1.3, y: Math.sin(angle) * radius };
  }
  return points;
}

/** All push each other off, links pull, everything leans to the middle: what Fruchterman and Reingold describe. */
function settle(points: Point[], links: readonly (readonly [number, number])[]): void {
  // Many push harder than few, so they lean harder, too; and more from above and below, since pages are wide.
  const lean = 0.02 * (1 + points.length / 10);
  for (let round = 0; round < ROUNDS; round += 1) {
    const force = points.map(({ x, y }) => ({ x: -x * lean, y: -y * lean * 1.8 }));
    for (let a = 0; a < points.length; a += 1)
      for (let b = a + 1; b < points.length; b += 1) {
        const [dx, dy] = [points[a]!.x - points[b]!.x, points[a]!.y - points[b]!.y];
        const push = (LINK * LINK) / Math.max(1, dx * dx + dy * dy);
        pull(force, a, b, dx * push, dy * push);
      }
    for (const [a, b] of links) {
      const [dx, dy] = [points[a]!.x - points[b]!.x, points[a]!.y - points[b]!.y];
      const share = -Math.hypot(dx, dy) / LINK / 4;
      pull(force, a, b, dx * share, dy * share);
    }
    const most = LINK * (1 - round / ROUNDS) * 0.3;
    for (const [index, point] of points.entries()) move(point, force[index]!, most);
  }
}

function pull(force: Point[], a: number, b: number, x: number, y: number): void {
  force[a]!.x += x;
  force[a]!.y += y;
  force[b]!.x -= x;
  force[b]!.y -= y;
}

function move(point: Point, { x, y }: Point, most: number): void {
  const length = Math.hypot(x, y);
  const share = length > most ? most / length : 1;
  point.x += x * share;
  point.y += y * share;
}

/** Lays a graph that stands upright down: pages are wider than they are high. */
function layDown(points: Point[]): void {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  if (Math.max(...ys) - Math.min(...ys) <= Math.max(...xs) - Math.min(...xs)) return;
  for (const point of points) [point.x, point.y] = [point.y, point.x];
}

/** Moves nodes whose rooms overlap apart, along the side on which less is missing. */
function makeRoom(points: Point[]): void {
  for (let round = 0; round < MOST_MOVES; round += 1) {
    let moved = false;
    for (let a = 0; a < points.length; a += 1)
      for (let b = a + 1; b < points.length; b += 1) moved = part(points[a]!, points[b]!) || moved;
    if (!moved) return;
  }
}

function part(a: Point, b: Point): boolean {
  const [missingX, missingY] = [ROOM.width - Math.abs(a.x - b.x), ROOM.height - Math.abs(a.y - b.y)];
  if (missingX <= 0.01 || missingY <= 0.01) return false;
  const axis = missingX < missingY ? 'x' : 'y';
  const by = (Math.min(missingX, missingY) / 2 + 0.5) * (a[axis] < b[axis] ? -1 : 1);
  a[axis] += by;
  b[axis] -= by;
  return true;
}

/**
 * Places the nodes of a graph: linked ones near each other, none over another. The same graph is always placed the same.
 * Meant for up to a few hundred nodes; the work grows with their square.
 */
export function layOut(count: number, links: readonly (readonly [number, number])[]): Layout {
  const points = circle(count, links);
  settle(points, links);
  layDown(points);
  makeRoom(points);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(0, ...xs), Math.min(0, ...ys)];
  return {
    width: Math.max(0, ...xs) - left + ROOM.width,
    height: Math.max(0, ...ys) - top + ROOM.height,
    places: points.map(({ x, y }) => ({ x: x - left + ROOM.width / 2, y: y - top + ROOM.height / 2 })),
  };
}
