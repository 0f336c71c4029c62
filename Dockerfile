# The server for production: `node dist/server/main.js` with the environment that apps/docs/src/content/docs/operate/configuration.md lists.

# The server, and what it hands out to others: dashboard and docs, and the packed SDK and contract tests.
FROM node:24-slim AS build
WORKDIR /app
RUN npm install --global pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.json LICENSE ./
COPY apps/dashboard/package.json apps/dashboard/
COPY apps/docs/package.json apps/docs/
COPY packages/contract/package.json packages/contract/
COPY packages/contract-tests/package.json packages/contract-tests/
COPY packages/local-stripe/package.json packages/local-stripe/
COPY packages/sdk/package.json packages/sdk/
COPY packages/server/package.json packages/server/
RUN pnpm install --frozen-lockfile --filter latchkey --filter @latchkey/dashboard... --filter @latchkey/docs... \
  --filter @latchkey/contract-tests --filter @latchkey/sdk --filter @latchkey/server...
COPY .changeset .changeset
COPY openapi openapi
COPY apps apps
COPY packages/contract packages/contract
COPY packages/contract-tests packages/contract-tests
COPY packages/sdk packages/sdk
COPY packages/server packages/server
COPY scripts/build.ts scripts/
COPY scripts/assets scripts/assets
RUN node scripts/build.ts server sdk contract-tests dashboard docs

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production ASSETS_DIR=/app/dist
COPY --from=build /app/dist dist
# Contents of files; mount a volume.
RUN install -d -o node .data/files
VOLUME /app/.data/files
USER node
EXPOSE 8787
HEALTHCHECK --start-period=30s --interval=10s --timeout=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 8787}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "--min-semi-space-size=8", "--max-semi-space-size=8", "--heap-growing-percent=25", "dist/server/main.js"]
