FROM node:24-slim AS build
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npx nest build

# Without development dependencies, and without the optional ones: the embedded PostgreSQL, and Node from npm.
FROM node:24-slim AS dependencies
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /portal
COPY --from=dependencies /portal/node_modules node_modules
COPY --from=build /portal/dist dist
COPY package.json ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Memory grows with demand, not with the size of the machine, as in scripts/start.mjs.
CMD ["node", "--max-semi-space-size=32", "--heap-growing-percent=80", "dist/src/main.js"]
