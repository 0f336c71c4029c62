// What other areas may use of this one.
export { fileReport } from './reports.ts'
