import './rows.css'
import { Box, Table } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'

/** A column of a list; on a phone a line of each card. */
export interface Column<Row> {
  readonly name: string
  readonly cell: (row: Row) => ReactNode
  /** Names the row, and leads the card. A link in it makes the whole row one. */
  readonly isHeading?: boolean
  readonly isNumeric?: boolean
  /** What the rows are ordered by, the highest or newest first. */
  readonly isOrder?: boolean
}

interface RowsProps<Row> {
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** What is listed. */
  readonly label: string
  readonly ref?: Ref<HTMLTableSectionElement>
}

/** A table; on a phone, a card for each row. It stays a table to those who hear it, so the roles are said. */
export const Rows = <Row,>({ rows, columns, keyOf, label, ref }: RowsProps<Row>) => (
  <Box className="card rows">
    <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={label} role="table">
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          {columns.map(({ name, isNumeric, isOrder }) => (
            <Table.Th
              key={name}
              role="columnheader"
              data-numeric={isNumeric || undefined}
              {...(isOrder && { 'aria-sort': 'descending' })}
            >
              {name}
              {isOrder && <IconArrowDown size={13} aria-hidden="true" className="order" />}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup" ref={ref}>
        {rows.map((row) => (
          <Table.Tr key={keyOf(row)} role="row">
            {columns.map(({ name, cell, isHeading, isNumeric }) => (
              <Table.Td
                key={name}
                role="cell"
                data-label={name}
                data-heading={isHeading || undefined}
                data-numeric={isNumeric || undefined}
              >
                {cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Box>
)
