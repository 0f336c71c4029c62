// What other areas may use of this one.
export { countOpenReports } from './queues.ts'
export { fileReport } from './reports.ts'
