# Built with everything, shipped with what runs: `prepare` needs the development tools, so they are pruned afterwards.
FROM node:22-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
# Not `npm ci`: the lock file names the platforms that its registry offered, which is not every one.
RUN npm install --ignore-scripts --no-audit --no-fund && npm rebuild better-sqlite3
COPY tsconfig.json ./
COPY server server
COPY client client
COPY schemas schemas
COPY migrations migrations
RUN npx tsc -p . && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production SOLOIST_HOST=0.0.0.0 SOLOIST_DATABASE_URL=sqlite:/data/soloist.db
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/migrations migrations
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 9292
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:9292/diagnostic/status/heartbeat').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/client/cli.js", "serve"]
