// What `npm start` and `npm test` hold about the environment they are called in.

/** Every variable that configures the server, as the docs list them. */
export const serverVariables = [
  'LATCHKEY_ROLE',
  'PORT',
  'PUBLIC_DOMAIN',
  'PUBLIC_SCHEME',
  'DATABASE_URL',
  'JOBS_DATABASE_URL',
  'DATABASE_POOL_MAX',
  'STRIPE_SECRET_KEY',
  'STRIPE_API_BASE',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_CONNECT_WEBHOOK_SECRET',
  'PLATFORM_FEE_BPS',
  'SMTP_URL',
  'MAIL_FROM',
  'SIGNING_KEYS',
  'REDIS_URL',
  'S3_ENDPOINT',
  'S3_BUCKET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'STORAGE_QUOTA_MB',
  'DAILY_WRITE_LIMIT',
  'LIMITS',
  'RETENTION_DAYS',
  'PLATFORM_OPERATORS',
  'SANDBOX_INBOX',
  'METRICS_TOKEN',
  'TRUST_PROXY',
  'DRAIN_SECONDS',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'TRUST_TRACEPARENT',
  'ASSETS_DIR',
  'LOG_LEVEL',
]

/** Throws when any variable holds a live-mode Stripe key: neither demo nor tests may come near real money. */
export function refuseLiveKeys() {
  for (const [name, value] of Object.entries(process.env)) {
    if (/^(sk|rk)_live_/.test(value ?? '')) {
      throw new Error(`${name} holds a live-mode Stripe key; unset it: neither demo nor tests run with one.`)
    }
  }
}
