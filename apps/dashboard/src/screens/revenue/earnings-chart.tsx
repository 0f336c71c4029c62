import '@mantine/charts/styles.css'
import { decimalsOf } from '@latchkey/contract/currencies'
import { BarChart } from '@mantine/charts'
import { t } from '../../text/text.ts'
import { locale } from '../../ui/locale.ts'
import { formatMoney } from '../../ui/money.tsx'
import type { Bar } from './earnings.ts'
import { monthName } from './months.ts'

/** The net of each month as bars. The table beside it says the same, so it is for the eye alone. */
export default function EarningsChart({ bars, currency }: { bars: readonly Bar[]; currency: string }) {
  const unit = 10 ** decimalsOf(currency)
  const short = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    notation: 'compact',
    maximumFractionDigits: 1,
  })
  return (
    <BarChart
      aria-hidden="true"
      h={220}
      data={bars.map(({ month, net }) => ({ month: monthName(month), net }))}
      dataKey="month"
      series={[{ name: 'net', label: t.revenue.net, color: 'brass.5' }]}
      valueFormatter={(value) => formatMoney({ amount: Math.round(value * unit), currency })}
      maxBarWidth={48}
      gridAxis="y"
      tickLine="none"
      xAxisProps={{ minTickGap: 24 }}
      yAxisProps={{ tickFormatter: (value: number) => short.format(value), width: 64 }}
      barProps={{ isAnimationActive: false, radius: 4 }}
      // Nothing in it takes the focus, as nothing in it is heard.
      barChartProps={{ accessibilityLayer: false }}
    />
  )
}
