import './statement.css'
import { t } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import { type Figures, figures } from './earnings.ts'

const signs = { gross: '', refunds: '−', disputes: '−', fees: '−', net: '=' } as const

/** How the net comes about: gross − refunds − disputes − fees. */
export const Statement = ({ total, currency }: { total: Figures; currency: string }) => (
  <dl className="statement">
    {figures.map((name) => (
      <div key={name} data-sign={signs[name]}>
        <dt title={t.revenue.legend[name]}>{t.revenue[name]}</dt>
        <dd>
          <Money value={{ amount: total[name], currency }} />
        </dd>
      </div>
    ))}
  </dl>
)
