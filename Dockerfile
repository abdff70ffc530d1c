# serin, and the sidecar of Argo CD's repo-server (docs/use/container.md). No shell, no package manager, no root.
# For images that are the same byte for byte, give both bases by digest: --build-arg NODE=node@sha256:… --build-arg BASE=…
ARG NODE=node:22-bookworm-slim
ARG BASE=gcr.io/distroless/cc-debian12

FROM ${NODE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
ARG SOURCE_DATE_EPOCH=0
RUN node scripts/build.mjs
RUN node scripts/image-tree.mjs /image

FROM ${BASE}
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /image /
USER 999:999
ENTRYPOINT ["/usr/local/bin/serin"]
CMD ["--help"]
