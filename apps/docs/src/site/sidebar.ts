import { errorCatalogue } from '@latchkey/contract'
import { areas, operations } from '../reference/contract.ts'

/** The navigation: what people wrote in the order they chose, then the reference as the contract has it. */
export const sidebar = () => [
  {
    label: 'Operate',
    items: ['operate/runbook'],
  },
  {
    label: 'Reference',
    collapsed: true,
    items: areas.map((area) => ({
      label: area,
      collapsed: true,
      items: operations.filter((each) => each.area === area).map(({ id }) => `reference/${area}/${id}`),
    })),
  },
  { label: 'Errors', collapsed: true, items: Object.keys(errorCatalogue).map((code) => `errors/${code}`) },
]
