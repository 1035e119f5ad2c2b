import { Button, ButtonGroup, Content, Heading, IllustratedMessage, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** What a person can do next: an address of the console, or something done here. */
export type Action =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly onPress: () => void };

/** Says that there is nothing yet, why, and what to do next. */
export function EmptyState({ title, hint, action }: { title: string; hint: string; action?: Action }) {
  return (
    <IllustratedMessage styles={style({ marginX: 'auto', marginY: 48 })}>
      <Heading level={2}>{title}</Heading>
      <Content>{hint}</Content>
      {action !== undefined && (
        <ButtonGroup>
          {'href' in action ? (
            <LinkButton variant="accent" href={action.href}>
              {action.label}
            </LinkButton>
          ) : (
            <Button variant="accent" onPress={action.onPress}>
              {action.label}
            </Button>
          )}
        </ButtonGroup>
      )}
    </IllustratedMessage>
  );
}
