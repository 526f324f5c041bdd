/** A picture with its numbers behind a switch: for readers who hear the page, and for those who want to copy them. */
import {
  Button,
  Card,
  Skeleton,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useWords } from '../parts/words.ts'

interface ChartCardProps {
  title: string
  head: string[]
  /** Undefined while they are fetched. */
  rows: string[][] | undefined
  children: ReactNode
}

export function ChartCard({ title, head, rows, children }: ChartCardProps) {
  const words = useWords()
  const [asTable, setAsTable] = useState(false)
  return (
    <Card sx={{ p: 2, minWidth: 0 }}>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center', mb: 1, gap: 1 }}>
        <Typography variant="h2">{title}</Typography>
        <Button
          size="small"
          sx={{ flexShrink: 0, whiteSpace: 'nowrap' }}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {words(asTable ? 'home.chart.asPicture' : 'home.chart.asTable')}
        </Button>
      </Stack>
      {rows === undefined && <Skeleton variant="rounded" height={240} />}
      {rows?.length === 0 && <Typography color="textSecondary">{words('home.chart.nothing')}</Typography>}
      {rows && rows.length > 0 && !asTable && <div aria-hidden>{children}</div>}
      {rows && rows.length > 0 && asTable && (
        <TableContainer sx={{ maxHeight: 260 }} tabIndex={0}>
          <Table size="small" aria-label={title}>
            <TableHead>
              <TableRow>
                {head.map(cell => (
                  <TableCell key={cell}>{cell}</TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map(row => (
                <TableRow key={row[0]}>
                  {row.map((cell, index) => (
                    <TableCell key={head[index]}>{cell}</TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </Card>
  )
}
