import type { Move } from './book.ts';
import { programOf } from './event-record.ts';
import { child, children, day, type Members, member, number } from './tidy.ts';

type Lot = readonly [day: string, points: number];

function lot(holder: Members, pointsName: string, ...days: readonly string[]): readonly Lot[] {
  const points = number(member(holder, pointsName));
  const on = day(member(holder, ...days));
  return points === undefined || points <= 0 || on === undefined ? [] : [[on, points]];
}

/** Regular and promotional points of an issue, by the day they expire on. */
function issuedLots(body: Members): readonly Lot[] {
  return [
    ...children(body, 'regularPointsBreakup').flatMap((one) => lot(one, 'points', 'expiryAt', 'expiryDate')),
    ...children(body, 'promotionalPointsIssued').flatMap((one) =>
      lot(one, 'promotionPoints', 'promotionPointsExpiryDate'),
    ),
  ];
}

function reportedBalance(body: Members): number | undefined {
  const { id } = programOf(body);
  const programs = children(body, 'redemptionFromEarningPrograms');
  const own = programs.find((program) => String(number(member(program, 'programId'))) === id) ?? programs[0] ?? {};
  return number(member(body, 'programCurrentPoints') ?? member(own, 'programCurrentPoints'));
}

function shiftOf(body: Members): Move['shift'] {
  const changed = children(body, 'pointsUpdatedByProgram')[0] ?? {};
  const from = day(member(changed, 'pointsOldExpiryDate', 'pointsOldExpiryDateISO'));
  const to = day(
    member(body, 'pointsNewExpiryDate', 'pointsNewExpiryDateISO') ?? member(child(body, 'expiryDate'), 'expiryValue'),
  );
  const points = number(member(changed, 'points'));
  return from === undefined || to === undefined || points === undefined || points <= 0
    ? undefined
    : { from, to, points };
}

/** What an event adds to the balance; undefined for events that move nothing. */
function pointsOf(name: string, body: Members): number | undefined {
  switch (name) {
    case 'pointsIssued':
      return number(member(body, 'totalPointsIssued')) ?? 0;
    case 'pointsRedeemed':
      return -(number(member(body, 'totalPointsRedeemed')) ?? 0);
    case 'pointsExpired':
      return -(number(member(body, 'pointsExpired')) ?? 0);
    case 'issuedPointsReversed':
      return -(number(member(body, 'totalIssuedPointsReversed', 'totalPointsReversed')) ?? 0);
    case 'redeemedPointsReversed':
      return number(member(body, 'totalRedeemedPointsReversed', 'totalPointsReversed', 'pointsReversed')) ?? 0;
    case 'pointsExpiryChange':
      return 0;
    default:
      return undefined;
  }
}

/** The movement of points an event tells; undefined for events that tell none. */
export function moveOf(name: string, body: Members, id: string, at: number): Move | undefined {
  const points = pointsOf(name, body);
  if (points === undefined) return undefined;
  const lots = name === 'pointsIssued' ? issuedLots(body) : [];
  const shift = name === 'pointsExpiryChange' ? shiftOf(body) : undefined;
  const reported = reportedBalance(body);
  const lifetime = number(member(body, 'programLifetimePoints'));
  return {
    id,
    at,
    event: name,
    points,
    ...(lots.length === 0 ? {} : { lots }),
    ...(shift === undefined ? {} : { shift }),
    ...(reported === undefined ? {} : { reported }),
    ...(lifetime === undefined ? {} : { lifetime }),
  };
}
