export { DEMO_PASSWORD, DEMO_STRIPE_ACCOUNT, type DemoBooks, loadDemo } from './demo.ts'
export { type Config, handleOrigin, readConfig } from './platform/config.ts'
export { migrateToLatest } from './platform/database/migrate.ts'
export { FILES_FOLDER } from './platform/start.ts'
