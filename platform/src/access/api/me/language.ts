import { Type } from 'typebox';
import { LANGUAGES, type Language, type Route, route } from '../../../kernel/index.ts';
import { objectOf, textOf } from '../../body.ts';
import { badBody, noUser } from '../../errors.ts';
import type { People } from '../../people.ts';
import { sayOfAccess } from '../../phrases.ts';

/** In which language people are written to. */
export function languageRoutes(people: People): readonly Route[] {
  return [
    route({
      id: 'updateLanguage',
      method: 'PUT',
      path: '/meniscus/v1/me/language',
      service: 'Meniscus',
      summary:
        'The language the caller is written to in (`en`, `fr`), in every organisation their password opens. Until they choose, that of the browser they first signed in with.',
      access: { kind: 'member', why: 'everybody chooses their own', action: 'write' },
      organisationWide: true,
      body: Type.Object({ language: Type.String() }),
      responses: { 204: { description: 'It is the language from now on.' } },
      async handle({ scope: { org }, actor: { userId }, body }) {
        const language = textOf(objectOf(body), 'language');
        const known: readonly string[] = LANGUAGES;
        if (!known.includes(language))
          throw badBody('/language', sayOfAccess('access-none-of', { name: language, known: known.join(', ') }));
        if (people.get(org, userId) === undefined) throw noUser(userId);
        await people.speaks(people.together(org, userId), language as Language, 'from now on');
        return { status: 204 };
      },
    }),
  ];
}
