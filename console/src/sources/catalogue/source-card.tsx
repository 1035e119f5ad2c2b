import { Badge, Content, ContextualHelp, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useId } from 'react';
import type { Source } from '../flow-service.ts';
import { categoryName } from '../french.ts';
import { SetUpLink } from './set-up-link.tsx';
import { t } from './texts.ts';

const card = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  padding: 24,
  borderRadius: 'lg',
  borderWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-200',
  backgroundColor: 'layer-2',
});
const head = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 });

/** A source of the catalogue: what it is, and what a person can do with it. */
export function SourceCard({ source, hasAccount }: { source: Source; hasAccount: boolean }) {
  const name = useId();
  const { title, description, category, beta } = source;
  return (
    <li className={card} aria-labelledby={name}>
      <div className={head}>
        <h2 id={name} className={style({ font: 'title', margin: 0 })}>
          {title}
        </h2>
        {beta && <BetaBadge />}
      </div>
      <span className={style({ font: 'detail-sm' })}>{categoryName(category)}</span>
      <p className={style({ font: 'body-sm', margin: 0, flexGrow: 1 })}>{description}</p>
      <SetUpLink source={source} hasAccount={hasAccount} />
    </li>
  );
}

function BetaBadge() {
  return (
    <>
      <Badge variant="informative" size="S">
        {t('beta')}
      </Badge>
      <ContextualHelp aria-label={t('betaTerms')}>
        <Heading>{t('betaTerms')}</Heading>
        <Content>{t('betaMeaning')}</Content>
      </ContextualHelp>
    </>
  );
}
