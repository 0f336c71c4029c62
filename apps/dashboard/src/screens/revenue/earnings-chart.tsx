import '@mantine/charts/styles.css'
import { decimalsOf } from '@latchkey/contract/currencies'
import { BarChart } from '@mantine/charts'
import { useElementSize } from '@mantine/hooks'
import { t } from '../../text/text.ts'
import { locale } from '../../ui/locale.ts'
import { formatMoney } from '../../ui/money.tsx'
import { type Bar, linesOf, monthsBetween } from './earnings.ts'
import { monthName } from './months.ts'

/** Pixels that the name of a month takes, and the axis of amounts. */
const NAME = 76
const AXIS = 64

/**
 * What buyers paid in each month, and what is left of it. The table beside it says the same, so it is for the eye
 * alone.
 */
export default function EarningsChart({ bars, currency }: { bars: readonly Bar[]; currency: string }) {
  const { ref, width } = useElementSize()
  const unit = 10 ** decimalsOf(currency)
  const lines = linesOf(bars, currency)
  const isWhole = lines.every(Number.isInteger)
  const short = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: isWhole ? 1 : decimalsOf(currency),
  })
  return (
    <div ref={ref}>
      <BarChart
        aria-hidden="true"
        h={240}
        data={bars.map(({ month, ...amounts }) => ({ month: monthName(month), ...amounts }))}
        dataKey="month"
        series={[
          { name: 'gross', label: t.revenue.gross, color: 'gray.4' },
          { name: 'net', label: t.revenue.net, color: 'brass.5' },
        ]}
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
        valueFormatter={(value) => formatMoney({ amount: Math.round(value * unit), currency })}
        maxBarWidth={28}
        gridAxis="x"
        tickLine="none"
        xAxisProps={{ interval: monthsBetween(bars.length, (width - AXIS) / NAME) }}
        yAxisProps={{
          ticks: lines,
          domain: [lines[0] ?? 0, lines.at(-1) ?? 1],
          interval: 0,
          tickFormatter: (value: number) => short.format(value),
          width: AXIS,
        }}
        barProps={{ isAnimationActive: false, radius: 4 }}
        // Nothing in it takes the focus, as nothing in it is heard.
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  )
}
