import { Type } from 'typebox';
import { type Call, type Route, route } from '../../../kernel/index.ts';
import { objectOf, optionalText, passwordIn, textOf } from '../../body.ts';
import { badBody, lockedOut, noUser, wrongPassword } from '../../errors.ts';
import { type LockOut, personSubject } from '../../lock-out.ts';
import type { People } from '../../people.ts';
import { sayOfAccess } from '../../phrases.ts';
import type { RefreshTokens } from '../../refresh-tokens.ts';

interface Deps {
  readonly people: People;
  readonly refreshTokens: RefreshTokens;
  readonly lockOut: LockOut;
}

/** One that was given before is refused: the administrators who set it would hold what opens all of the organisations. */
function passwordsIn(body: unknown) {
  const given = objectOf(body);
  const [password, otherPassword] = [textOf(given, 'password'), optionalText(given, 'otherPassword')];
  textOf(given, 'newPassword');
  const newPassword = passwordIn(given, 'newPassword')!;
  if (newPassword === password || newPassword === otherPassword)
    throw badBody('/newPassword', sayOfAccess('access-password-new'));
  return { password, otherPassword, newPassword };
}

/** What people do about the way they sign in themselves. */
export function passwordRoutes({ people, refreshTokens, lockOut }: Deps): readonly Route[] {
  return [
    route({
      id: 'updatePassword',
      method: 'PUT',
      path: '/meniscus/v1/me/password',
      service: 'Meniscus',
      summary:
        'A person chooses another password, for every organisation the present one opens. With `otherPassword`, by which other organisations know the same address, the new one opens those as well. Tokens of before count no more.',
      access: { kind: 'member', why: 'everybody chooses their own; the present one is asked for', action: 'write' },
      organisationWide: true,
      body: Type.Object({
        password: Type.String(),
        newPassword: Type.String(),
        otherPassword: Type.Optional(Type.String()),
      }),
      responses: {
        204: { description: 'It is the new one from now on.' },
        403: { description: 'A password given is wrong.' },
        429: { description: 'Too many wrong ones.' },
      },
      async handle({ scope: { org }, actor: { userId }, body }: Call) {
        const person = people.get(org, userId)?.body;
        if (person === undefined) throw noUser(userId);
        const { password, otherPassword, newPassword } = passwordsIn(body);
        const { waitSeconds, found: proven } = await lockOut.attempt(personSubject(person.email), () =>
          people.proven(person, password, otherPassword),
        );
        if (waitSeconds > 0) throw lockedOut(waitSeconds);
        if (proven === undefined) throw wrongPassword();
        const members = await people.choosePassword(proven, newPassword);
        // Another one was chosen or set meanwhile.
        if (members.length === 0) throw wrongPassword();
        for (const member of members) await refreshTokens.endAll(member.org, member.userId);
        return { status: 204 };
      },
    }),
  ];
}
