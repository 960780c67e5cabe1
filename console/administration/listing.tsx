import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useSay } from '../catalogue/text.tsx';

/** A list of the administration as a table; `actions` stand at the end of each row. */
export const Listing = <T,>({
  title,
  description,
  columns,
  actions,
  ...table
}: Pick<TableProps<T>, 'items' | 'trackBy' | 'empty' | 'loading' | 'wrapLines'> & {
  readonly title: string;
  readonly description?: string;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly actions?: (item: T) => ReactNode;
}) => {
  const say = useSay();
  const last = {
    id: 'actions',
    header: <span className="visually-hidden">{say('interactions.column.action')}</span>,
    cell: (item: T) => <span className="row-actions">{actions?.(item)}</span>,
  };
  return (
    <Table
      {...table}
      variant="container"
      contentDensity="compact"
      header={
        <Header variant="h2" description={description}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={actions === undefined ? columns : [...columns, last]}
    />
  );
};

/** What can be done to one row; `label` names the row to those who do not see where the action stands. */
export const RowAction = ({
  text,
  label,
  onClick,
}: {
  readonly text: string;
  readonly label: string;
  readonly onClick: () => void;
}) => (
  <Button variant="inline-link" ariaLabel={label} onClick={onClick}>
    {text}
  </Button>
);

/** What stands in the place of a row's actions until what was chosen is confirmed. */
export const RowQuestion = ({
  yes,
  onYes,
  onNo,
  children,
}: {
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly children?: ReactNode;
}) => {
  const say = useSay();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {children}
      <Button onClick={onYes}>{yes}</Button>
      <Button variant="link" onClick={onNo}>
        {say('admin.cancel')}
      </Button>
    </SpaceBetween>
  );
};
